import type { ClientOptions } from '@x/core';
import { clientOptions, secretSchema } from '@x/core/provider';
import * as v from 'valibot';

/** The id in refs, errors and events. */
export const PROVIDER = 'vod-aigc-gateway';

/** Settings of `createVodAigcGateway`. */
export interface VodAigcGatewaySettings extends ClientOptions {
  /**
   * The gateway's key, with or without `Bearer ` before it. A function is asked at every attempt, for rotation. It is no
   * key of Tencent Cloud's.
   */
  readonly apiKey: string | (() => string | Promise<string>);
  /**
   * Where the gateway is: `https://relay.example`. Required, because many resellers run it and none is the default. A
   * path prefix is kept; `/tencent-vod/v1/…` is added to it.
   */
  readonly baseUrl: string | URL;
}

export const settingsSchema = /* @__PURE__ */ (() =>
  v.strictObject({
    ...clientOptions,
    apiKey: secretSchema,
    // The same rule as every client's, but required.
    baseUrl: clientOptions.baseUrl.wrapped,
  }))();
