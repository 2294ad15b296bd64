import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  ExtractorMessageCategory,
  type ExtractorMessage,
} from '@microsoft/api-extractor';
import { doors, readManifest } from './manifest.ts';
import type { Problems } from './report.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The folder of a package that holds one report for each door, `<door>.api.md`. */
export const reportFolder = 'etc';

/** Messages that are no faults. */
const ignored = new Set([
  // Everything that goes through a door is public; nothing else is published.
  'ae-missing-release-tag',
  // The bundler of the declarations moves imports above the comment of the file.
  'ae-misplaced-package-tag',
  // A type that users need not name may stay without a name for them; the report shows it all the same.
  'ae-forgotten-export',
]);

interface Surface {
  /** The text of the report of each door, by file name. */
  readonly reports: ReadonlyMap<string, string>;
  /** Symbols without documentation, references that lead nowhere, broken TSDoc. */
  readonly problems: Problems;
}

/** Reads what a built package promises, and how well it says so. */
function readSurface(folder: string): Surface {
  const temporary = temporaryFolder();
  const reports = new Map<string, string>();
  // What two doors share is judged once.
  const problems = new Set<string>();

  for (const { name, types } of doors(readManifest(folder))) {
    const door = name === '' ? 'index' : name;
    Extractor.invoke(configuration(folder, types, door, temporary), {
      localBuild: true,
      messageCallback: (message) => {
        // The tool would decide by its own levels what to print and what to fail for.
        message.logLevel = ExtractorLogLevel.None;
        if (isProblem(message)) problems.add(message.formatMessageWithLocation(folder));
      },
    });
    const file = `${door}.api.md`;
    reports.set(file, readFileSync(join(temporary, file), 'utf8'));
  }
  return { reports, problems: [...problems] };
}

function configuration(folder: string, types: string, door: string, temporary: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      newlineKind: 'lf',
      apiReport: {
        enabled: true,
        reportFileName: door,
        reportFolder: temporary,
        reportTempFolder: temporary,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      // The sources need not be read: what is published is the build.
      compiler: {
        overrideTsconfig: { extends: join(folder, 'tsconfig.json'), files: [join(folder, types)], include: [] },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  });
}

function isProblem(message: ExtractorMessage): boolean {
  const { category, messageId } = message;
  if (category === ExtractorMessageCategory.Console || ignored.has(messageId)) return false;
  return messageId !== 'ae-undocumented' || !isLiteral(message);
}

/** Whether a member can have one value only, such as `readonly code = "api"`: it has nothing to add to its type. */
function isLiteral({ sourceFilePath = '', sourceFileLine = 0 }: ExtractorMessage): boolean {
  const line = readFileSync(sourceFilePath, 'utf8').split('\n')[sourceFileLine - 1] ?? '';
  return /^\s*readonly \w+(:| =) ('[^']*'|"[^"]*"|\d+);$/.test(line);
}

/**
 * The public surface of a package is in git, so that a change of it is seen in review, and every symbol of it is
 * documented.
 */
export function checkApiReport(folder: string): Problems {
  const { reports, problems } = readSurface(folder);
  const kept = join(folder, reportFolder);
  const stale = existsSync(kept) ? readdirSync(kept).filter((file) => !reports.has(file)) : [];
  const changed = [...reports].flatMap(([file, text]) => {
    const path = join(kept, file);
    const before = existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : '';
    return before === text ? [] : [`${reportFolder}/${file} is not what the build gives: ${firstChange(before, text)}`];
  });
  return [
    ...problems,
    ...stale.map((file) => `${reportFolder}/${file} is the report of no door`),
    ...changed,
    ...(changed.length + stale.length === 0
      ? []
      : ['If the change is meant: pnpm api:update, look at the difference, and describe it: pnpm changeset']),
  ];
}

/** Writes the reports of a built package as they should be. */
export function updateApiReport(folder: string): void {
  const kept = join(folder, reportFolder);
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept);
  for (const [file, text] of readSurface(folder).reports) writeFileSync(join(kept, file), text);
}

function firstChange(before: string, after: string): string {
  const old = before.split('\n');
  const line = after.split('\n').findIndex((text, index) => text !== old[index]);
  if (line === -1) return `the report has more than ${after.split('\n').length} lines`;
  return `line ${line + 1} should be "${after.split('\n')[line]?.trim()}", it is "${old[line]?.trim() ?? ''}"`;
}
