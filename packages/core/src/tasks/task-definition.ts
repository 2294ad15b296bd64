import type { GenericSchema } from 'valibot';
import type { Answer } from '../requests/answer.ts';
import type { Call } from '../requests/call.ts';
import type { RequestSpec } from '../requests/request-spec.ts';
import type { Order } from '../requests/send-once.ts';
import type { Verdict } from '../requests/verdict.ts';
import type { TaskFailure, TaskStatus } from './task.ts';
import type { TaskRef } from './task-ref.ts';

/** What one provider's tasks are: all that its author writes. Core does the rest: pace, retry, money, waiting. */
export interface TaskDefinition<Input, Output, Raw> {
  /** What a task takes from submit to finish where nothing better is known, in milliseconds. */
  readonly typicalDurationMs: number;
  /** Default of `runAll`. 4 where absent. */
  readonly concurrency?: number;
  /** The `params` of this client's refs, strictly: another account's ref is refused here, by name. */
  readonly refParams: GenericSchema;
  /**
   * Checks the input (`parseInput`: InputError) and writes down the request. Called once per submit; `call.emit` is for
   * warnings of what the service may refuse.
   */
  submit(input: Input, call: Call): SubmitPlan;
  /** The verdict on an answer to a submit; `ok` is the task's id. 202, 3xx and 408 never come here: they are unknown. */
  classifySubmit(answer: Answer): Verdict<string>;
  /** The request that asks for a task, and how its answer is read. */
  query(ref: TaskRef): QueryPlan<Output, Raw>;
}

/** A submit, ready to be sent. */
export interface SubmitPlan extends Order<string> {
  /** What the ref has to hold beside the id. */
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** The id, where the caller chooses it. */
  readonly id?: string | undefined;
}

/** One query. */
export interface QueryPlan<Output, Raw> {
  /** The question. */
  readonly request: RequestSpec;
  /** 3xx never comes here: no redirect is followed. */
  read(answer: Answer): Verdict<TaskReading<Output, Raw>>;
  /** Where a reading needs a further question (`queryWithin`): a file that has an id and no URL yet. */
  complete?(reading: TaskReading<Output, Raw>, call: Call): Promise<TaskReading<Output, Raw>>;
}

/** A task as one answer shows it. */
export interface TaskReading<Output, Raw> {
  /** `unknown`: a word that the service's pages do not have; taken as running. */
  readonly status: TaskStatus | 'unknown';
  /** The service's own word. */
  readonly providerStatus: string;
  /** 0 to 1, where the service tells. */
  readonly progress?: number | undefined;
  /** By the service's clock, where it tells. */
  readonly createdAt?: Date | undefined;
  /** By the service's clock, where it tells. */
  readonly finishedAt?: Date | undefined;
  /** With `succeeded`. Absent: done without a picture, which core asks for twice more. */
  readonly output?: Output | undefined;
  /** With `failed`. */
  readonly failure?: TaskFailure | undefined;
  /** The service's own object. */
  readonly raw: Raw;
}
