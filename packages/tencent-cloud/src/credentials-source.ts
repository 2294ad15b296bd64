import { askFor, parseSettings } from '@x/core/provider';
import { givenCredentialsSchema } from './parse-tencent-settings.ts';
import type { TencentAuth, TencentCredentials } from './tencent-auth.ts';

/** Keys are asked for anew this long before they expire: clocks differ, and requests take a while. */
const EXPIRY_MARGIN_MS = 60_000;

/** Where the keys of each attempt come from. */
export interface CredentialsSource {
  get(now: Date): Promise<TencentCredentials>;
  /** The service refused them: do not use them again, however long they were said to be good. */
  giveUp(): void;
}

/** What is kept is a value: on edge runtimes no request may wait for the promise of another. */
export function createCredentialsSource(provider: string, auth: TencentAuth): CredentialsSource {
  if (!('credentials' in auth) || auth.credentials === undefined) {
    // The settings schema asks for one of the two.
    const keys = auth as TencentCredentials;
    return { get: async () => keys, giveUp: () => undefined };
  }
  let kept: (TencentCredentials & { readonly expiresAt?: Date | undefined }) | undefined;
  return {
    async get(now) {
      if (kept?.expiresAt !== undefined && kept.expiresAt.getTime() - EXPIRY_MARGIN_MS > now.getTime()) return kept;
      const credentials = await askFor(provider, 'credentials', auth.credentials);
      kept = parseSettings(provider, givenCredentialsSchema, { credentials }).credentials;
      return kept;
    },
    giveUp() {
      kept = undefined;
    },
  };
}
