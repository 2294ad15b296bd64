/** Shorter values are no secrets, and replacing them would garble what services say. */
const SHORTEST_SECRET = 8;

/** Errors inside errors are followed this far: a chain may be a ring. */
const DEEPEST = 5;

/** The text without the secrets: services and runtimes sometimes echo what they were sent. */
export function redact(text: unknown, secrets: readonly string[]): string {
  return secrets.reduce(
    (result, secret) => (secret.length < SHORTEST_SECRET ? result : result.replaceAll(secret, '[redacted]')),
    // Errors of others may have something else for a name.
    String(text),
  );
}

/**
 * An error that may be shown: the runtime's own where it is harmless (all that it holds is plain values without secrets,
 * and errors of which the same is true); where it holds objects (a Request with its headers…) or a secret, a copy of
 * name, code and redacted message.
 */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): Error | undefined {
  if (!(error instanceof Error) || depth > DEEPEST) return undefined;
  const values = Reflect.ownKeys(error).map((key) => Reflect.get(error, key) as unknown);
  const isHarmless = values
    .flat()
    .every((value) =>
      value instanceof Error
        ? safeCause(value, secrets, depth + 1) === value
        : Object(value) !== value && redact(value, secrets) === String(value),
    );
  if (isHarmless) return error;
  const { name, code, cause } = error as Error & { readonly code?: unknown };
  const copy = new Error(redact(error.message, secrets), { cause: safeCause(cause, secrets, depth + 1) });
  return Object.assign(
    copy,
    { name: redact(name, secrets) },
    typeof code === 'string' && { code: redact(code, secrets) },
  );
}
