import type { Clock } from '../clock.ts';
import type { AnyTaskServiceError } from '../errors/any-task-service-error.ts';
import type { Ticket } from '../requests/budget.ts';
import { type Law, OLD, priorLaw, type Sightings } from './learn-durations.ts';
import { jittered, pauseMs } from './schedule.ts';
import type { TaskSnapshot } from './task.ts';
import type { TaskRef } from './task-ref.ts';

/**
 * What a client knows of one task: data only, shared by all its handles and waits. On edge runtimes a promise of one
 * request must never be awaited by another, so nothing here can be awaited. It is also the ticket with which one wait
 * queues for the pace on behalf of all: `turnAt` is -Infinity while nobody asks; should whoever asks die on the way,
 * another takes over some time after it.
 */
export interface TaskEntry<Output, Raw> extends Sightings, Ticket {
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
  /** Failed polls in a row. */
  failures: number;
  /** "Done" without a picture, in a row, counted once a second however many ask; and when it was counted last. */
  emptyAnswers: number;
  emptyAt: number;
  /** What refusals in a row have used up of the patience: at 1 they end the waits. */
  refusals: number;
  /** The refusal that ended the waits that were there at that poll. */
  gaveUp?: { readonly error: AnyTaskServiceError; readonly poll: number };
}

/** Tasks that nobody waits for are remembered up to about this number, so that one seen final resolves at once. */
const REMEMBERED = 1_000;
/** Models of which the durations are remembered, the latest. */
const MODELS = 50;

/**
 * The one entry of a task: of all tasks of a client that are waited for, and of the latest of the others. `known` is what
 * a handle kept while the client forgot.
 */
export type OpenEntry<Output, Raw> = (ref: TaskRef, known?: TaskEntry<Output, Raw>) => TaskEntry<Output, Raw>;

/** Remembers tasks by id and params; `submittedAt` is only a hint. */
export function createTaskEntries<Output, Raw>(
  clock: Clock,
  typicalDurationMs: number,
  queryCostMs: number,
): OpenEntry<Output, Raw> {
  const entries = new Map<string, TaskEntry<Output, Raw>>();
  const laws = new Map<string | undefined, Law>();

  const newEntry = (ref: TaskRef): TaskEntry<Output, Raw> => {
    const age = Math.max(0, clock.now() - Date.parse(ref.submittedAt));
    const submittedAt = clock.elapsed() - age;
    const model = ref.params?.['model'];
    const law = remember(laws, MODELS, model, laws.get(model) ?? priorLaw(typicalDurationMs));
    // Thousands may be waited for at once: what few have (a refusal for good) comes later.
    const entry: TaskEntry<Output, Raw> = {
      ref,
      // What is long past when this client first hears of it tells nothing of others: it learns for itself alone.
      law: age > OLD * law.median ? { ...law } : law,
      submittedAt,
      ranAt: 0,
      queued: false,
      pendingAt: 0,
      progress: 0,
      askedAt: submittedAt,
      pauseMs: 0,
      expedited: false,
      snapshot: undefined,
      by: 'query',
      polls: 0,
      lastOutcome: '',
      failures: 0,
      emptyAnswers: 0,
      emptyAt: 0,
      refusals: 0,
      dueAt: 0,
      turnAt: -Infinity,
      wakers: new Set(),
    };
    entry.pauseMs = jittered(pauseMs(entry, queryCostMs));
    return entry;
  };

  return (ref, known) => {
    const { id, params = {} } = ref;
    // In the order of the names: databases keep their own.
    const key = JSON.stringify([id, params], Object.keys(params).sort());
    return remember(entries, REMEMBERED, key, entries.get(key) ?? known ?? newEntry(ref), isWaitedFor);
  };
}

/** Waits sleep on it, or one is asking. */
function isWaitedFor({ wakers, turnAt }: TaskEntry<unknown, unknown>): boolean {
  return wakers.size > 0 || turnAt > -Infinity;
}

/**
 * Puts a value at the end of the row. From its beginning one goes, as one comes in; what is needed goes to the end
 * instead.
 */
function remember<Key, Value>(
  row: Map<Key, Value>,
  limit: number,
  key: Key,
  value: Value,
  isNeeded?: (value: Value) => boolean,
): Value {
  row.delete(key);
  row.set(key, value);
  const [oldest] = row.size > limit ? row : [];
  if (oldest) {
    row.delete(oldest[0]);
    if (isNeeded?.(oldest[1])) row.set(...oldest);
  }
  return value;
}
