import { type Clock, ConfigurationError } from '@x/core';
import { abortWith, sleep } from '@x/core/provider';
import { PUBLIC_KEY_ID, signatureError } from './check-signature.ts';
import type { PlatformCertificate } from './download-certificates.ts';
import { keyError } from './key-error.ts';
import { PROVIDER } from './provider-id.ts';
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
/** No request waits longer than this for new certificates while those that are there are good… */
const LONGEST_REFRESH_MS = 2_000;
/** … and none tries again sooner. */
const REFRESH_AGAIN_MS = 5 * 60 * 1_000;

/** The keys that messages are verified with. */
export interface Keyring {
  /** Whether `prepare` has nothing to do: then signing begins at once, beside whatever else the request needs. */
  isPrepared(): boolean;
  /**
   * Before a request is sent: whether its answer could be verified at all. Downloads certificates where there is nothing
   * else to verify with; brings them up to date where they are old, which holds one request up, for 2 s at most.
   *
   * @throws ConfigurationError where there is nothing; or whatever the download ends with
   */
  prepare(signal?: AbortSignal): Promise<void>;
  /**
   * The key that signed a message; undefined where it is not known, even after a download, or has expired.
   *
   * @throws ConfigurationError where a setting keeps the certificates from being downloaded; SignatureError (unknown-serial,
   * retryable if that is) where anything else does
   */
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
  download: ((signal?: AbortSignal) => Promise<readonly PlatformCertificate[]>) | undefined,
): Keyring {
  const keys = new Map(trusted);
  const wakers = new Set<() => void>();
  let startedAt = -Infinity;
  let busyUntil = -Infinity;
  let refreshAt = -Infinity;
  /** What the last download failed with; nothing where it did not. */
  let failure: unknown;

  const isUsable = ({ notAfter }: LazyKey): boolean => notAfter >= clock.now();
  const isReady = (): boolean => [...keys.values()].some(isUsable);
  const isStale = (): boolean => trusted.size === 0 && clock.elapsed() >= refreshAt;
  const keyOf = async (serial: string): Promise<WebCryptoKey | undefined> => {
    const lazy = keys.get(serial);
    return lazy !== undefined && isUsable(lazy) ? useKey(lazy, 'verify') : undefined;
  };
  const pauseUntil = (time: number, signal?: AbortSignal): Promise<void> =>
    sleep(clock, Math.min(time - clock.elapsed(), LOOK_AGAIN_MS), signal, wakers);

  /**
   * Brings the certificates up to date, unless that was just done; waits where somebody else is at it.
   *
   * @throws what the download ends with. Nothing where another's has just failed for a reason that passes: see `failure`
   */
  const refresh = async (load: NonNullable<typeof download>, signal?: AbortSignal): Promise<void> => {
    while (clock.elapsed() < busyUntil) await pauseUntil(busyUntil, signal);
    const now = clock.elapsed();
    if (now < startedAt + DOWNLOAD_PAUSE_MS) {
      // A setting that is wrong is as wrong for this one. Said anew: the task of a call is written on its error.
      if (failure instanceof ConfigurationError) throw new ConfigurationError(failure.message, { provider: PROVIDER });
      return;
    }
    startedAt = now;
    busyUntil = now + DOWNLOAD_LEASE_MS;
    try {
      const listed = await load(signal);
      if (listed.length === 0 && trusted.size === 0) {
        throw keyError('apiV3Key', 'no certificates to download: set wechatpayPublicKey');
      }
      // At a change both are listed for a day: what is listed no more is trusted no more.
      for (const serial of keys.keys()) if (!trusted.has(serial)) keys.delete(serial);
      for (const { serial, key, notAfter } of listed) {
        keys.set(serial, { setting: `certificate ${serial}`, key, notAfter: notAfter.getTime() });
      }
      if (!isReady()) throw keyError('platformCertificates', 'none of them is valid now');
      refreshAt = clock.elapsed() + REFRESH_AFTER_MS;
      failure = undefined;
    } catch (error) {
      // Who went away says nothing about the service: the next one begins another at once.
      if (signal?.aborted) startedAt = -Infinity;
      else failure = error;
      throw error;
    } finally {
      busyUntil = -Infinity;
      for (const wake of wakers) wake();
    }
  };

  /** While those that are there are good: not for long, whatever comes of it, and by one request alone. */
  const refreshInPassing = async (load: NonNullable<typeof download>, signal?: AbortSignal): Promise<void> => {
    if (clock.elapsed() < busyUntil) return;
    refreshAt = clock.elapsed() + REFRESH_AGAIN_MS;
    const late = new AbortController();
    const letGo = abortWith(late, signal);
    const stopTimer = clock.setTimer(LONGEST_REFRESH_MS, () => late.abort());
    await refresh(load, late.signal).catch(() => undefined);
    stopTimer();
    letGo();
  };

  return {
    isPrepared: () => isReady() && !isStale() && [...keys.values()].every(({ key }) => key),
    async prepare(signal) {
      while (!isReady()) {
        if (download === undefined) throw keyError('platformCertificates', 'none of them is valid now');
        await refresh(download, signal);
        if (!isReady()) await pauseUntil(startedAt + DOWNLOAD_PAUSE_MS, signal);
      }
      if (download !== undefined && isStale()) await refreshInPassing(download, signal);
      // What WebCrypto does not take is named now, and not by the answer to a paid request.
      for (const lazy of keys.values()) await useKey(lazy, 'verify');
    },
    async find(serial, signal) {
      const key = await keyOf(serial);
      if (key !== undefined || download === undefined || serial.startsWith(PUBLIC_KEY_ID)) return key;
      const problem = await refresh(download, signal).then(
        () => failure,
        (error: unknown) => error,
      );
      const downloaded = await keyOf(serial);
      if (downloaded !== undefined || problem === undefined) return downloaded;
      // A setting that is wrong is named; a list that did not come may come later.
      if (problem instanceof ConfigurationError) throw problem;
      throw signatureError('unknown-serial', 'its certificate cannot be downloaded', problem);
    },
  };
}
