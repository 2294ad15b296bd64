import type { ClientOptions, ImageTasks } from './core.d.ts';

type MaybePromise<T> = T | Promise<T>;

/** What users' programs are written against: @x/tensorslab. */
export interface TensorsLabImageInput {
  model: 'seedreamv4' | 'seedreamv45' | 'seedreamv5' | 'zimage' | 'quickedit' | (string & {});
  prompt: string;
  batchSize?: number | undefined;
  resolution?: string | undefined;
  seed?: number | undefined;
  /** Repeated `sourceImage` file parts. */
  sourceImages?: readonly (Blob | Uint8Array)[] | undefined;
  /** The service fetches it; at most one. */
  imageUrl?: string | URL | undefined;
}
export interface TensorsLabSettings extends ClientOptions {
  readonly apiKey: string | (() => MaybePromise<string>);
  readonly authorization?: 'bearer' | 'plain' | undefined;
}
export interface TensorsLabClient {
  readonly images: ImageTasks<TensorsLabImageInput>;
}
export function createTensorsLab(settings: TensorsLabSettings): TensorsLabClient;
