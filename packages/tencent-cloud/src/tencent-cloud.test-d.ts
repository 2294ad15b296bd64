import { expectTypeOf, test } from 'vitest';
import { createTencentCloud, signTc3, type TencentAuth, type TencentCloudSettings } from './index.ts';

const keys = { secretId: 'id', secretKey: 'key' };

test('settings have keys, or a function', () => {
  expectTypeOf<TencentAuth>().toExtend<object>();
  expectTypeOf(createTencentCloud).parameter(0).toEqualTypeOf<TencentCloudSettings>();
  createTencentCloud({ ...keys, service: 'cvm', version: '2017-03-12' });
  createTencentCloud({ ...keys, token: undefined, region: undefined, service: 'cvm', version: '2017-03-12' });
  createTencentCloud({ credentials: () => keys, service: 'cvm', version: '2017-03-12' });
  createTencentCloud({
    credentials: async () => ({ ...keys, token: 't', expiresAt: new Date() }),
    service: 'cvm',
    version: '2017-03-12',
  });
  // @ts-expect-error: no keys
  createTencentCloud({ service: 'cvm', version: '2017-03-12' });
  // @ts-expect-error: no version
  createTencentCloud({ ...keys, service: 'cvm' });
});

test('a result is what the caller says, or unknown members', async () => {
  const { call } = createTencentCloud({ ...keys, service: 'cvm', version: '2017-03-12' });
  const { result, requestId } = await call('DescribeZones', {});
  expectTypeOf(result).toEqualTypeOf<Readonly<Record<string, unknown>>>();
  expectTypeOf(requestId).toEqualTypeOf<string>();
  interface Zones {
    readonly ZoneSet: readonly { readonly Zone: string }[];
  }
  const zones = await call<Zones>('DescribeZones', { Id: 5n }, { idempotent: true, region: 'ap-guangzhou' });
  expectTypeOf(zones.result.ZoneSet).toEqualTypeOf<Zones['ZoneSet']>();
});

test('signTc3 is pure', () => {
  expectTypeOf(signTc3).returns.resolves.toEqualTypeOf<{
    readonly authorization: string;
    readonly signature: string;
    readonly canonicalRequest: string;
    readonly stringToSign: string;
  }>();
});
