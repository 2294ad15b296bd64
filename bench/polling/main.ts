// The study of docs/polling.md: `pnpm bench:polling [--quick] [--only=<words of a title>]`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawDelayAgainstRequests } from './draw.ts';
import { learningTable } from './learning.ts';
import { SECTIONS } from './sections.ts';
import { faultsTable } from './faults.ts';

const quick = process.argv.includes('--quick');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length) ?? '';
const seeds = quick ? 3 : 20;
const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

const sections = [
  ...SECTIONS,
  { title: 'A lone task, and a prior that is wrong', print: learningTable },
  { title: '10,000 tasks under faults', print: faultsTable },
  {
    title: 'Delay against requests',
    async print(): Promise<string> {
      writeFileSync(`${docs}polling-delay-against-requests.svg`, await drawDelayAgainstRequests(quick ? 2 : 10));
      return 'drawn: docs/polling-delay-against-requests.svg';
    },
  },
];

for (const { title, print } of sections.filter((section) => section.title.includes(only))) {
  process.stderr.write(`${title} …\n`);
  const startedAt = performance.now();
  console.log(`### ${title}\n\n${await print(seeds, quick)}\n`);
  process.stderr.write(`  ${((performance.now() - startedAt) / 1_000).toFixed(0)} s\n`);
}
