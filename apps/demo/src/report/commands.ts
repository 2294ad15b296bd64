/** How to go on, for those with pnpm and for those with npm alone. */
export const RESUME_COMMAND = 'pnpm demo --resume';
/** The same without pnpm. */
export const RESUME_COMMAND_NPX = 'npx -y pnpm@10 demo --resume';
