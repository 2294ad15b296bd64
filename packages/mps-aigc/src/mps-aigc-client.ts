import type { ImageTasks } from '@x/core';
import { defineTasks, refText, rule } from '@x/core/provider';
import { createTencentTransport, parseTencentSettings } from '@x/tencent-cloud/provider';
import * as v from 'valibot';
import { queryImage } from './get-image.ts';
import { BASE_URLS, type MpsAigcSettings, PROVIDER, settingsEntries } from './mps-aigc-settings.ts';
import type { MpsImageInput } from './mps-image-input.ts';
import { createPendingTimes } from './pending-times.ts';
import { classifySubmit, submitImage } from './submit-image.ts';

/** A client of one account's MPS. */
export interface MpsAigcClient {
  /** Image tasks: submit, wait, watch, resume, many at once. */
  readonly images: ImageTasks<MpsImageInput>;
}

/**
 * Makes a client. Makes no request and starts nothing.
 *
 * The pace is the documented one, 20 submits and 20 queries per second of an account: share one `createPace()` among its
 * clients. The service has no idempotency key, so a submit whose answer is lost is never sent again:
 * `SubmissionUnknownError`.
 *
 * @throws ConfigurationError naming the setting
 */
export function createMpsAigc(settings: MpsAigcSettings): MpsAigcClient {
  const { site = 'intl', region } = parseTencentSettings(PROVIDER, settingsEntries, settings);
  const transport = createTencentTransport({
    provider: PROVIDER,
    service: 'mps',
    version: '2019-06-12',
    baseUrl: BASE_URLS[site],
    region,
    pace: { submitPerSecond: 20, queryPerSecond: 20 },
    settings,
  });
  const pending = createPendingTimes();
  const { tasks } = defineTasks(transport, {
    // "10 to 60 s" for a picture, by the service's guide.
    typicalDurationMs: 30_000,
    refParams: v.strictObject({
      site: rule((value) => value === site, `must be ${site}, the site of this client`),
      // Absent where the submit left the choice to the service.
      model: v.optional(refText),
    }),
    submit: (input: MpsImageInput) => submitImage(input, site),
    classifySubmit,
    query: (ref) => queryImage(ref, pending, transport.clock.now()),
  });
  return { images: tasks };
}
