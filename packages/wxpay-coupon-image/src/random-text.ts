/** 32 random hexadecimal digits: ids and nonces that nobody else has. */
export function randomText(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
