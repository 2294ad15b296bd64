// One client package is all that a user installs: what is in @x/core for users is in each of them as well.
import * as core from '@x/core';
import * as mps from '@x/mps-aigc';
import * as tensorslab from '@x/tensorslab';
import * as vod from '@x/vod-aigc';
import * as wxpay from '@x/wxpay-coupon-image';
import { expect, test } from 'vitest';

test.each(Object.entries({ mps, tensorslab, vod, wxpay }))('%s exports all of core, and the same', (_, client) => {
  expect(client).toMatchObject({ ...core });
});
