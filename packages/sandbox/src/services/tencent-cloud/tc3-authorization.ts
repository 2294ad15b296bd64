/** The parts of an `Authorization` header of the method TC3-HMAC-SHA256. */
export interface Tc3Authorization {
  readonly secretId: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** The service in the credential scope. */
  readonly service: string;
  /** Lower case, ascending, as they were sent. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

const form =
  /^TC3-HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{4}-\d{2}-\d{2})\/([^/,\s]+)\/tc3_request, *SignedHeaders=([a-z0-9;-]+), *Signature=([0-9a-f]{64})$/u;

/** Reads the header; undefined for anything that is not of the documented form. */
export function parseTc3Authorization(header: string | undefined): Tc3Authorization | undefined {
  const [, secretId, date, service, names, signature] = form.exec(header ?? '') ?? [];
  if (secretId === undefined || date === undefined || service === undefined) return undefined;
  if (names === undefined || signature === undefined) return undefined;
  const signedHeaders = names.split(';');
  // Documented: these two at least, and all of them in ascending order.
  const isDocumented =
    signedHeaders.includes('content-type') &&
    signedHeaders.includes('host') &&
    signedHeaders.every((name, index) => name !== '' && (index === 0 || (signedHeaders[index - 1] ?? '') < name));
  return isDocumented ? { secretId, date, service, signedHeaders, signature } : undefined;
}
