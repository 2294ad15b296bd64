import { TaskServiceError } from './task-service-error.ts';

/** A setting is wrong: the message says which and what. Thrown before any request; never shows the value. */
export class ConfigurationError extends TaskServiceError {
  override readonly code = 'configuration';
  static {
    this.prototype.name = 'ConfigurationError';
  }
}
