import type { ImageTaskSnapshot } from '@x/core';

/** An image task of the application has ended. */
export interface VodImageEvent {
  /** Tells it from all others. */
  readonly type: 'image-task';
  /**
   * The task as the event shows it. From `pull` it is the service's word. From `parse` it is the word of whoever sent the
   * message: before anything depends on it, ask `images.get(event.snapshot.ref)`.
   */
  readonly snapshot: ImageTaskSnapshot;
  /** As it was submitted, or minted. */
  readonly sessionId?: string | undefined;
  /** As it was submitted. */
  readonly sessionContext?: string | undefined;
}

/** Anything else that happens in the application: uploads, transcoding, videos… */
export interface VodOtherEvent {
  /** Tells it from an image task. */
  readonly type: 'other';
  /** The service's own word: `ProcedureStateChanged`; empty where there is none. */
  readonly eventType: string;
  /** The service's own object. */
  readonly raw: unknown;
}

/** An event of a VOD application. */
export type VodEvent = VodImageEvent | VodOtherEvent;

/** What a web framework received. */
export interface IncomingCallback {
  /** Not read: the service signs in the body. Here so that what frameworks have can be passed on as it is. */
  readonly headers?:
    | { get(name: string): string | null }
    | { readonly [name: string]: string | readonly string[] | undefined }
    | undefined;
  /** Exactly as received. */
  readonly body: string | Uint8Array | ArrayBuffer;
}

/** Options of `events.pull`. */
export interface PullOptions {
  /** Ends the pulling at once with `signal.reason`. */
  readonly signal?: AbortSignal | undefined;
}

/** The application's events: pushed to your server, or pulled. One application does one of the two (console, `Mode`). */
export interface VodEvents {
  /**
   * What the service pushed to your server, in any of its forms: one event, a list, an `EventSet`. Tasks that this client
   * waits for are asked for at once; nothing else comes of it, because `Sign` does not cover the body.
   *
   * @throws SignatureError where `eventSignKey` is set and Sign is absent, wrong or past its time
   * @throws InputError when the body is not as received, ResponseError when it is no event
   */
  parse(message: IncomingCallback): Promise<readonly VodEvent[]>;
  /**
   * Every event of the application, for ever: at least once each, not in order. Image tasks end the waits of this client.
   *
   * Asking for the next one confirms the one before; do it within 30 s, or the event comes again. `break` leaves it
   * unconfirmed: it comes again too. Left while it waits (`return()`), it ends at once, without an error. All consumers of
   * an application share its events, and the service keeps them for 4 days. Passing faults are retried up to `retry.limit`.
   *
   * @throws signal.reason; ApiError, NetworkError… when the service cannot be asked: nothing is lost, pull again
   */
  pull(options?: PullOptions): AsyncIterable<VodEvent>;
}
