/**
 * A client for image generation by Tencent Cloud MPS (AIGC).
 *
 * @packageDocumentation
 */
export { createMpsAigc, type MpsAigcClient } from './mps-aigc-client.ts';
export type { MpsAigcSettings } from './mps-aigc-settings.ts';
export type { MpsExtraParameters, MpsImageInput, MpsReferenceImage, MpsStoreCosParam } from './mps-image-input.ts';
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
export type { TencentAuth, TencentCredentials } from '@x/tencent-cloud';
