/**
 * A client for NewProvider image generation.
 *
 * @packageDocumentation
 */
export { createNewProvider, type NewProviderClient } from './new-provider-client.ts';
export type { NewProviderImageInput } from './new-provider-schemas.ts';
export type { NewProviderSettings } from './new-provider-settings.ts';
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
