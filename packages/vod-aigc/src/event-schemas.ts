import { anything, looseObject, looseText } from '@x/core/provider';
import { imageTaskSchema } from './task-detail-schemas.ts';

/**
 * `EventContent`: one event, pushed or pulled. Of its many members one is filled, the others are null or left out. Or an
 * `EventSet` of them, as it is pulled.
 */
export const eventSchema = /* @__PURE__ */ looseObject({
  EventHandle: looseText,
  EventType: looseText,
  EventSet: anything,
  AigcImageCompleteEvent: imageTaskSchema,
});
