// Builds what the demo needs, then runs it in this process: outside turbo, which would take away its terminal
// and its environment.
import { build } from './turbo.ts';

const args = process.argv.slice(2);
// pnpm passes a separating `--` on.
if (args[0] === '--') args.shift();

const code = build('@x/demo...');
if (code !== 0) process.exit(code);

process.argv.splice(2, Infinity, ...args);
const entry = new URL('../../apps/demo/dist/main.js', import.meta.url).href;
await import(entry);
