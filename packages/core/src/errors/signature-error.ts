import { TaskServiceError } from './task-service-error.ts';

/** Why an answer or a callback was not trusted. Open: a minor release may add members. */
export type SignatureErrorReason =
  'signature' | 'timestamp' | 'unknown-serial' | 'missing-header' | 'probe' | 'mismatch' | 'decryption';

/** What came is not provably the service's. */
export class SignatureError extends TaskServiceError<{ readonly reason: SignatureErrorReason }> {
  override readonly code = 'signature';
  /** What is wrong with it. */
  declare readonly reason: SignatureErrorReason;
  static {
    this.prototype.name = 'SignatureError';
  }
}
