import { type ClientEvent, type TensorsLabSettings, createTensorsLab, isTaskServiceError } from '@x/tensorslab';
import { type RuntimeCase, expectSame, impatient, rejection, repeated } from './runtime-case.ts';

const input = { model: 'zimage', prompt: 'cat' };

/** Submits once; the service executes it, and breaks the connection before it answers. */
async function loseAnAnswer(settings: TensorsLabSettings, before: number): Promise<string | undefined> {
  let sent = 0;
  const onEvent = ({ type, ...event }: ClientEvent) => {
    if (type === 'request' && 'operation' in event && event.operation === 'submit') sent += 1;
  };
  const { images } = createTensorsLab({ ...settings, onEvent });
  for (let task = 0; task < before; task += 1) await images.run(input, impatient);
  const error: unknown = await images.submit(input).catch((reason: unknown) => reason);
  expectSame(sent, before + 1);
  if (!(error instanceof Error)) return repeated;
  if (!isTaskServiceError(error)) throw error;
  expectSame([error.code, error.submission, error.retryable], ['submission-unknown', 'unknown', false]);
  return undefined;
}

/** A paid request is never executed twice because of us, and the error says what can be known. */
export const moneyCases: readonly RuntimeCase[] = [
  {
    name: 'a submit whose answer is lost is never sent twice',
    row: 'never paid twice',
    executed: ['tensorslab'],
    faults: [{ fault: 'reset-after-body', on: 'submit' }],
    run: ({ tensorslab }) => loseAnAnswer(tensorslab, 0),
  },
  {
    name: 'nor where the connection was used before, and might have been closed meanwhile',
    row: 'never paid twice',
    executed: ['tensorslab', 'tensorslab'],
    faults: [{ fault: 'reset-after-body', on: 'submit', nth: 2 }],
    run: ({ tensorslab }) => loseAnAnswer(tensorslab, 1),
  },
  {
    name: 'a submit to where nobody listens tells what can be known',
    row: 'a refused connection: nothing was sent',
    executed: [],
    shows: 'remark',
    async run({ tensorslab }) {
      // A port that no machine uses and no runtime forbids.
      const client = createTensorsLab({ ...tensorslab, baseUrl: 'http://127.0.0.1:2', retry: { limit: 0 } });
      const error = await rejection(client.images.submit(input));
      if (!isTaskServiceError(error)) throw error;
      if (error.code === 'network') expectSame(error.submission, 'none');
      else expectSame([error.code, error.submission], ['submission-unknown', 'unknown']);
      return error.code === 'network' ? 'proved' : 'unknown';
    },
  },
];
