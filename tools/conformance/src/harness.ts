import type { ClientOptions, ImageTasks, Operation } from '@x/core';
import type { Sandbox, SandboxService } from '@x/sandbox';

/** One answer of the service, as its pages show it. The request is there for what has to be echoed or signed. */
export type WireAnswer = (request: Request) => Response | Promise<Response>;

/** The service's own wire bodies. What a service does not have is left out, and so are its tests. */
export interface WireAnswers {
  /** To a query: accepted, not begun. */
  readonly queued?: WireAnswer | undefined;
  /** To a query: being worked on. */
  readonly running: WireAnswer;
  /** To a query: a status that no page of the service has. */
  readonly unknownStatus: WireAnswer;
  /** To a query: done, with one picture under this URL. */
  succeeded(request: Request, url: string): Response | Promise<Response>;
  /** To a query: done, but without a picture. */
  readonly doneWithoutPicture: WireAnswer;
  /** To a query: the task failed, in these words. */
  failed(request: Request, message: string): Response | Promise<Response>;
  /** To a query: no such task. */
  readonly notFound: WireAnswer;
  /** To anything: the request is wrong, in these words. */
  refused(request: Request, message: string): Response | Promise<Response>;
  /** To anything: the key is wrong. */
  readonly wrongKey: WireAnswer;
  /** To anything: too many requests, without Retry-After. */
  readonly rateLimited: WireAnswer;
  /** To a submit: the account is used up. */
  readonly outOfQuota?: WireAnswer | undefined;
}

/** What the kit has to know of a provider. */
export interface Harness<Input> {
  /** The `provider` of its refs, errors and events. */
  readonly provider: string;
  /** The sandbox's name for the service. */
  readonly service: SandboxService;
  /** A client of the sandbox; the options win over what the sandbox sets. */
  create(sandbox: Sandbox, options: ClientOptions): { readonly images: ImageTasks<Input> };
  /** An input that the service takes. */
  readonly input: Input;
  /** Inputs that break one rule each, and the path that the error has to name. */
  readonly badInputs: readonly { readonly rule: string; readonly input: unknown; readonly path: string }[];
  /** What must never be shown. Authorization headers and the signatures in them are looked for in any case. */
  secrets(sandbox: Sandbox): readonly string[];
  /** Whether the service recognises a repeated submit, so that its client looks and repeats after an unknown verdict. */
  readonly repeatable: boolean;
  /** Requests per second that a client takes for the account's limits while nobody says otherwise. */
  readonly limits: { readonly submitPerSecond: number; readonly queryPerSecond: number };
  operationOf(request: Request): Operation;
  readonly wire: WireAnswers;
}
