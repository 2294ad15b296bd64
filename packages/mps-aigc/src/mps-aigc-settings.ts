import type { ClientOptions } from '@x/core';
import { rule } from '@x/core/provider';
import type { TencentAuth } from '@x/tencent-cloud';
import { regionSchema } from '@x/tencent-cloud/provider';
import * as v from 'valibot';

/** The id in refs, errors and events. */
export const PROVIDER = 'mps-aigc';

/** Where an account is: cloud.tencent.com and tencentcloud.com have accounts and keys of their own. */
export type Site = 'intl' | 'mainland';

export const BASE_URLS: Readonly<Record<Site, string>> = {
  intl: 'https://mps.intl.tencentcloudapi.com',
  mainland: 'https://mps.tencentcloudapi.com',
};

/** Settings of `createMpsAigc`. */
export type MpsAigcSettings = ClientOptions &
  TencentAuth & {
    /** Whose account it is: `intl` (default) of tencentcloud.com, `mainland` of cloud.tencent.com. Chooses the host. */
    readonly site?: Site | undefined;
    /** `X-TC-Region`: `ap-guangzhou`. The actions used here need none. */
    readonly region?: string | undefined;
  };

export const settingsEntries = {
  site: v.optional(
    rule((value) => typeof value === 'string' && Object.hasOwn(BASE_URLS, value), 'must be intl or mainland'),
  ),
  region: v.optional(regionSchema),
};
