/** The parts of an `Authorization` header of APIv3. */
export interface WxpayAuthorization {
  readonly scheme: string;
  readonly mchid: string;
  readonly nonce_str: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly serial_no: string;
}

const names = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'] as const;

/**
 * Reads the header: the scheme, a blank, and five members in any order, each in double quotes, with commas and no blanks
 * in between.
 *
 * @returns undefined when it is of another form
 */
export function parseWxpayAuthorization(header: string | undefined): WxpayAuthorization | undefined {
  const [, scheme = '', list = ''] = /^([\w-]+) (\w+="[^"]*"(?:,\w+="[^"]*")*)$/u.exec(header ?? '') ?? [];
  const members = new Map(Array.from(list.matchAll(/(\w+)="([^"]*)"/gu), ([, name = '', value = '']) => [name, value]));
  const [mchid, nonce, signature, timestamp, serial] = names.map((name) => members.get(name) || undefined);
  if (!mchid || !nonce || !signature || !timestamp || !serial || !/^\d{1,11}$/u.test(timestamp)) return undefined;
  return { scheme, mchid, nonce_str: nonce, signature, timestamp, serial_no: serial };
}
