import type { Clock } from '../clock.ts';
import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import { type Laws, OLD, priorLaws, type Sightings } from './learn-durations.ts';
import { FIRST_JITTER, jittered, pauseMs } from './schedule.ts';
import type { TaskSnapshot } from './task.ts';
import type { TaskRef } from './task-ref.ts';

/**
 * What a client knows of one task: data only, shared by all its handles and waits. On edge runtimes a promise of one
 * request must never be awaited by another, so nothing here can be awaited.
 */
export interface TaskEntry<Output, Raw> extends Sightings {
  readonly ref: TaskRef;
  /** When it was submitted, as `clock.elapsed()`. */
  readonly submittedAt: number;
  snapshot: TaskSnapshot<Output, Raw> | undefined;
  /** How that came to be known. */
  by: 'query' | 'callback';
  /** Answers and failures so far: tells a wait that woke whether something happened. */
  polls: number;
  /** The last of them, in a word: `running`, `api rate-limit`. */
  lastOutcome: string;
  /** When the last of them came (before the first: when it was submitted), as `clock.elapsed()`. */
  askedAt: number;
  /** How long after that the next question is worth a request; each wait puts its own bounds to it. */
  pauseMs: number;
  /** Somebody knows that something happened: ask now. */
  expedited: boolean;
  /** One wait is asking until then at the latest; should it die on the way, another takes over. */
  leaseUntil: number;
  /** Failed polls in a row. */
  failures: number;
  /** "Done" without a picture, in a row, counted once a second however many ask; and when it was counted last. */
  emptyAnswers: number;
  emptyAt: number;
  /** What refusals in a row have used up of the patience: at 1 they end the waits. */
  refusals: number;
  /** The refusal that ended the waits that were there at that poll. */
  gaveUp: { readonly error: AnyTaskServiceError; readonly poll: number } | undefined;
  /** The waits that sleep. */
  readonly wakers: Set<() => void>;
}

/** Tasks that nobody waits for are remembered up to about this number, so that one seen final resolves at once. */
const REMEMBERED = 1_000;
/** Models of which the durations are remembered, the latest. */
const MODELS = 50;

/** All tasks of a client: those waited for, and the latest of the others. */
export interface TaskEntries<Output, Raw> {
  /** The one entry of a task. `known` is what a handle kept while the client forgot. */
  open(ref: TaskRef, known?: TaskEntry<Output, Raw>): TaskEntry<Output, Raw>;
}

/** Remembers tasks by id and params; `submittedAt` is only a hint. */
export function createTaskEntries<Output, Raw>(
  clock: Clock,
  typicalDurationMs: number,
  queryCostMs: number,
): TaskEntries<Output, Raw> {
  const entries = new Map<string, TaskEntry<Output, Raw>>();
  const lawsOfModels = new Map<string | undefined, Laws>();

  // One at a time, as one comes in; a task that somebody waits for goes to the end of the row instead.
  const forgetOldest = (): void => {
    for (const [key, entry] of entries) {
      entries.delete(key);
      if (entry.wakers.size > 0 || entry.leaseUntil > -Infinity) entries.set(key, entry);
      return;
    }
  };

  const lawsOf = (model: string | undefined): Laws => {
    const laws = lawsOfModels.get(model) ?? priorLaws(typicalDurationMs);
    lawsOfModels.delete(model);
    lawsOfModels.set(model, laws);
    for (const [oldest] of lawsOfModels) if (lawsOfModels.size > MODELS) lawsOfModels.delete(oldest);
    return laws;
  };

  const newEntry = (ref: TaskRef): TaskEntry<Output, Raw> => {
    const age = Math.max(0, clock.now() - Date.parse(ref.submittedAt));
    const submittedAt = clock.elapsed() - age;
    const { whole, run } = lawsOf(ref.params?.['model']);
    const entry: TaskEntry<Output, Raw> = {
      ref,
      // What is long past when this client first hears of it tells nothing of others: it learns for itself alone.
      laws: age > OLD * whole.median ? { whole: { ...whole }, run: { ...run } } : { whole, run },
      submittedAt,
      queuedAt: 0,
      ranAt: undefined,
      pendingAt: 0,
      progress: 0,
      askedAt: submittedAt,
      pauseMs: 0,
      expedited: false,
      snapshot: undefined,
      by: 'query',
      polls: 0,
      lastOutcome: '',
      leaseUntil: -Infinity,
      failures: 0,
      emptyAnswers: 0,
      emptyAt: 0,
      refusals: 0,
      gaveUp: undefined,
      wakers: new Set(),
    };
    entry.pauseMs = jittered(pauseMs(entry, queryCostMs), FIRST_JITTER);
    return entry;
  };

  return {
    open(ref, known) {
      const key = JSON.stringify([
        ref.id,
        Object.entries(ref.params ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)),
      ]);
      const entry = entries.get(key) ?? known ?? newEntry(ref);
      entries.delete(key);
      entries.set(key, entry);
      if (entries.size > REMEMBERED) forgetOldest();
      return entry;
    },
  };
}

/** Tells all waits on a task to look at its entry. None of them depends on it. */
export function wakeAll({ wakers }: { readonly wakers: ReadonlySet<() => void> }): void {
  for (const wake of wakers) wake();
}
