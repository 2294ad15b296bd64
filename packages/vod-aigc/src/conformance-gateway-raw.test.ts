import { describeConformance } from '@x/conformance';
import { gatewayHarness } from './testing/gateway-harness.ts';

describeConformance(gatewayHarness('raw'));
