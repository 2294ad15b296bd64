// `pnpm create:provider acme`: writes packages/acme, a provider that passes `pnpm check` as it is, and says what to do
// next. The guide is docs/adding-a-provider.md.
import { root, run } from '../../scripts/turbo.ts';
import { toProviderNames } from './provider-names.ts';
import { writeProvider } from './write-provider.ts';

try {
  const names = toProviderNames(process.argv.slice(2).filter((word) => word !== '--'));
  const { id } = names;
  const written = await writeProvider(root, names);
  for (const path of written) console.log(path);

  console.log('\nInstalling, building, writing the API report …');
  const code =
    // CI installs what the lockfile says; here it has to learn of the package.
    run('pnpm', ['install', '--no-frozen-lockfile'], { quiet: true }) ||
    run('node', ['tools/checks/src/update-api-reports.ts', id], { quiet: true });
  if (code !== 0) {
    console.error(`\npackages/${id} is written, but that failed. Mend it, then: pnpm install && pnpm api:update ${id}`);
    process.exitCode = code;
  } else {
    console.log(`
packages/${id} passes pnpm check, and knows nothing of its service yet.
Next: docs/adding-a-provider.md. What differs from service to service is marked TODO:

  grep -rn TODO packages/${id}/src packages/${id}/README.md`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
