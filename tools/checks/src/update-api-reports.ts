// Writes the API reports of all published packages, or of those named: `pnpm api:update`, `pnpm api:update tensorslab`.
import { join } from 'node:path';
import { build, root } from '../../scripts/turbo.ts';
import { updateApiReport } from './api-report.ts';
import { publishedPackages } from './manifest.ts';

const names = process.argv.slice(2).filter((argument) => argument !== '--');
const packages = publishedPackages(root).filter(
  (folder) => names.length === 0 || names.includes(folder.slice('packages/'.length)),
);

process.exitCode = build(...packages.map((folder) => `./${folder}`));
if (process.exitCode === 0) {
  for (const folder of packages) {
    updateApiReport(join(root, folder));
    console.log(`${folder}/etc is up to date`);
  }
}
