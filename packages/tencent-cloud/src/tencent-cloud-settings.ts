import type { ClientOptions } from '@x/core';
import { rule } from '@x/core/provider';
import * as v from 'valibot';
import { regionSchema } from './parse-tencent-settings.ts';
import type { TencentAuth } from './tencent-auth.ts';

/** The id in errors and events. */
export const PROVIDER = 'tencent-cloud';

/** Settings of `createTencentCloud`. */
export type TencentCloudSettings = ClientOptions &
  TencentAuth & {
    /** The product's short name, as in its endpoint and in the credential scope: `cvm`, `cos`, `mps`. */
    readonly service: string;
    /** The version of its API, from its pages: `2017-03-12`. */
    readonly version: string;
    /** `X-TC-Region` of every call that gives none: `ap-guangzhou`. Some products need it, some ignore it. */
    readonly region?: string | undefined;
  };

export const settingsEntries = {
  service: rule(
    (value) => typeof value === 'string' && /^[a-z][a-z\d-]*$/.test(value),
    'must be the short name of a product, such as cvm',
  ),
  version: rule(
    (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
    'must be a version such as 2017-03-12',
  ),
  region: v.optional(regionSchema),
};
