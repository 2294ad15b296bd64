import { payload } from '@x/payloads';

/** One of the payloads of this service: `response-200-submit`. */
export function example(name: string): unknown {
  return payload(`wxpay/${name}`);
}
