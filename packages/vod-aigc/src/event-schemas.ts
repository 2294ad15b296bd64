import { looseObject, looseText } from '@x/core/provider';
import * as v from 'valibot';
import { imageTaskSchema } from './task-detail-schemas.ts';

/**
 * `EventContent`: one event, pushed or pulled. Of its many members one is filled, the others are null or left out. Or an
 * `EventSet` of them, as it is pulled.
 */
export const eventSchema = /* @__PURE__ */ (() =>
  v.object({
    EventHandle: looseText,
    EventType: looseText,
    EventSet: v.optional(v.unknown()),
    AigcImageCompleteEvent: looseObject(imageTaskSchema.entries),
  }))();
