import type { Random } from './random.ts';

/** How a usual client waits: the pause before each question, in milliseconds. */
export interface Policy {
  readonly name: string;
  /** `attempt` from 0: the pause before the first question. A 429 is one more attempt, nothing else. */
  pauseMs(attempt: number, random: Random): number;
}

const fixed = (seconds: number): Policy => ({ name: `fixed ${seconds} s`, pauseMs: () => seconds * 1_000 });

const jittered = (seconds: number): Policy => ({
  name: `fixed ${seconds} s ± 25 %`,
  pauseMs: (_, random) => seconds * 1_000 * (0.75 + 0.5 * random()),
});

/** AWS SDK v3, `createWaiter`: full jitter between the least pause and a doubling one. */
const waiter = (least: number, most: number): Policy => ({
  name: `AWS-style waiter ${least}–${most} s`,
  pauseMs(attempt, random) {
    if (attempt === 0) return 0;
    const ceiling = Math.floor(Math.log2(most / least)) + 1;
    const longest = attempt > ceiling ? most : Math.min(most, least * 2 ** (attempt - 1));
    return 1_000 * (least + random() * (longest - least));
  },
});

const exponential = (first: number, factor: number, most: number): Policy => ({
  name: `exponential × ${factor} from ${first} s to ${most} s`,
  pauseMs: (attempt) => (attempt === 0 ? 0 : 1_000 * Math.min(most, first * factor ** (attempt - 1))),
});

export const POLICIES: readonly Policy[] = [
  fixed(1),
  fixed(2),
  fixed(5),
  jittered(1),
  jittered(2),
  jittered(5),
  waiter(2, 120),
  waiter(1, 10),
  exponential(1, 1.5, 10),
];
