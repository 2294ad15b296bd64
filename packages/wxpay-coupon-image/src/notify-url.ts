import {
  type Answer,
  askAgain,
  jsonRequest,
  parseInput,
  requestOptions,
  type RequestSpec,
  rule,
  startCall,
  type Transport,
  type Verdict,
} from '@x/core/provider';
import type { RequestOptions } from '@x/core';
import * as v from 'valibot';
import { readMember } from './read-answer.ts';
import { PROVIDER } from './provider-id.ts';
import type { WxpayCallbacks } from './wxpay-callbacks.ts';

const PATH = '/v3/marketing/partner/product-coupon/notify-configs';

const urlSchema = /* @__PURE__ */ rule(
  (value) => typeof value === 'string' && /^https:\/\/[!"$->@-~]{1,248}$/.test(value) && URL.canParse(value),
  'must be an ASCII https URL without query, at most 256 characters',
);
const readNotifyUrl = /* @__PURE__ */ readMember('notify_url');

const requestOptionsSchema = /* @__PURE__ */ v.strictObject(requestOptions);

/** Where the service sends its notifications. */
export function createNotifyUrl(transport: Transport): Pick<WxpayCallbacks, 'setUrl' | 'getUrl'> {
  const ask = async (
    request: RequestSpec,
    read: typeof readUrl,
    options: RequestOptions = {},
  ): Promise<string | undefined> => {
    const { timeoutMs = transport.timeoutMs.query } = parseInput(PROVIDER, requestOptionsSchema, options);
    return (await askAgain(startCall(transport, options), request, read, timeoutMs)).ok;
  };
  return {
    async setUrl(url, options) {
      parseInput(PROVIDER, urlSchema, url, 'url');
      await ask(jsonRequest('POST', PATH, { notify_url: url }), readNotifyUrl, options);
    },
    getUrl: async (options) => ask({ method: 'GET', path: PATH }, readUrl, options),
  };
}

/** NOT_FOUND: never set. A bare 404 is another server. */
function readUrl(answer: Answer): Verdict<string | undefined> {
  const verdict = readNotifyUrl(answer);
  const isUnset = 'refused' in verdict && verdict.refused.providerCode === 'NOT_FOUND';
  return isUnset ? { ok: undefined } : verdict;
}
