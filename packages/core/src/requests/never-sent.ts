/**
 * Codes that prove that a request never left, per runtime. Only codes, never messages: a wrong "it was not sent" buys a
 * picture twice. Whatever is not here is taken as possibly sent; workerd and browsers give no codes.
 *
 * - Node: the name was not found (c-ares, libuv); nothing listens there (only connect says so); undici's timer over it
 * - Bun: has a name of its own for the second, ConnectionRefused
 * - Node and Bun: the server's certificate was refused, before a request was written (OpenSSL's names: …CERT…)
 * - Node: no way there, or no answer, where the system call is `connect`: an open connection reports them as well
 *
 * Read with the failed system call before it, which is `undefined` where there is none.
 */
const PROOF =
  /^\w* (E(NOTFOUND|NODATA|AI_\w+|CONNREFUSED)|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|UNABLE_TO_VERIFY_LEAF_SIGNATURE|(\w+_)?CERT(_\w+)?)$|^connect (E(HOST|NET)UNREACH|ETIMEDOUT)$/;

interface SystemError {
  readonly code?: string | number;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** What is at the bottom of an error: of several tries (`errors`, one per address) all, else what has a code first. */
function roots(error: unknown, depth = 0): readonly SystemError[] {
  const root = Object(error) as SystemError;
  const { code, cause, errors } = root;
  const inner = [errors ?? (typeof code === 'string' ? [] : (cause ?? []))].flat() as readonly unknown[];
  return inner.length > 0 && depth < 5 ? inner.flatMap((one) => roots(one, depth + 1)) : [root];
}

/** Whether an error of `fetch` proves that the request never left. Of several tries every one must prove it. */
export function provesNeverSent(error: unknown): boolean {
  return roots(error).every(({ code, syscall }) => PROOF.test(`${String(syscall)} ${String(code)}`));
}

/** The first code of a failed request, for messages. */
export function errorCode(error: unknown): string {
  return String(roots(error)[0]?.code ?? 'no code').slice(0, 40);
}
