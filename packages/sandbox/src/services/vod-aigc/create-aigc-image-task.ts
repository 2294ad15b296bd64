import { seededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { newTaskId } from '../../tasks/new-task-id.ts';
import { promptMarkers } from '../../tasks/prompt-markers.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { CloudAction } from '../tencent-cloud/cloud-product.ts';
import { cloudAccount } from '../tencent-cloud/tencent-cloud-keys.ts';
import { withinAccountLimit } from './account-limit.ts';
import { checkVodImageRequest, plannedTask } from './vod-image-request.ts';
import { asParameters, checkSubAppId, imageTaskParameters, textOf } from './vod-parameters.ts';

const dayMs = 86_400_000;
/** [V] By the action's own page; the page of the tasks says seven days. */
const sessionsKnownForMs = 3 * dayMs;

/** `CreateAigcImageTask` of VOD. Model names and versions move monthly: any are taken. */
export function createAigcImageTask(sandbox: SandboxContext): CloudAction {
  const ids = seededRandom(sandbox.seed, 'vod-aigc', 'ids');
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    on: 'submit',
    perSecond: 20,
    parameters: imageTaskParameters,
    required: ['SubAppId', 'ModelName', 'ModelVersion'],
    answer({ parameters: request, faults }) {
      checkSubAppId(request, subAppId);
      checkVodImageRequest(request);
      if (textOf(request, 'Prompt').includes(promptMarkers.noCredits)) {
        throw new CloudError('LimitExceeded.Quota', 'The AIGC quota of the account is used up');
      }
      checkSession(sandbox, textOf(request, 'SessionId'));
      const id = newTaskId(sandbox.tasks, 'vod-aigc', () => `${subAppId}-AigcImageTask-${ids.hex(32)}t`);
      const task = plannedTask(request, { service: 'vod-aigc', id, sandbox });
      sandbox.tasks.accept(withinAccountLimit(sandbox, { ...task, input: request }));
      return faults.has('no-id') ? {} : { TaskId: id };
    },
  };
}

/** A SessionId is a guard against submitting twice, and none that helps: the first task's id is not told. */
function checkSession(sandbox: SandboxContext, sessionId: string): void {
  if (sessionId === '') return;
  const since = sandbox.clock.now() - sessionsKnownForMs;
  const isKnown = sandbox.tasks
    .of('vod-aigc')
    .some((task) => task.createdAt.getTime() > since && textOf(asParameters(task.input), 'SessionId') === sessionId);
  if (isKnown) throw new CloudError('InvalidParameterValue.SessionId', 'SessionId duplicate');
}
