import type { RequestFaults } from '../../faults/fault-plan.ts';
import { transportFaults } from '../../faults/fault.ts';
import { type Operation, withFaults } from '../../faults/with-faults.ts';
import { downloadFaults } from '../../pictures/picture-routes.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { ServiceModule } from '../../service-module.ts';
import { deleteImages } from './delete-images.ts';
import { queryImage } from './query-image.ts';
import { submitImage } from './submit-image.ts';
import { refusal } from './tensorslab-answers.ts';
import { tensorsLabKey } from './tensorslab-key.ts';

/** TensorsLab's image endpoints. No rate limit is documented, so none is kept; 429 comes only as a fault. */
export const tensorsLabService: ServiceModule = {
  faults: {
    tensorslab: {
      submit: [...transportFaults, 'no-id', 'unknown-field'],
      query: [...transportFaults, 'unknown-status', 'unknown-field', 'no-picture'],
      download: downloadFaults,
    },
  },
  mount(app, sandbox) {
    const ids = seededRandom(sandbox.seed, 'tensorslab', 'ids');
    const guarded = (answer: Operation['answer']) => authorized(tensorsLabKey(sandbox.seed), answer);
    const operation = (on: 'submit' | 'query', answer: Operation['answer']) =>
      withFaults(sandbox, { service: 'tensorslab', on, rateLimited, answer: guarded(answer) });

    app.post(
      '/v1/images/infobytaskid',
      operation('query', (context, faults) => queryImage(context, faults, sandbox)),
    );
    const deletion = guarded((context, faults) => deleteImages(context, faults, sandbox));
    app.post('/v1/images/deleteimagestask', (context) => deletion(context, noFaults));
    app.post(
      '/v1/images/:model',
      operation('submit', (context, faults) => submitImage(context, faults, { sandbox, ids })),
    );
  },
};

const noFaults: RequestFaults = { has: () => false };

/** The documentation shows the bare key, the vendor's own client sends it as a bearer token: both are taken. */
function authorized(key: string, answer: Operation['answer']): Operation['answer'] {
  return (context, faults) => {
    const sent = context.req.header('authorization');
    // [I] what a wrong key is answered is undocumented
    return sent === key || sent === `Bearer ${key}` ? answer(context, faults) : refusal(401, 'Invalid API key');
  };
}

/** [I] Undocumented. */
function rateLimited(): Response {
  return refusal(429, 'Too many requests');
}
