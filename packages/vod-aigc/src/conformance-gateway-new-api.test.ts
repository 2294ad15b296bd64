import { describeConformance } from '@x/conformance';
import type * as sandbox from '@x/sandbox';
import { vi } from 'vitest';
import { gatewayHarness } from './testing/gateway-harness.ts';

vi.mock(import('@x/sandbox'), async (original) => {
  const actual: typeof sandbox = await original();
  return { ...actual, createSandbox: (options) => actual.createSandbox({ gatewayShape: 'new-api', ...options }) };
});

describeConformance(gatewayHarness('new-api'));
