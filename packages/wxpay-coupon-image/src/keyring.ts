import type { Clock } from '@x/core';
import { sleep } from '@x/core/provider';
import type { Certificate } from './certificate.ts';
import { PUBLIC_KEY_ID, signatureError } from './check-signature.ts';
import { keyError } from './key-error.ts';
import { type LazyKey, useKey } from './trusted-keys.ts';
import type { WebCryptoKey } from './web-crypto-key.ts';

/** No download sooner than this after the one before: anybody can send a callback with an unknown serial number. */
const DOWNLOAD_PAUSE_MS = 5_000;
/** A download that died with its request (edge runtimes stop them without a word) holds up the others this long. */
const DOWNLOAD_LEASE_MS = 30_000;
/** The service asks for intervals below 12 hours; new certificates are listed a day before they are used. */
const REFRESH_AFTER_MS = 11.5 * 60 * 60 * 1_000;

/** The keys that messages are verified with. */
export interface Keyring {
  /**
   * Before a request is sent: whether its answer could be verified at all. Downloads certificates where there is nothing
   * else to verify with.
   *
   * @throws ConfigurationError where there is nothing; or whatever the download ends with
   */
  prepare(): Promise<void>;
  /** The key that signed a message; undefined where it is not known, even after a download, or has expired. */
  find(serial: string): Promise<WebCryptoKey | undefined>;
}

/**
 * Keeps keys as values, shared by all requests of a client. `download` is there where an APIv3 key is.
 *
 * Whoever finds a download going on sleeps on a timer of its own and looks again; nobody depends on being woken.
 */
export function createKeyring(
  clock: Clock,
  trusted: ReadonlyMap<string, LazyKey>,
  download: (() => Promise<readonly Certificate[]>) | undefined,
): Keyring {
  const keys = new Map(trusted);
  const wakers = new Set<() => void>();
  let startedAt = -Infinity;
  let busyUntil = -Infinity;
  let loadedAt = -Infinity;

  const isUsable = ({ expiresAt }: LazyKey): boolean => expiresAt >= clock.now();
  const isReady = (): boolean => [...keys.values()].some(isUsable);
  const keyOf = async (serial: string): Promise<WebCryptoKey | undefined> => {
    const lazy = keys.get(serial);
    return lazy !== undefined && isUsable(lazy) ? useKey(lazy, 'verify') : undefined;
  };
  const pauseUntil = (time: number): Promise<void> => sleep(clock, time - clock.elapsed(), undefined, wakers);

  /** Brings the certificates up to date, unless that was just done; waits where somebody else is at it. */
  const refresh = async (load: NonNullable<typeof download>): Promise<void> => {
    const now = clock.elapsed();
    if (now < busyUntil) return pauseUntil(busyUntil);
    if (now < startedAt + DOWNLOAD_PAUSE_MS) return;
    startedAt = now;
    busyUntil = now + DOWNLOAD_LEASE_MS;
    try {
      for (const { serial, spki, expiresAt } of await load()) {
        keys.set(serial, { setting: `certificate ${serial}`, der: spki, expiresAt: expiresAt.getTime() });
      }
      loadedAt = clock.elapsed();
    } finally {
      busyUntil = -Infinity;
      for (const wake of wakers) wake();
    }
    if (!isReady()) throw keyError('platformCertificates', 'none of them is valid now');
  };

  return {
    async prepare() {
      while (!isReady()) {
        if (download === undefined) throw keyError('platformCertificates', 'none of them is valid now');
        await refresh(download);
        if (!isReady()) await pauseUntil(startedAt + DOWNLOAD_PAUSE_MS);
      }
      const isStale = trusted.size === 0 && clock.elapsed() >= loadedAt + REFRESH_AFTER_MS;
      // Those that are there are good until they expire.
      if (download !== undefined && isStale) await refresh(download).catch(() => undefined);
      // What WebCrypto does not take is named now, and not by the answer to a paid request.
      for (const lazy of keys.values()) await useKey(lazy, 'verify');
    },
    async find(serial) {
      const key = await keyOf(serial);
      if (key !== undefined || download === undefined || serial.startsWith(PUBLIC_KEY_ID)) return key;
      try {
        await refresh(download);
      } catch (cause) {
        throw signatureError('unknown-serial', 'signed with a certificate that cannot be downloaded', cause);
      }
      return keyOf(serial);
    },
  };
}
