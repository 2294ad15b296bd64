// `pnpm create:provider acme`: writes packages/acme, a provider that passes `pnpm check` as it is, and says what to do
// next. The guide is docs/adding-a-provider.md.
import { root, run } from '../../scripts/turbo.ts';
import { toProviderNames, USAGE } from './provider-names.ts';
import { writeProvider } from './write-provider.ts';

const words = process.argv.slice(2).filter((word) => word !== '--');
if (words.some((word) => word === '--help' || word === '-h')) {
  console.log(USAGE);
  process.exit();
}

try {
  const names = toProviderNames(words);
  const { id } = names;
  const written = await writeProvider(root, names);
  for (const path of written) console.log(path);

  console.log('\nInstalling, building, writing the API report …');
  const code =
    // CI installs what the lockfile says; here it has to learn of the package.
    run('pnpm', ['install', '--no-frozen-lockfile'], { quiet: true }) ||
    run('node', ['tools/checks/src/update-api-reports.ts', id], { quiet: true });
  if (code !== 0) {
    console.error(`
packages/${id} is written, but that failed. Mend it, then:

  npx -y pnpm@10 install && npx -y pnpm@10 api:update ${id}`);
    process.exitCode = code;
  } else {
    console.log(`
packages/${id} should pass \`npx -y pnpm@10 check\`, and knows nothing of its service yet.
Next: docs/adding-a-provider.md. What differs from service to service is marked TODO:

  grep -rn TODO packages/${id}/src packages/${id}/README.md`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
