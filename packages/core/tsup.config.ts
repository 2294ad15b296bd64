import { library } from '../../tools/tsup/index.ts';

/** What is known of a task, how its time is learned, and how an attempt ended. */
const internal =
  'askedAt emptyAnswers emptyAt expedited failures gaveUp lastOutcome pauseMs refusals ' +
  'poll law median spread weight pendingAt ranAt ' +
  'cured nothingDone counted ended entry firstPoll shown startedAt stopTimer wake wantedAt';

export default library({ entry: ['src/index.ts', 'src/provider.ts'], shortened: internal.split(' ') });
