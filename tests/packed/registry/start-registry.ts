import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Verdaccio {
  runServer(configuration: object): Promise<Server>;
}

/** A registry on 127.0.0.1, with an account that may publish. */
export interface Registry {
  readonly url: string;
  /** The lines of an .npmrc with which npm, pnpm and yarn take everything from here. */
  readonly npmrc: string;
  /** The same, with the right to publish. */
  readonly publisherNpmrc: string;
  close(): Promise<void>;
}

/**
 * Starts Verdaccio in this process, so that it ends with it. Our scope lives here alone; everything else is fetched from
 * the registry that npm is configured with.
 *
 * @param folder - where it keeps what it has
 * @param uplink - the registry behind it, and the certificates that it is trusted by
 */
export async function startRegistry(
  folder: string,
  uplink: { readonly url: string; readonly ca: string | undefined },
): Promise<Registry> {
  // CommonJS that compiles to `exports`: require() gives its type and shape without guessing.
  const { runServer }: Verdaccio = createRequire(import.meta.url)('verdaccio');
  const server = await runServer({
    self_path: join(folder, 'config.yaml'),
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 1 } },
    uplinks: { configured: { ...uplink, maxage: '60m', timeout: '60s', max_fails: 20, fail_timeout: '1s' } },
    packages: {
      '@x/*': { access: '$all', publish: '$authenticated' },
      '**': { access: '$all', proxy: 'configured' },
    },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The registry has no port');
  const url = `http://127.0.0.1:${address.port}/`;
  const npmrc = `registry=${url}\nfund=false\naudit=false\nupdate-notifier=false\n`;
  return {
    url,
    npmrc,
    publisherNpmrc: `${npmrc}//127.0.0.1:${address.port}/:_authToken=${await register(url)}\n`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Makes the account and returns its token. */
async function register(url: string): Promise<string> {
  const response = await fetch(`${url}-/user/org.couchdb.user:publisher`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: crypto.randomUUID() }),
  });
  const answer: unknown = await response.json();
  const token = typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : undefined;
  if (typeof token !== 'string') throw new Error(`The registry made no account: ${response.status}`);
  return token;
}
