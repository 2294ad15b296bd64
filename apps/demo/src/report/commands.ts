/** The demo, in the words of those who have npm alone: with pnpm installed it works as well. */
export const DEMO_COMMAND = 'npx -y pnpm@10 demo';
/** How to see what there is. */
export const HELP_COMMAND = `${DEMO_COMMAND} --help`;
/** How to go on. */
export const RESUME_COMMAND = `${DEMO_COMMAND} --resume`;
