import { TaskServiceError, type ErrorFields } from './task-service-error.ts';

/** Why a picture could not be fetched. */
export type DownloadErrorReason =
  'blocked-host' | 'expired' | 'too-large' | 'not-an-image' | 'status' | 'network' | 'timeout';

/** A picture could not be fetched; the task itself is untouched (so `submission` is `accepted`). */
export class DownloadError extends TaskServiceError<{
  readonly reason: DownloadErrorReason;
  readonly status?: number | undefined;
}> {
  override readonly code = 'download';
  /** Why; only `expired` is worth asking the task again for a new URL. */
  declare readonly reason: DownloadErrorReason;
  /** The HTTP status, where one was seen. */
  declare readonly status?: number;
  static {
    this.prototype.name = 'DownloadError';
  }

  constructor(
    message: string,
    fields: Pick<ErrorFields, 'cause' | 'retryable'> & {
      readonly reason: DownloadErrorReason;
      readonly status?: number | undefined;
    },
  ) {
    super(message, { ...fields, provider: 'download', submission: 'accepted' });
  }
}
