import { transportFaults } from '../../faults/fault.ts';
import { type Operation, withFaults } from '../../faults/with-faults.ts';
import { downloadFaults } from '../../pictures/picture-routes.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { ServiceModule } from '../../service-module.ts';
import { busyMessage, createGatewayAnswers } from './gateway-answers.ts';
import { gatewayKey } from './gateway-key.ts';
import { newApiShape, rawShape } from './gateway-shape.ts';
import { submitGatewayImage } from './submit-gateway-image.ts';

/** A relay in front of VOD: the same kind of tasks behind a bearer key, and no limits that anybody has published. */
export const vodAigcGatewayService: ServiceModule = {
  faults: {
    'vod-aigc-gateway': {
      submit: [...transportFaults, 'no-id', 'unknown-field'],
      query: [...transportFaults, 'unknown-status', 'unknown-field', 'no-picture'],
      download: downloadFaults,
    },
  },
  mount(app, sandbox) {
    const answers = createGatewayAnswers(sandbox.clock, seededRandom(sandbox.seed, 'vod-aigc-gateway', 'requests'));
    const requestIds = seededRandom(sandbox.seed, 'vod-aigc-gateway', 'request ids');
    const shape = sandbox.options.gatewayShape === 'raw' ? rawShape(sandbox) : newApiShape(sandbox);
    const key = gatewayKey(sandbox.seed);

    const operation = (on: 'submit' | 'query', answer: Operation['answer']) =>
      withFaults(sandbox, {
        service: 'vod-aigc-gateway',
        on,
        rateLimited: () => answers.flat(429, '429', busyMessage),
        answer: (context, faults) =>
          context.req.header('authorization') === `Bearer ${key}`
            ? answer(context, faults)
            : answers.nested(401, { code: '', message: '无效的令牌', type: 'new_api_error' }),
      });

    app.post(
      '/tencent-vod/v1/aigc-image',
      operation('submit', (context, faults) =>
        submitGatewayImage(context, faults, { sandbox, shape, answers, requestIds }),
      ),
    );
    app.get(
      '/tencent-vod/v1/query/:id',
      operation('query', (context, faults) => {
        const task = sandbox.tasks.find('vod-aigc-gateway', context.req.param('id') ?? '');
        if (task === undefined) return answers.flat(400, 'task_not_exist', 'task_not_exist');
        return Response.json(shape.described(task, requestIds.uuid(), faults));
      }),
    );
    app.all('/tencent-vod/*', ({ req: { method, path } }) =>
      Response.json(
        { error: { message: `Invalid URL (${method} ${path})`, type: 'invalid_request_error', param: '', code: '' } },
        { status: 404 },
      ),
    );
  },
};
