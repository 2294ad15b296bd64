import { DownloadError } from '../errors/download-error.ts';
import { isPrivateIpv4, isPrivateIpv6 } from './private-address.ts';

/** Names that never leave the machine or the house. */
const PRIVATE_NAMES = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/**
 * A URL that may be asked for a picture. Addresses that are written oddly (`0x7f.1`, `2130706433`, `127.1`) are refused
 * even where they are public: nobody but an attacker writes them.
 *
 * `written` is the text as the server gave it; parsing has already made `127.0.0.1` of `0x7f.1` in `url`.
 *
 * @throws DownloadError `blocked-host`
 */
export function publicUrl(url: string, allowPrivateHosts: boolean, written = url): URL {
  const blocked = (rule: string): DownloadError => new DownloadError(`download: ${rule}`, { reason: 'blocked-host' });
  if (!URL.canParse(url)) throw blocked('not a URL');
  const parsed = new URL(url);
  if (!/^https?:$/.test(parsed.protocol)) throw blocked(`${parsed.protocol} is not fetched`);
  if (parsed.username !== '' || parsed.password !== '') throw blocked('credentials in a picture URL');
  if (allowPrivateHosts) return parsed;
  const host = parsed.hostname.replace(/\.$/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) {
    const relative = !/^([a-z][a-z\d+.-]*:)?[\\/]{2}/i.test(written);
    if (!relative && !written.includes(host)) throw blocked('an oddly written address');
    if (isPrivateIpv4(host)) throw blocked('a private address');
  } else if (host.startsWith('[')) {
    if (isPrivateIpv6(host.slice(1, -1))) throw blocked('a private address');
  } else if (PRIVATE_NAMES.test(host) || !host.includes('.')) {
    throw blocked('a private name');
  }
  return parsed;
}
