import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { errorCode, provesNeverSent } from './never-sent.ts';

const system = (code: string, syscall?: string, more: object = {}): Error =>
  Object.assign(new Error(`${syscall ?? ''} ${code}`), {
    code,
    ...(syscall === undefined ? {} : { syscall }),
    ...more,
  });
/** Node's fetch: undici's TypeError around what the socket said. */
const node = (code: string, syscall?: string): Error => new TypeError('fetch failed', { cause: system(code, syscall) });
/** Node's fetch to a name with several addresses. */
const tries = (...errors: readonly Error[]): Error =>
  new TypeError('fetch failed', {
    cause: Object.assign(new AggregateError(errors), {
      code: (errors[0] as { readonly code?: unknown } | undefined)?.code,
    }),
  });

type Table = readonly (readonly [what: string, error: unknown])[];

describe('the request never left', () => {
  const onNode: Table = [
    ['nothing listens there', node('ECONNREFUSED', 'connect')],
    ['nothing listens on any address', tries(system('ECONNREFUSED', 'connect'), system('ECONNREFUSED', 'connect'))],
    [
      'one address refuses, the other is not reachable',
      tries(system('ECONNREFUSED', 'connect'), system('ENETUNREACH', 'connect')),
    ],
    ['the name does not exist', node('ENOTFOUND', 'getaddrinfo')],
    ['the name has no address', node('ENODATA', 'queryA')],
    ['the name server is away', node('EAI_AGAIN', 'getaddrinfo')],
    ['the name server fails', node('EAI_FAIL', 'getaddrinfo')],
    ['no route to the host', node('EHOSTUNREACH', 'connect')],
    ['no route to the network', node('ENETUNREACH', 'connect')],
    ['the connection took too long to open', node('ETIMEDOUT', 'connect')],
    ['undici gave up connecting', new TypeError('fetch failed', { cause: system('UND_ERR_CONNECT_TIMEOUT') })],
    ['the certificate is self-signed', node('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['a certificate in its chain is self-signed', node('SELF_SIGNED_CERT_IN_CHAIN')],
    ['the certificate has expired', node('CERT_HAS_EXPIRED')],
    ['the certificate is for another name', node('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['the certificate cannot be verified', node('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    ['the issuer is not known', node('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')],
    ['the system error itself', system('ECONNREFUSED', 'connect')],
    ['wrapped several times', new Error('a', { cause: new Error('b', { cause: node('ECONNREFUSED', 'connect') }) })],
  ];
  const onBun: Table = [
    [
      'nothing listens there',
      Object.assign(new Error('Unable to connect.'), { code: 'ConnectionRefused', path: 'http://x/', errno: 0 }),
    ],
    ['the name does not exist', system('ENOTFOUND', 'getaddrinfo')],
    [
      'the certificate is self-signed',
      Object.assign(new Error('self signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    ],
    ['the certificate is for another name', Object.assign(new Error('x'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })],
  ];
  test.each([...onNode.map((row) => ['Node', ...row] as const), ...onBun.map((row) => ['Bun', ...row] as const)])(
    '%s: %s',
    (_runtime, _what, error) => {
      expect(provesNeverSent(error)).toBe(true);
    },
  );
});

describe('the service may have seen it', () => {
  const onNode: Table = [
    ['reset', node('ECONNRESET', 'read')],
    ['reset while connecting', node('ECONNRESET', 'connect')],
    ['broken pipe', node('EPIPE', 'write')],
    ['time-out of a read', node('ETIMEDOUT', 'read')],
    ['time-out of nobody knows what', node('ETIMEDOUT')],
    ['no route, on an open connection', node('EHOSTUNREACH', 'read')],
    ['no network, on an open connection', node('ENETUNREACH', 'write')],
    ['the other side closed', node('UND_ERR_SOCKET')],
    ['no headers in time', node('UND_ERR_HEADERS_TIMEOUT')],
    ['no body in time', node('UND_ERR_BODY_TIMEOUT')],
    ['our certificate was asked for after the handshake', node('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')],
    ['our certificate was refused', node('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE')],
    ['another fault of TLS', node('ERR_SSL_WRONG_VERSION_NUMBER')],
    ['one address refused, the other reset', tries(system('ECONNREFUSED', 'connect'), system('ECONNRESET', 'read'))],
    ['one address reset, the other refused', tries(system('ECONNRESET', 'read'), system('ECONNREFUSED', 'connect'))],
    ['one try without a code', tries(system('ECONNREFUSED', 'connect'), new Error('odd'))],
    ['no try at all', new TypeError('fetch failed', { cause: new AggregateError([]) })],
    ['a code that is a number', Object.assign(new Error('x'), { code: 111 })],
    ['a code in lower case', system('econnrefused', 'connect')],
    ['a code only in its message', new TypeError('connect ECONNREFUSED 127.0.0.1:1')],
    ['a code around a proof', Object.assign(new Error('x', { cause: system('ECONNREFUSED', 'connect') }), { code: 'ECONNRESET' })],
  ];
  const elsewhere: Table = [
    ['Bun', Object.assign(new Error('The socket connection was closed unexpectedly.'), { code: 'ConnectionClosed' })],
    ['Bun', system('ECONNRESET')],
    ['Deno', new TypeError('error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error')],
    ['workerd', new Error('Network connection lost.')],
    ['Chrome', new TypeError('Failed to fetch')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['Safari', new TypeError('Load failed')],
    ['an abort', new DOMException('This operation was aborted', 'AbortError')],
    ['text', 'ECONNREFUSED'],
    ['nothing', undefined],
    ['null', null],
  ];
  test.each([...onNode.map(([what, error]) => [`Node: ${what}`, error] as const), ...elsewhere])('%s', (_, error) => {
    expect(provesNeverSent(error)).toBe(false);
  });
}); // prettier-ignore

describe('errors without an end', () => {
  test('prove nothing', () => {
    const itself = new Error('a');
    itself.cause = itself;
    const pair = new Error('b', { cause: new Error('c') });
    (pair.cause as Error).cause = pair;
    const many = new AggregateError([system('ECONNREFUSED', 'connect')]);
    many.errors.push(many, many);
    for (const error of [itself, pair, many]) expect(provesNeverSent(error)).toBe(false);
  });
});

describe('the code for people', () => {
  test.each([
    [node('ECONNRESET', 'read'), 'ECONNRESET'],
    [tries(system('ECONNREFUSED', 'connect'), system('ECONNRESET', 'read')), 'ECONNREFUSED'],
    [new TypeError('Failed to fetch'), 'no code'],
    [undefined, 'no code'],
    [system('X'.repeat(1_000)), 'X'.repeat(40)],
  ])('of %s is %s', (error, code) => {
    expect(errorCode(error)).toBe(code);
  });
});

/** What this Node's own fetch says. */
describe('really, on Node', () => {
  async function listen(server: Server): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return (server.address() as AddressInfo).port;
  }
  const failureOf = (url: string): Promise<unknown> =>
    fetch(url, { method: 'POST', body: 'x' }).then(
      () => Promise.reject(new Error('answered')),
      (error: unknown) => error,
    );

  test('a closed port is a proof', async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    const error = await failureOf(`http://127.0.0.1:${port}/`);
    expect([errorCode(error), provesNeverSent(error)]).toEqual(['ECONNREFUSED', true]);
  });

  test('a connection that is closed after the request is none', async () => {
    const port = await listen(createServer((request) => request.socket.destroy()));
    const error = await failureOf(`http://127.0.0.1:${port}/`);
    expect([errorCode(error), provesNeverSent(error)]).toEqual(['UND_ERR_SOCKET', false]);
  });

  test('an answer that is no HTTP is none', async () => {
    const port = await listen(createSocketServer((socket) => void socket.end('SSH-2.0-OpenSSH\r\n')));
    expect(provesNeverSent(await failureOf(`http://127.0.0.1:${port}/`))).toBe(false);
  });

  test('a server of plain HTTP, asked with TLS, is none', async () => {
    const port = await listen(createServer());
    expect(provesNeverSent(await failureOf(`https://127.0.0.1:${port}/`))).toBe(false);
  });

  test('a self-signed certificate is a proof', async () => {
    const port = await listen(createSecureServer(selfSigned()));
    const error = await failureOf(`https://127.0.0.1:${port}/`);
    expect([errorCode(error), provesNeverSent(error)]).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', true]);
  });
});

/** Key and certificate of a server that nobody vouches for: the least that X.509 asks for. */
function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
    const body = Buffer.concat(parts);
    const long = Buffer.from([0x82, body.length >> 8, body.length & 255]);
    return Buffer.concat([Buffer.from([tag]), body.length < 128 ? Buffer.from([body.length]) : long, body]);
  };
  const [SEQUENCE, SET, OBJECT_ID, TEXT, TIME, NUMBER, BITS] = [0x30, 0x31, 0x06, 0x0c, 0x17, 0x02, 0x03];
  const ecdsaWithSha256 = der(SEQUENCE, der(OBJECT_ID, Buffer.from('2a8648ce3d040302', 'hex')));
  const commonName = der(SEQUENCE, der(OBJECT_ID, Buffer.from('550403', 'hex')), der(TEXT, Buffer.from('localhost')));
  const name = der(SEQUENCE, der(SET, commonName));
  const validity = ['200101000000Z', '491231235959Z'].map((time) => der(TIME, Buffer.from(time)));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(
    SEQUENCE,
    der(NUMBER, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    der(SEQUENCE, ...validity),
    name,
    spki,
  );
  const signature = der(BITS, Buffer.from([0]), sign('sha256', body, privateKey));
  const certificate = der(SEQUENCE, body, ecdsaWithSha256, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}
