// Runs snippets in process. They are run as they are written: only the factories of the clients are told to talk to a
// sandbox, and pictures are fetched from it. A snippet that makes a sandbox of its own knows better and is left alone.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { pathToFileURL } from 'node:url';
import { broughtAlong, builtDoors } from './built-doors.ts';
import type { Orders } from './snippet-runs.ts';

/** What is needed of one here. */
interface Sandbox {
  readonly settings: object;
  close(): Promise<void>;
}

/** A snippet that takes longer waits for something that does not come. */
const patienceMs = 30_000;

const { root, snippets }: Orders = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const doors = new Map(builtDoors(root).map(({ specifier, file }) => [specifier, pathToFileURL(file).href]));
const others = broughtAlong(root);
const texts = new Map(snippets.map(({ file, text }) => [pathToFileURL(file).href, text]));
const sandboxed = '?sandboxed';

registerHooks({
  resolve(specifier, context, next) {
    if (texts.has(specifier)) return { url: specifier, shortCircuit: true };
    const door = doors.get(specifier);
    const importer = texts.get(context.parentURL ?? '');
    if (importer === undefined) return next(specifier, context);
    if (door === undefined) {
      const folder = others.get(specifier);
      return next(specifier, folder === undefined ? context : { ...context, parentURL: pathToFileURL(folder).href });
    }
    const url = importer.includes("from '@x/sandbox'") ? door : door + sandboxed;
    return { url, shortCircuit: true };
  },
  load(url, context, next) {
    const text = texts.get(url);
    if (text !== undefined) return { format: 'module', source: stripTypeScriptTypes(text), shortCircuit: true };
    if (url.endsWith(sandboxed)) {
      return { format: 'module', source: sandboxedDoor(url.slice(0, -sandboxed.length)), shortCircuit: true };
    }
    return next(url, context);
  },
});

/** The sandbox of the snippet that is running; a name that the modules written below can reach. */
const stage: { sandbox?: Sandbox } = {};
const stageName = 'snippetStage';
Object.assign(globalThis, { [stageName]: stage });

/** A door whose factories are given the sandbox's settings on top of the snippet's. */
function sandboxedDoor(door: string): string {
  const services = Object.keys(stage.sandbox?.settings ?? {});
  const overrides = (exportsOf.get(door) ?? []).flatMap((name) => {
    if (name === 'downloadImage') {
      const options = `{ fetch: ${stageName}.sandbox.fetch, allowPrivateHosts: true, ...options }`;
      return `export const ${name} = (image, options) => real.${name}(image, ${options});`;
    }
    const service = services.find((each) => `create${each}`.toLowerCase() === name.toLowerCase());
    if (service === undefined) return [];
    // Keys from a function would be asked of somebody else.
    const settings = `{ ...settings, ...${stageName}.sandbox.settings.${service} }`;
    return `export const ${name} = ({ credentials, ...settings }) => real.${name}(${settings});`;
  });
  return [`import * as real from '${door}';`, `export * from '${door}';`, ...overrides].join('\n');
}

// What a snippet says is its own affair; the error output is for what is wrong with it.
console.error = console.warn = console.log;

const platformFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  if (new URL(request.url).hostname === '127.0.0.1') return platformFetch(request);
  throw new Error(`it asks ${request.url}: a snippet has no network; mark it with <!-- snippet: no-run -->`);
};

const exportsOf = new Map<string, readonly string[]>();
for (const url of doors.values()) {
  // What is not built cannot be imported by a snippet either, and that is then said with its name.
  if (existsSync(new URL(url))) exportsOf.set(url, Object.keys((await import(url)) as object));
}
const { createSandbox } = (await import(doors.get('@x/sandbox') ?? '')) as {
  createSandbox(options: object): Promise<Sandbox>;
};

for (const { name, file } of snippets) {
  stage.sandbox = await createSandbox({ time: 'virtual', seed: 1 });
  const patience = setTimeout(() => {
    blame(name, `it is not done after ${patienceMs / 1_000} s`);
    process.exit();
  }, patienceMs);
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    blame(name, error instanceof Error ? shortStack(error) : String(error));
  }
  clearTimeout(patience);
  await stage.sandbox.close();
}
// A snippet may have left a server or a timer.
process.exit();

function blame(name: string, problem: string): void {
  process.stderr.write(`${name} does not run: ${problem}\n`);
  process.exitCode = 1;
}

/** The way through the snippet, and not how it was started. */
function shortStack({ stack = '' }: Error): string {
  const lines = stack.split('\n').filter((line) => !/^ +at .*(node:internal|snippet-runner\.ts)/.test(line));
  return lines.join('\n');
}
