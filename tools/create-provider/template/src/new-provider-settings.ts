import type { ClientOptions } from '@x/core';
import { clientOptions, secretSchema } from '@x/core/provider';
import * as v from 'valibot';

/** The id in refs, errors and events. */
export const PROVIDER = 'new-provider';

/** Settings of `createNewProvider`. */
export interface NewProviderSettings extends ClientOptions {
  /** The account's key, with or without `Bearer ` before it. A function is asked at every attempt, for rotation. */
  // TODO: say where users get it. What else an account has (a region, an application id) is a member here and an entry
  // below; where it decides whose task a ref is, it also belongs into `params` of submit and into `refParams`.
  readonly apiKey: string | (() => string | Promise<string>);
}

export const settingsSchema = v.strictObject({ ...clientOptions, apiKey: secretSchema });
