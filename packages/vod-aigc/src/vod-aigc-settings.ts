import type { ClientOptions } from '@x/core';
import { rule, wholeNumber } from '@x/core/provider';
import type { TencentAuth } from '@x/tencent-cloud';
import * as v from 'valibot';
import { oneOf } from './input-rules.ts';

/** The id in refs, errors and events. */
export const PROVIDER = 'vod-aigc';

/** The two clouds of Tencent's: accounts, keys and lists of models differ. */
export type VodSite = 'intl' | 'mainland';

/** Settings of `createVodAigc`. */
export type VodAigcSettings = ClientOptions &
  TencentAuth & {
    /** The VOD application; sent with every request. A whole number, from the console. */
    readonly subAppId: number;
    /**
     * Where the account is. `intl` (default): `vod.intl.tencentcloudapi.com`, an account of tencentcloud.com.
     * `mainland`: `vod.tencentcloudapi.com`, an account of cloud.tencent.com.
     */
    readonly site?: VodSite | undefined;
    /**
     * The `SignKey` of the application's event settings: 1 to 32 letters and digits, or a pushed event cannot be told
     * from anybody's. Only `events.parse` uses it.
     */
    readonly eventSignKey?: string | undefined;
  };

export const settingsEntries = /* @__PURE__ */ (() => ({
  subAppId: wholeNumber,
  site: v.optional(oneOf('intl', 'mainland')),
  eventSignKey: v.optional(
    rule(
      (value) => typeof value === 'string' && /^[A-Za-z\d]{1,32}$/.test(value),
      'must be 1 to 32 letters and digits',
    ),
  ),
}))();
