// The gates of the repository as a whole that need no build.
import { root } from '../../scripts/turbo.ts';
import { checkChangesets } from './changesets.ts';
import { checkHosts } from './hosts.ts';
import { checkLicences, readLicences } from './licences.ts';
import { checkLinks } from './links.ts';
import { report } from './report.ts';

await report('repository', {
  'lockfiles and settings name no hosts': () => checkHosts(root),
  'licences of what users install': () => checkLicences(readLicences(root)),
  'links lead somewhere': () => checkLinks(root),
  'changes of a surface have a changeset': () => checkChangesets(root),
});
