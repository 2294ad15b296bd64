import type { Fetch } from '../fetch.ts';
import { unlessAborted } from '../http/unless-aborted.ts';
import type { SandboxTime } from '../time/sandbox-time.ts';

/** One attempt to send a notification. */
export interface SentCallback {
  /** What the notification is about or is called by: of VOD the task's id, of WeChat Pay the notification's. */
  readonly id: string;
  /** Where it was sent. */
  readonly url: string;
  /** Counted from 1 for each notification. */
  readonly attempt: number;
  /** What the receiver answered; absent until it has, when it could not be reached, and when the notification got lost. */
  readonly status?: number | undefined;
}

/** A notification that is to be sent. */
export interface Callback extends Omit<SentCallback, 'status'> {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the receiver may take to answer; for ever by default. */
  readonly timeoutMs?: number | undefined;
}

type Attempt = { -readonly [Member in keyof SentCallback]: SentCallback[Member] };

interface Sending {
  /** The platform's `fetch` by default. */
  readonly deliver: Fetch | undefined;
  readonly time: SandboxTime;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
}

/** Sends the notifications of all services, and remembers them. */
export class CallbackSender {
  readonly #sending: Sending;
  readonly #sent: Attempt[] = [];

  constructor(sending: Sending) {
    this.#sending = sending;
  }

  get sent(): readonly SentCallback[] {
    return this.#sent.map((attempt) => ({ ...attempt }));
  }

  /** Notes an attempt that gets lost on its way. */
  lose({ id, url, attempt }: Callback): void {
    this.#sent.push({ id, url, attempt });
  }

  /** @returns the status of the answer; undefined when there was none */
  async send({ id, url, attempt, headers, body, timeoutMs }: Callback): Promise<number | undefined> {
    const sent: Attempt = { id, url, attempt };
    this.#sent.push(sent);
    const timeout = new AbortController();
    const signal = AbortSignal.any([timeout.signal, this.#sending.closing]);
    const endTimer = timeoutMs === undefined ? undefined : this.#startTimer(timeoutMs, () => timeout.abort());
    try {
      const request = new Request(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      const answer = await unlessAborted(this.#deliver(request), signal);
      sent.status = answer.status;
      await answer.body?.cancel();
    } catch {
      // Nobody there, too slow, or the sandbox closes: a service would not know either.
    } finally {
      endTimer?.();
    }
    return sent.status;
  }

  async #deliver(request: Request): Promise<Response> {
    const { deliver } = this.#sending;
    // The platform's is asked for at each call: a test may have put another one there.
    return deliver === undefined ? globalThis.fetch(request) : deliver(request);
  }

  /**
   * A receiver in this process lives in the sandbox's time. One behind a socket cannot be seen by virtual time, which
   * therefore stands still until it has answered; how long that takes is then a matter of the platform's time.
   */
  #startTimer(timeoutMs: number, expire: () => void): () => void {
    const { deliver, time } = this.#sending;
    if (deliver !== undefined) return time.clock.setTimer(timeoutMs, expire);
    const release = time.hold();
    const timer = setTimeout(expire, timeoutMs);
    return () => {
      clearTimeout(timer);
      release();
    };
  }
}
