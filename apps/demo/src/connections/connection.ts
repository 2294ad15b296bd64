import type { Bytes, GeneratedImage } from '@x/core';
import type { TaskRecord } from '../records/task-record.ts';
import type { DemoClient, DemoService } from '../services/demo-service.ts';

/** A client of one service and what belongs to it. */
export interface Connection {
  readonly service: DemoService;
  readonly at: TaskRecord['at'];
  /** Where requests go, for people. */
  readonly address: string;
  readonly client: DemoClient;
  /** Milliseconds, never going backwards. */
  elapsedMs(): number;
  download(image: GeneratedImage, signal: AbortSignal): Promise<{ readonly bytes: Bytes; readonly mediaType: string }>;
  /** In a sandbox: what another one needs to know the task. */
  saveTask?(id: string): TaskRecord['sandbox'];
}
