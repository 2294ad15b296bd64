import type { SandboxContext } from '../../service-module.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { CloudAction } from '../tencent-cloud/cloud-product.ts';
import { cloudAccount } from '../tencent-cloud/tencent-cloud-keys.ts';
import { nullTasks, taskDetail } from './task-detail.ts';
import { checkSubAppId } from './vod-parameters.ts';

const dayMs = 86_400_000;
const knownForMs = 3 * dayMs;

/** `DescribeTaskDetail` of VOD. */
export function describeTaskDetail(sandbox: SandboxContext): CloudAction {
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    on: 'query',
    perSecond: 100,
    parameters: { TaskId: 'string', SubAppId: 'integer' },
    required: ['TaskId'],
    answer({ parameters, faults }) {
      checkSubAppId(parameters, subAppId);
      const id = String(parameters['TaskId']);
      // [I] which of the two codes comes when
      if (!/^\d+-\w+-\w+$/u.test(id)) throw new CloudError('InvalidParameterValue.TaskId', `TaskId ${id} is invalid`);
      // [I] Without SubAppId it is the account's default application that is asked, which has no tasks here.
      const task = parameters['SubAppId'] === undefined ? undefined : sandbox.tasks.find('vod-aigc', id);
      if (task === undefined || sandbox.clock.now() - task.createdAt.getTime() >= knownForMs) {
        throw new CloudError('ResourceNotFound', `task ${id} not exist`);
      }
      return { ...nullTasks, ...taskDetail(sandbox, task, faults) };
    },
  };
}
