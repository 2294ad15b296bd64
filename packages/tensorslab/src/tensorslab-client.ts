import type { ImageTasks } from '@x/core';
import { bearer, createTransport, defineTasks, parseSettings } from '@x/core/provider';
import * as v from 'valibot';
import { queryImage } from './get-image.ts';
import { classifySubmit, submitImage } from './submit-image.ts';
import type { TensorsLabImageInput } from './tensorslab-image-input.ts';
import { modelName } from './tensorslab-schemas.ts';
import { PROVIDER, settingsSchema, type TensorsLabSettings } from './tensorslab-settings.ts';

/** A client of one TensorsLab account. */
export interface TensorsLabClient {
  /** Image tasks: submit, wait, watch, resume, many at once. */
  readonly images: ImageTasks<TensorsLabImageInput>;
}

/**
 * Makes a client. Makes no request and starts nothing.
 *
 * The pace (10 submits and 20 queries per second) is ours: the service documents no limit. It documents no idempotency
 * key either, so a submit whose answer is lost is never sent again: `SubmissionUnknownError`.
 *
 * @throws ConfigurationError naming the setting
 */
export function createTensorsLab(settings: TensorsLabSettings): TensorsLabClient {
  const { apiKey, authorization, ...options } = parseSettings(PROVIDER, settingsSchema, settings);
  const transport = createTransport(
    {
      provider: PROVIDER,
      baseUrl: 'https://api.tensorslab.com',
      pace: { submitPerSecond: 10, queryPerSecond: 20 },
      sign: bearer(PROVIDER, 'apiKey', apiKey, authorization),
    },
    options,
  );
  const { tasks } = defineTasks(transport, {
    // "10–30 s" for images, by a third party's skill; V5 is slower.
    typicalDurationMs: 20_000,
    refParams: v.strictObject({ model: modelName }),
    submit: submitImage,
    classifySubmit,
    query: queryImage,
  });
  return { images: tasks };
}
