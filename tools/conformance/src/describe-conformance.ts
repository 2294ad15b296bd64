import { describe } from 'vitest';
import { describeAborts } from './abort.ts';
import { describeDeadlines } from './deadline.ts';
import { describeDefaults } from './defaults.ts';
import { describeErrorCopies } from './error-copies.ts';
import { describeEvents } from './events.ts';
import type { Harness } from './harness.ts';
import { describeOptions } from './options.ts';
import { describeQueryPace } from './query-pace.ts';
import { describeRefs } from './refs.ts';
import { describeResults } from './results.ts';
import { describeSubmitHooks } from './submit-hooks.ts';
import { describeRunAllAborts } from './run-all-abort.ts';
import { describeRunAll } from './run-all.ts';
import { describeSecrets } from './secrets.ts';
import { describeSharedTasks } from './sharing.ts';
import { describeStorms } from './storms.ts';
import { describeQueuedSubmits } from './submit-queue.ts';
import { describeRefusedSubmits } from './submit-refused.ts';
import { describeUnknownSubmits } from './submit-unknown.ts';
import { describeWaitFaults } from './wait-faults.ts';
import { describeWatching } from './watching.ts';

/**
 * Everything that holds for every provider, as tests of the file that calls this: results, money, waiting, abort,
 * events, secrets. All of it in virtual time, against the sandbox, with faults and wire bodies between the two.
 *
 * A provider's package calls it once, in `conformance.test.ts`, with its own wire bodies.
 */
export function describeConformance<Input>(harness: Harness<Input>): void {
  describe(`${harness.provider} conforms`, () => {
    describeResults(harness);
    describeUnknownSubmits(harness);
    describeRefusedSubmits(harness);
    describeQueuedSubmits(harness);
    describeSubmitHooks(harness);
    describeWaitFaults(harness);
    describeDeadlines(harness);
    describeQueryPace(harness);
    describeDefaults(harness);
    describeAborts(harness);
    describeSharedTasks(harness);
    describeWatching(harness);
    describeRunAll(harness);
    describeRunAllAborts(harness);
    describeRefs(harness);
    describeOptions(harness);
    describeEvents(harness);
    describeSecrets(harness);
    describeErrorCopies(harness);
    describeStorms(harness);
  });
}
