import type { Fetch } from '../fetch.ts';

/** One attempt to send a notification. */
export interface SentCallback {
  /** What the notification is about or is called by: of VOD the task's id. */
  readonly id: string;
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
}

type Attempt = { -readonly [Member in keyof SentCallback]: SentCallback[Member] };

/** Sends the notifications of all services, and remembers them. */
export class CallbackSender {
  readonly #deliver: Fetch;
  readonly #closing: AbortSignal;
  readonly #sent: Attempt[] = [];

  constructor(deliver: Fetch | undefined, closing: AbortSignal) {
    // Asked for at each call: a test may have put another one there.
    this.#deliver = deliver ?? ((request) => globalThis.fetch(request));
    this.#closing = closing;
  }

  get sent(): readonly SentCallback[] {
    return this.#sent.map((attempt) => ({ ...attempt }));
  }

  /** Notes an attempt that gets lost on its way. */
  lose({ id, url, attempt }: Callback): void {
    this.#sent.push({ id, url, attempt });
  }

  /** @returns the status of the answer; undefined when there was none */
  async send({ id, url, attempt, headers, body }: Callback): Promise<number | undefined> {
    const sent: Attempt = { id, url, attempt };
    this.#sent.push(sent);
    try {
      const request = new Request(url, { method: 'POST', headers, body, redirect: 'manual', signal: this.#closing });
      const answer = await this.#deliver(request);
      sent.status = answer.status;
      await answer.body?.cancel();
    } catch {
      // Nobody there, or the sandbox closes: a service would not know either.
    }
    return sent.status;
  }
}
