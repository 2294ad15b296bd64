import { ResponseError, type TaskRef } from '@x/core';
import { looseObject, looseText, parseJson } from '@x/core/provider';
import * as v from 'valibot';
import { checkSignature } from './check-signature.ts';
import { encryptedSchema, openMember } from './encrypted-member.ts';
import { type IncomingCallback, receive } from './incoming-callback.ts';
import { keyError } from './key-error.ts';
import { PROVIDER } from './provider-id.ts';
import { readTask, type WxpayReading } from './read-task.ts';
import { brandIdSchema, taskIdSchema, taskSchema, typeSchema } from './wxpay-coupon-image-schemas.ts';
import type { WxpayTransport } from './wxpay-transport.ts';

const envelopeSchema = /* @__PURE__ */ looseObject({ id: looseText, event_type: looseText, resource: encryptedSchema });

/** One notification of an image task, verified and decrypted. */
export interface ImageNotification {
  readonly id: string;
  readonly eventType: string;
  readonly ref: TaskRef;
  readonly reading: WxpayReading;
}

/**
 * Verifies, by the local clock alone; decrypts; and reads. What it is, the decrypted members decide: the documentation's own
 * example has the event type of another event.
 *
 * @throws SignatureError, ConfigurationError, InputError; ResponseError: authentic, and no image task
 */
export async function readNotification(
  { transport: { clock }, keyring, apiV3Key }: WxpayTransport,
  mchId: string,
  message: IncomingCallback,
): Promise<ImageNotification> {
  if (apiV3Key === undefined) throw keyError('apiV3Key', 'is required for callbacks');
  const received = receive(message);
  await checkSignature(received, keyring.find, clock.now());

  const envelope = envelopeSchema(parseJson(new TextDecoder().decode(received.bytes)));
  const { id, event_type: eventType = '', resource } = envelope ?? {};
  if (!id || !resource?.ciphertext) throw noImageTask(eventType);
  const decrypted = parseJson(await openMember(resource, await apiV3Key()));

  const verdict = readTask(decrypted);
  const {
    task_id: taskId = '',
    brand_id: brandId = '',
    image_generation_type: imageGenerationType = '',
  } = taskSchema(decrypted) ?? {};
  const isOurs = [
    v.safeParse(taskIdSchema, taskId),
    v.safeParse(brandIdSchema, brandId),
    v.safeParse(typeSchema, imageGenerationType),
  ].every(({ success }) => success);
  if (!isOurs || !('ok' in verdict)) throw noImageTask(eventType);
  const params = { mchId, brandId, imageGenerationType };
  const submittedAt = new Date(clock.now()).toISOString();
  const ref: TaskRef = { version: 1, provider: PROVIDER, kind: 'image', id: taskId, params, submittedAt };
  return { id, eventType, ref, reading: verdict.ok };
}

function noImageTask(eventType: string): ResponseError {
  const message = `is authentic, but no image task (event_type ${eventType.slice(0, 64)})`;
  const issues = [{ path: 'notification', message }];
  return new ResponseError(`${PROVIDER}: the notification ${message}`, { provider: PROVIDER, issues });
}
