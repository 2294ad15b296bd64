import { services } from './services/index.ts';

const names = services.map(({ id }) => id);
const variables = services.flatMap((service) => service.variables);
const width = Math.max(...variables.map(({ name }) => name.length));

/** Text of `--help`, within 80 columns. */
export const helpText = `Usage: pnpm demo [options]

Without options: runs a few tasks on each service at once, shows their progress
and saves the pictures. Without a key nothing leaves this machine: a sandbox in
this process plays the services. With a key it is the real service, which costs
money: one small task then.

  --prompt TEXT        run one task with this prompt
  --model NAME         run one task with this model
  --resolution SIZE    its size, as the model writes it: 2K, 16:9, 2048x2048
  --count NUMBER       how many pictures the task shall make
  --service NAME       the service of that task: ${names.join(', ')}
  --resume             go on waiting for what an earlier run submitted
  -h, --help           this text

Environment:
${variables.map(({ name, meaning }) => `  ${name.padEnd(width)}  ${meaning}`).join('\n')}
  ${'NO_COLOR'.padEnd(width)}  no colours

Ctrl-C stops waiting at once; the tasks go on and --resume fetches them.
`;
