import { DownloadError } from '../errors/download-error.ts';
import { isPrivateIpv4, isPrivateIpv6 } from './private-address.ts';

/** Names that never leave the machine, the house or the cloud's own network. */
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|svc|home\.arpa|metadata\.tencentyun\.com)$/;

/**
 * A URL that may be asked for a picture; `base` is what a redirect is relative to. Addresses that are written oddly
 * (`0x7f.1`, `2130706433`, `127.1`) are refused even where they are public: nobody but an attacker writes them.
 *
 * @throws DownloadError `blocked-host`
 */
export function publicUrl(written: string, allowPrivateHosts: boolean, base?: URL): URL {
  const blocked = (rule: string): DownloadError => new DownloadError(`download: ${rule}`, { reason: 'blocked-host' });
  if (!URL.canParse(written, base)) throw blocked('not a URL');
  const url = new URL(written, base);
  if (!/^https?:$/.test(url.protocol)) throw blocked(`${url.protocol} is not fetched`);
  if (url.username !== '' || url.password !== '') throw blocked('credentials in a picture URL');
  if (allowPrivateHosts) return url;
  const host = url.hostname.replace(/\.+$/, '');
  const isPrivate = `${host} is private (allowPrivateHosts lets it through)`;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) {
    if ((writtenHost(written) ?? host) !== host) throw blocked('an oddly written address');
    if (isPrivateIpv4(host)) throw blocked(isPrivate);
  } else if (host.startsWith('[')) {
    if (isPrivateIpv6(host.slice(1, -1))) throw blocked(isPrivate);
  } else if (PRIVATE_NAMES.test(host) || !host.includes('.')) {
    throw blocked(isPrivate);
  }
  return url;
}

/** The host as it was written, before parsing made `127.0.0.1` of `0x7f.1`; undefined in a relative URL. */
function writtenHost(written: string): string | undefined {
  // Parsers drop these characters: tabs and line ends everywhere, controls and blanks in front.
  const text = written.replaceAll(/[\t\n\r]/g, '').replace(/^[\0- ]+/, '');
  const authority = /^(?:[a-z][a-z\d+.-]*:[\\/]*|[\\/]{2,})([^\\/?#]*)/i.exec(text)?.[1];
  return authority?.replace(/:\d*$/, '').replace(/\.+$/, '');
}
