import type { ImageTasks } from '@x/core';
import { defineTasks } from '@x/core/provider';
import { createTencentTransport, parseTencentSettings } from '@x/tencent-cloud/provider';
import { queryImage } from './get-image.ts';
import { type KnownRefs, rememberRef } from './remember-ref.ts';
import { classifySubmit, submitImage } from './submit-image.ts';
import { refParamsOf } from './vod-account.ts';
import { PROVIDER, settingsEntries, type VodAigcSettings } from './vod-aigc-settings.ts';
import type { VodEvents } from './vod-event.ts';
import { createVodEvents } from './vod-events.ts';
import type { VodImageInput } from './vod-image-input.ts';

/** A client of one VOD application. */
export interface VodAigcClient {
  /**
   * Image tasks: submit, wait, watch, resume, many at once.
   *
   * By default `runAll` runs one task at a time: an account may run one, unless Tencent has raised that.
   */
  readonly images: ImageTasks<VodImageInput>;
  /** The application's events, pushed or pulled. */
  readonly events: VodEvents;
}

/**
 * Makes a client of Tencent VOD's own API (2018-07-17), signed with TC3. Makes no request and starts nothing.
 *
 * The pace (20 submits and 100 queries per second) is the documented limit of an account. A submit whose answer is lost
 * is repeated under the same SessionId, which the service executes once at most.
 *
 * @throws ConfigurationError naming the setting
 */
export function createVodAigc(settings: VodAigcSettings): VodAigcClient {
  const { subAppId, site = 'intl', eventSignKey, onEvent } = parseTencentSettings(PROVIDER, settingsEntries, settings);
  const account = { site, subAppId };
  const knownRefs: KnownRefs = new Map();
  const transport = createTencentTransport({
    provider: PROVIDER,
    service: 'vod',
    version: '2018-07-17',
    baseUrl: `https://vod.${site === 'intl' ? 'intl.' : ''}tencentcloudapi.com`,
    pace: { submitPerSecond: 20, queryPerSecond: 100 },
    settings: {
      ...settings,
      onEvent: (event) => {
        if (event.type === 'submitted') rememberRef(knownRefs, event.ref);
        // What it returns may be a promise: core takes care of one that rejects.
        return onEvent?.(event);
      },
    },
  });
  const images = defineTasks(transport, {
    // 13 to 40 s from create to finish have been seen.
    typicalDurationMs: 25_000,
    concurrency: 1,
    refParams: refParamsOf(account),
    submit: (input: VodImageInput) => submitImage(account, input),
    classifySubmit,
    query: (ref) => queryImage(account, ref),
  });
  const resume: typeof images.tasks.resume = (ref) => {
    const task = images.tasks.resume(ref);
    rememberRef(knownRefs, task.ref);
    return task;
  };
  return {
    images: { ...images.tasks, resume },
    events: createVodEvents({ transport, account, signKey: eventSignKey, knownRefs, images }),
  };
}
