// Builds and runs the demo.
import { buildAndRun } from './build-and-run.ts';

await buildAndRun('@x/demo...', 'apps/demo/dist/main.js');
