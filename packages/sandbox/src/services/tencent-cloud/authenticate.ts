import { CloudError } from './cloud-error.ts';
import { parseTc3Authorization, type Tc3Authorization } from './tc3-authorization.ts';
import { tc3Signature, type Tc3Request } from './tc3-signature.ts';
import type { SigningKeys } from './tc3-signing-keys.ts';
import type { CloudCredentials } from './tencent-cloud-keys.ts';

/** A request whose sender is to be found out. */
export interface UnauthenticatedRequest extends Omit<Tc3Request, 'timestamp'> {
  /** `Host`, as it was sent. */
  readonly host: string;
  /** Whether the sandbox stands behind this host for every service, so that the scope need not name the right one. */
  readonly isSandboxHost: boolean;
  /** The service that the scope must name elsewhere; undefined when the host belongs to none. */
  readonly service: string | undefined;
}

const longestSkewSeconds = 300;

/**
 * Checks who sends a request, in the order of the service's answers.
 *
 * `nowMs` is what the server takes the time to be.
 *
 * @throws CloudError `AuthFailure.…`
 */
export async function authenticate(
  request: UnauthenticatedRequest,
  {
    known,
    keys,
    nowMs,
  }: { readonly known: readonly CloudCredentials[]; readonly keys: SigningKeys; readonly nowMs: number },
): Promise<void> {
  const timestamp = request.header('x-tc-timestamp') ?? '';
  const authorization = parseTc3Authorization(request.header('authorization'));
  if (authorization === undefined || !/^\d{1,11}$/u.test(timestamp)) throw unfit('The header is not valid.');
  if (!request.isSandboxHost && authorization.service !== request.service) {
    throw unfit('`Service` in Credential not valid.');
  }
  // [I] the code of a scope of another day than the timestamp's
  if (authorization.date !== new Date(Number(timestamp) * 1_000).toISOString().slice(0, 10)) {
    throw unfit('`Date` in Credential not valid.');
  }
  const credentials = known.find(({ secretId }) => secretId === authorization.secretId);
  if (credentials === undefined) {
    throw failure('SecretIdNotFound', 'The SecretId is not found, please ensure that your SecretId is correct.');
  }
  if (Math.abs(Math.floor(nowMs / 1_000) - Number(timestamp)) > longestSkewSeconds) {
    throw failure(
      'SignatureExpire',
      'The provided credentials could not be validated because the signature has expired',
    );
  }
  const { secretKey } = credentials;
  if (!(await isSignedWith({ secretKey, keys }, authorization, { ...request, timestamp }))) {
    throw failure(
      'SignatureFailure',
      'The provided credentials could not be validated. Please check your signature is correct.',
    );
  }
  if (credentials.token !== undefined && request.header('x-tc-token') !== credentials.token) {
    throw failure('TokenFailure', 'The token in the request is not valid.');
  }
}

/**
 * The official Node SDK signs the host without its port, others sign what they send; and the documentation has the
 * values of signed headers in lower case, which shows in `x-tc-action` only.
 */
async function isSignedWith(
  secret: { readonly secretKey: string; readonly keys: SigningKeys },
  authorization: Tc3Authorization,
  { host, ...request }: UnauthenticatedRequest & Tc3Request,
): Promise<boolean> {
  const hosts = new Set([host, host.replace(/:\d+$/u, '')]);
  for (const signedHost of hosts) {
    for (const written of [(value: string) => value, (value: string) => value.toLowerCase()]) {
      const header = (name: string): string | undefined => {
        const value = name === 'host' ? signedHost : request.header(name);
        return value === undefined ? undefined : written(value);
      };
      const signature = await tc3Signature({ ...request, header }, authorization, secret);
      if (signature === authorization.signature) return true;
    }
  }
  return false;
}

/** The beginning of the message was seen with a service that is not the host's; what follows it otherwise is [I]. */
function unfit(reason: string): CloudError {
  const standards = 'The request `Authorization` header does not conform to tencentcloud standards';
  return failure('InvalidAuthorization', `${standards}: ${reason}`);
}

function failure(code: string, message: string): CloudError {
  return new CloudError(`AuthFailure.${code}`, message);
}
