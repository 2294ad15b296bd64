// Builds the sandbox and starts it, as `npx @x/sandbox` does where it is installed.
import { buildAndRun } from './build-and-run.ts';

// What its usage says is to be typed: the published command does not exist here.
process.env['X_SANDBOX_COMMAND'] = 'npx -y pnpm@10 sandbox';
await buildAndRun('@x/sandbox', 'packages/sandbox/dist/cli.js');
