/**
 * A client for TensorsLab image generation.
 *
 * @packageDocumentation
 */
export { createTensorsLab, type TensorsLabClient } from './tensorslab-client.ts';
export type { TensorsLabImageInput, TensorsLabModel } from './tensorslab-image-input.ts';
export type { TensorsLabSettings } from './tensorslab-settings.ts';
// What goes with it, so that this is the one package to install.
export { createPace, downloadImage, isTaskServiceError, parseTaskRef } from '@x/core';
export type {
  AnyTaskServiceError,
  ClientEvent,
  GeneratedImage,
  ImageTask,
  ImageTasks,
  ImageTaskSnapshot,
  TaskRef,
} from '@x/core';
