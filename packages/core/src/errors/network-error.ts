import { TaskServiceError } from './task-service-error.ts';

/** The connection failed. From a submit only when the request provably did not reach the service. */
export class NetworkError extends TaskServiceError {
  override readonly code = 'network';
  static {
    this.prototype.name = 'NetworkError';
  }
}
