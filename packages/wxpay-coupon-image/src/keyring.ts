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
const DOWNLOAD_LEASE_MS = 10_000;
/** Whoever waits for another's download looks this often how it stands: nobody depends on being woken. */
const LOOK_AGAIN_MS = 1_000;
/** The service asks for intervals below 12 hours; new certificates are listed a day before they are used. */
const REFRESH_AFTER_MS = 11.5 * 60 * 60 * 1_000;

/** The keys that messages are verified with. */
export interface Keyring {
  /** Whether `prepare` has nothing to do: then signing begins at once, beside whatever else the request needs. */
  isPrepared(): boolean;
  /**
   * Before a request is sent: whether its answer could be verified at all. Downloads certificates where there is nothing
   * else to verify with.
   *
   * @throws ConfigurationError where there is nothing; or whatever the download ends with
   */
  prepare(signal?: AbortSignal): Promise<void>;
  /** The key that signed a message; undefined where it is not known, even after a download, or has expired. */
  find(serial: string, signal?: AbortSignal): Promise<WebCryptoKey | undefined>;
}

/**
 * Keeps keys as values, shared by all requests of a client. `download` is there where an APIv3 key is.
 *
 * Whoever finds a download going on sleeps on timers of its own and looks again. A download ends with the call that began
 * it; the next one then begins another.
 */
export function createKeyring(
  clock: Clock,
  trusted: ReadonlyMap<string, LazyKey>,
  download: ((signal?: AbortSignal) => Promise<readonly Certificate[]>) | undefined,
): Keyring {
  const keys = new Map(trusted);
  const wakers = new Set<() => void>();
  let startedAt = -Infinity;
  let busyUntil = -Infinity;
  let loadedAt = -Infinity;

  const isUsable = ({ expiresAt }: LazyKey): boolean => expiresAt >= clock.now();
  const isReady = (): boolean => [...keys.values()].some(isUsable);
  const isStale = (): boolean => trusted.size === 0 && clock.elapsed() >= loadedAt + REFRESH_AFTER_MS;
  const keyOf = async (serial: string): Promise<WebCryptoKey | undefined> => {
    const lazy = keys.get(serial);
    return lazy !== undefined && isUsable(lazy) ? useKey(lazy, 'verify') : undefined;
  };
  const pauseUntil = (time: number, signal?: AbortSignal): Promise<void> =>
    sleep(clock, Math.min(time - clock.elapsed(), LOOK_AGAIN_MS), signal, wakers);

  /** Brings the certificates up to date, unless that was just done; waits where somebody else is at it. */
  const refresh = async (load: NonNullable<typeof download>, signal?: AbortSignal): Promise<void> => {
    while (clock.elapsed() < busyUntil) await pauseUntil(busyUntil, signal);
    const now = clock.elapsed();
    if (now < startedAt + DOWNLOAD_PAUSE_MS) return;
    startedAt = now;
    busyUntil = now + DOWNLOAD_LEASE_MS;
    try {
      for (const { serial, spki, expiresAt } of await load(signal)) {
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
    isPrepared: () => isReady() && !isStale() && [...keys.values()].every(({ key }) => key),
    async prepare(signal) {
      while (!isReady()) {
        if (download === undefined) throw keyError('platformCertificates', 'none of them is valid now');
        await refresh(download, signal);
        if (!isReady()) await pauseUntil(startedAt + DOWNLOAD_PAUSE_MS, signal);
      }
      // Those that are there are good until they expire.
      if (download !== undefined && isStale()) await refresh(download, signal).catch(() => undefined);
      // What WebCrypto does not take is named now, and not by the answer to a paid request.
      for (const lazy of keys.values()) await useKey(lazy, 'verify');
    },
    async find(serial, signal) {
      const key = await keyOf(serial);
      if (key !== undefined || download === undefined || serial.startsWith(PUBLIC_KEY_ID)) return key;
      try {
        await refresh(download, signal);
      } catch (cause) {
        throw signatureError('unknown-serial', 'its certificate cannot be downloaded', cause);
      }
      return keyOf(serial);
    },
  };
}
