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
  /** How long the receiver may take to answer. */
  readonly timeoutMs: number;
}

// Taken when the module loads: a test tool that replaces timers later must not stop virtual time for ever.
const { clearTimeout, setTimeout } = globalThis;

/** Plenty for files and for a database nearby; and the price, in real time, of a receiver that is too slow on purpose. */
const graceMs = 500;

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
  /** Whether a receiver in this process has used up its real time. */
  #isSlow = false;

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
    const endTimer = this.#startTimer(timeoutMs, () => timeout.abort());
    try {
      const request = new Request(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      const answer = await unlessAborted(this.#deliver(request), signal);
      sent.status = answer.status;
      await answer.body?.cancel();
    } catch {
      // Nobody there, too slow, or the sandbox closes: a service would not know either.
    } finally {
      endTimer();
    }
    return sent.status;
  }

  async #deliver(request: Request): Promise<Response> {
    const { deliver } = this.#sending;
    // The platform's is asked for at each call: a test may have put another one there.
    return deliver === undefined ? globalThis.fetch(request) : deliver(request);
  }

  /**
   * A receiver in this process lives in the sandbox's time. What it reads from files and databases virtual time cannot
   * see, and overtakes: when the time-out fires, the receiver therefore gets some real time to end. Not before, or one
   * that sleeps in the sandbox's time would never wake.
   *
   * One behind a socket cannot be seen at all, so virtual time stands still until it has answered.
   */
  #startTimer(timeoutMs: number, expire: () => void): () => void {
    const { deliver, time } = this.#sending;
    if (!time.isVirtual) return time.clock.setTimer(timeoutMs, expire);
    if (deliver === undefined) return this.#holdTime(timeoutMs, expire);
    let end = time.clock.setTimer(timeoutMs, () => {
      end = this.#holdTime(this.#isSlow ? 0 : graceMs, () => {
        // Once is enough to know it: the resends need not cost real time as well.
        this.#isSlow = true;
        expire();
      });
    });
    return () => end();
  }

  /** Stops virtual time for so long of the platform's, or until it is told to end. */
  #holdTime(realMs: number, expire: () => void): () => void {
    const release = this.#sending.time.hold();
    const timer = setTimeout(expire, realMs);
    return () => {
      clearTimeout(timer);
      release();
    };
  }
}
