import type { ClientOptions } from '@x/core';
import { clientOptions, rule, secretSchema } from '@x/core/provider';
import * as v from 'valibot';

/** The id in refs, errors and events. */
export const PROVIDER = 'tensorslab';

/** Settings of `createTensorsLab`. */
export interface TensorsLabSettings extends ClientOptions {
  /**
   * The key from the service's console (tensorai.tensorslab.com/apikey), with or without `Bearer ` before it. A function
   * is asked at every attempt, for rotation.
   */
  readonly apiKey: string | (() => string | Promise<string>);
  /**
   * How the key is sent. `bearer` (default): `Authorization: Bearer KEY`, as the vendor's own client and every other
   * client does. `plain`: the bare key, as the API page shows it.
   */
  readonly authorization?: 'bearer' | 'plain' | undefined;
}

export const settingsSchema = v.strictObject({
  ...clientOptions,
  apiKey: secretSchema,
  authorization: v.optional(rule((value) => value === 'bearer' || value === 'plain', 'must be bearer or plain')),
});
