// TODO: the service's own bodies, as its pages or recordings show them. Everything below is invented.

/** Of no account. */
export const KEY = 'test-key-of-new-provider';

/** Any JSON answer. */
export function says(body: object, status = 200): Response {
  return Response.json(body, { status });
}

/** A refusal. */
export function refuses(status: number, message: string, code = 'error'): Response {
  return says({ error: { code, message } }, status);
}

/** Every answer that the service is known to give. */
export const wire = {
  accepted: (id: string | undefined) => says({ id }),
  queued: () => says({ status: 'queued' }),
  running: () => says({ status: 'running' }),
  /** A word that no page has. */
  unknownStatus: () => says({ status: 'archived' }),
  succeeded: (urls: readonly string[]) => says({ status: 'succeeded', urls }),
  failed: (message: string) => says({ status: 'failed', error: { code: 'generation_failed', message } }),
  notFound: () => refuses(404, 'No such task', 'not_found'),
  wrongKey: () => refuses(401, 'Invalid API key', 'invalid_api_key'),
  rateLimited: () => refuses(429, 'Too many requests', 'rate_limited'),
  outOfQuota: () => refuses(402, 'No credits left', 'insufficient_credits'),
} as const;
