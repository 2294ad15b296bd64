import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { ClientEvent } from '../events.ts';
import type { ClientOptions } from '../options.ts';
import { toPaceState, type PaceDefaults, type PaceState } from '../pace.ts';
import { withDefaults } from '../schemas/with-defaults.ts';
import type { Answer } from './answer.ts';
import type { RequestSpec } from './request-spec.ts';

/** What a signer sees: the request exactly as it will be sent. */
export interface SignableRequest extends RequestSpec {
  /** The whole URL, as it will be sent. */
  readonly url: URL;
  /** The service's time as far as we know it: our clock, corrected where the service told us that it is off. */
  readonly now: Date;
  /** Aborts when the attempt ends early: for whatever signing or verifying has to ask for itself. */
  readonly signal: AbortSignal;
}

/** The headers that prove who we are. */
export interface Signed {
  /** To add to the request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Everything that must never be shown: keys, tokens, signatures. Errors of this request are searched for them. */
  readonly secrets: readonly string[];
}

/** How one service is reached. */
export interface TransportDefinition {
  /** The id of the client: in refs, errors and events. */
  readonly provider: string;
  /** Used where the user gives none. Without it the settings schema has to require one: `clientOptions.baseUrl.wrapped`. */
  readonly baseUrl?: string | undefined;
  /** The documented limits of an account, per second. */
  readonly pace: PaceDefaults;
  /** Called for each attempt, so that every attempt is signed afresh. */
  sign(request: SignableRequest): Signed | Promise<Signed>;
  /** Where the service signs its answers, or repeats in them what was `asked`: throws SignatureError. `asked.now` is the time of the check. */
  verify?(answer: Answer, asked: SignableRequest): Promise<void>;
  /** The service's id of the request. */
  requestId?(answer: Answer): string | undefined;
}

/** What all requests of one client share. Making it starts nothing. */
export interface Transport {
  /** The id of the client. */
  readonly provider: string;
  /** What the author gave. */
  readonly definition: TransportDefinition;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** The user's, or the platform's. */
  readonly clock: Clock;
  /** Sends by the user's `fetch`, or by the platform's; the signal is put on the request. */
  fetch(request: Request, signal: AbortSignal): Response | Promise<Response>;
  /** The two budgets of the key. */
  readonly pace: PaceState;
  /** Of one attempt. */
  readonly timeoutMs: { readonly submit: number; readonly query: number };
  /** How often what costs nothing is tried again, and the longest pause, with the defaults filled in. */
  readonly retry: { readonly limit: number; readonly maxDelayMs: number };
  /** Of waits that say nothing else. */
  readonly wait: { readonly timeoutMs: number; readonly minIntervalMs: number; readonly maxIntervalMs: number };
  /** The user's, or `@x/<provider>`. */
  readonly userAgent: string;
  /** The user's; what it throws is ignored. */
  readonly onEvent: ((event: ClientEvent) => void) | undefined;
  /** Service's clock minus ours. A value, so that requests may share it on every runtime. */
  clockOffsetMs: number;
}

/** Turns settings (already checked by the client's schema) into a transport. */
export function createTransport(definition: TransportDefinition, options: ClientOptions): Transport {
  const { provider } = definition;
  const { fetch } = options;
  return {
    provider,
    definition,
    baseUrl: new URL(options.baseUrl ?? definition.baseUrl ?? '').href.replace(/\/+$/, ''),
    clock: options.clock ?? systemClock,
    // Called bare: browsers and workerd refuse a fetch that is called as somebody's method.
    fetch: (request, signal) =>
      fetch ? fetch(new Request(request, { signal })) : globalThis.fetch(request, { signal }),
    pace: toPaceState(options.pace),
    timeoutMs: withDefaults({ submit: 120_000, query: 20_000 }, options.timeoutMs),
    retry: withDefaults({ limit: 3, maxDelayMs: 20_000 }, options.retry),
    wait: withDefaults({ timeoutMs: 300_000, minIntervalMs: 1_000, maxIntervalMs: 15_000 }, options.wait),
    userAgent: options.userAgent ?? `@x/${provider}`,
    onEvent: options.onEvent,
    clockOffsetMs: 0,
  };
}
