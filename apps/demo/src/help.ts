import { DEMO_COMMAND } from './report/commands.ts';
import { services } from './services/index.ts';

const variables = services.flatMap((service) => service.variables);
const width = Math.max(...variables.map(({ name }) => name.length));
const line = (name: string, meaning: string): string => `  ${name.padEnd(width)}  ${meaning}`;

/** Text of `--help`, within 80 columns. */
export const helpText = `Usage: ${DEMO_COMMAND} [options]

Without options: runs a few tasks on each service at once, shows their progress
and saves the pictures. Without keys nothing leaves this machine: a sandbox in
this process plays the services. With its key set, a service is the real one,
which costs money: one small task then.

  --prompt TEXT        run one task with this prompt
  --model NAME         run one task with this model; with its version for the
                       services of Tencent: GEM/3.0
  --resolution SIZE    its size, as the model takes it: 2K, 16:9, 1024x768
  --count NUMBER       how many pictures the task shall make
  --service NAME       the service of that task, one of
${services.map(({ id }) => `${' '.repeat(23)}${id}`).join('\n')}
  --resume             go on waiting for what an earlier run submitted
  -h, --help           this text

Environment:
${services.map((service) => service.variables.map(({ name, meaning }) => line(name, meaning)).join('\n')).join('\n\n')}

${line('NO_COLOR', 'no colours')}

Keys for other tools (TENCENTCLOUD_SECRET_ID and the like) are not read.
Ctrl-C stops waiting at once; the tasks go on and --resume fetches them.
`;
