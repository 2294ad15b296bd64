import type { ImageTasks } from '@x/core';
import { type Answer, bearer, createTransport, defineTasks, parseSettings, refText } from '@x/core/provider';
import * as v from 'valibot';
import { queryImage } from './get-gateway-image.ts';
import { classifySubmit, submitImage } from './submit-gateway-image.ts';
import { PROVIDER, settingsSchema, type VodAigcGatewaySettings } from './vod-aigc-gateway-settings.ts';
import { answerSchema } from './vod-aigc-gateway-schemas.ts';
import type { VodGatewayImageInput } from './vod-gateway-image-input.ts';

/** A client of one gateway account. */
export interface VodAigcGatewayClient {
  /** Image tasks: submit, wait, watch, resume, many at once. */
  readonly images: ImageTasks<VodGatewayImageInput>;
}

/**
 * Makes a client of a gateway: a relay that sells Tencent VOD's AIGC images under `/tencent-vod/v1/…` with a Bearer key.
 * Makes no request and starts nothing.
 *
 * The pace (10 submits and 20 queries per second) is ours: no gateway documents a limit. None documents an idempotency
 * key either, so a submit whose answer is lost is never sent again: `SubmissionUnknownError`.
 *
 * @throws ConfigurationError naming the setting
 */
export function createVodAigcGateway(settings: VodAigcGatewaySettings): VodAigcGatewayClient {
  const { apiKey, ...options } = parseSettings(PROVIDER, settingsSchema, settings);
  const transport = createTransport(
    {
      provider: PROVIDER,
      pace: { submitPerSecond: 10, queryPerSecond: 20 },
      sign: bearer(PROVIDER, 'apiKey', apiKey),
      requestId,
    },
    options,
  );
  const { tasks } = defineTasks(transport, {
    // "About 30 s per image", by clients in the wild; 13 s in the documented sample.
    typicalDurationMs: 25_000,
    refParams: v.strictObject({ model: refText }),
    submit: submitImage,
    classifySubmit,
    query: queryImage,
  });
  return { images: tasks };
}

/** The relay's own id, in a header of new-api's; where it has none, Tencent's. */
function requestId({ headers, json }: Answer): string | undefined {
  return headers.get('x-oneapi-request-id') ?? (answerSchema(json)?.Response?.RequestId || undefined);
}
