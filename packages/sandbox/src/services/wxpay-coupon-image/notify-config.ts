import type { Clock } from '../../clock.ts';
import { readBody, textIn } from './body-members.ts';
import { chinaTime } from './china-time.ts';
import type { WxpayEndpoint } from './wxpay-endpoint.ts';
import { notFoundError, parameterError } from './wxpay-error.ts';

/** Where the merchant's notifications go: one address for all its brands. */
export interface NotifyConfig {
  /** Undefined: nowhere. */
  url: string | undefined;
  updatedAtMs: number;
}

const perSecond = 20;
const mostCharacters = 256;

/** `POST …/notify-configs`: sets the address, or overwrites it. */
export function setNotifyConfig(config: NotifyConfig, clock: Clock): WxpayEndpoint {
  return {
    perSecond,
    answer({ body }) {
      const url = textIn(readBody(body), 'notify_url');
      const issue = issueOf(url);
      if (issue !== undefined) throw parameterError({ field: '/notify_url', value: url, issue, location: 'body' });
      config.url = url;
      config.updatedAtMs = clock.now();
      return shown(config);
    },
  };
}

/** `GET …/notify-configs` */
export function getNotifyConfig(config: NotifyConfig): WxpayEndpoint {
  return {
    perSecond,
    answer() {
      if (config.url === undefined) throw notFoundError('未设置通知地址');
      return shown(config);
    },
  };
}

/** [V] https, without a query. Receivers on this machine may do without a certificate; that is the sandbox's own rule. */
function issueOf(text: string): string | undefined {
  if (text.length > mostCharacters) return `longer than ${mostCharacters} characters`;
  if (!URL.canParse(text)) return 'not a URL';
  const { protocol, hostname, search } = new URL(text);
  const isLocal = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !isLocal) return 'not https';
  return search === '' && !text.includes('?') ? undefined : 'with a query';
}

function shown({ url, updatedAtMs }: NotifyConfig): object {
  return { notify_url: url, update_time: chinaTime(updatedAtMs) };
}
