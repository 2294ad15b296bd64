import { pictureUrl } from '../../pictures/picture-routes.ts';
import type { SandboxTask } from '../../sandbox.ts';
import type { SandboxContext } from '../../service-module.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { CloudAction } from '../tencent-cloud/cloud-product.ts';

const words: Readonly<Record<SandboxTask['status'], string>> = {
  queued: 'WAIT',
  running: 'RUN',
  succeeded: 'DONE',
  failed: 'FAIL',
};
const dayMs = 86_400_000;
const knownForMs = 7 * dayMs;

/** `DescribeAigcImageTask` of MPS. */
export function describeAigcImageTask(sandbox: SandboxContext): CloudAction {
  return {
    on: 'query',
    perSecond: 20,
    parameters: { TaskId: 'string' },
    required: ['TaskId'],
    answer({ parameters, faults }) {
      const task = sandbox.tasks.find('mps-aigc', String(parameters['TaskId']));
      // [I] the code: none is documented for this action
      if (task === undefined || sandbox.clock.now() - task.createdAt.getTime() >= knownForMs) {
        throw new CloudError('ResourceNotFound.TaskNotFound', 'task not found');
      }
      if (faults.has('unknown-status')) return { Status: 'ARCHIVED', ImageUrls: null, Message: '' };
      const status = sandbox.tasks.status(task);
      const Status = words[status];
      // [I] null while it is under way, empty when it failed: only DONE has a sample
      if (status === 'failed') return { Status, ImageUrls: [], Message: task.failure };
      if (status !== 'succeeded') return { Status, ImageUrls: null, Message: '' };
      const urls = faults.has('no-picture') ? [] : task.pictures.map((_, index) => pictureUrl(sandbox, task, index));
      return { Status, ImageUrls: urls, Message: 'ok' };
    },
  };
}
