import type { ImageTasks } from '@x/core';
import { bearer, createTransport, defineTasks, parseSettings, refText } from '@x/core/provider';
import * as v from 'valibot';
import type { NewProviderImageInput } from './new-provider-schemas.ts';
import { PROVIDER, settingsSchema, type NewProviderSettings } from './new-provider-settings.ts';
import { queryImage } from './get-image.ts';
import { classifySubmit, submitImage } from './submit-image.ts';

/** A client of one NewProvider account. */
export interface NewProviderClient {
  /** Its pictures: submit, wait, resume. */
  readonly images: ImageTasks<NewProviderImageInput>;
}

/**
 * Makes a client. Makes no request and starts nothing.
 *
 * The pace (10 submits and 20 queries per second) is ours: the service documents no limit. It documents no idempotency
 * key either, so a submit whose answer is lost is never sent again: `SubmissionUnknownError`.
 *
 * @throws ConfigurationError naming the setting
 */
// TODO: keep the paragraph above true: say which limits are documented, and what a repeated submit comes to.
export function createNewProvider(settings: NewProviderSettings): NewProviderClient {
  const { apiKey, ...options } = parseSettings(PROVIDER, settingsSchema, settings);
  const transport = createTransport(
    {
      provider: PROVIDER,
      // TODO: the service's address, and its limits per account.
      baseUrl: 'https://api.new-provider.example',
      pace: { submitPerSecond: 10, queryPerSecond: 20 },
      // TODO: how requests are signed, if not by `Authorization: Bearer KEY`.
      sign: bearer(PROVIDER, 'apiKey', apiKey),
    },
    options,
  );
  const { tasks } = defineTasks(transport, {
    // TODO: what a picture usually takes; the first question comes by it, later ones by what is learned.
    typicalDurationMs: 20_000,
    refParams: v.strictObject({ model: refText }),
    submit: submitImage,
    classifySubmit,
    query: queryImage,
  });
  return { images: tasks };
}
