import type { SandboxContext } from '../../service-module.ts';
import type { StoredTask } from '../../tasks/task-store.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { Parameters, ParameterMembers } from '../tencent-cloud/cloud-parameters.ts';
import type { CloudAction } from '../tencent-cloud/cloud-product.ts';
import { cloudAccount } from '../tencent-cloud/tencent-cloud-keys.ts';
import { finishedAt } from './stored-file.ts';
import { vodDates, vodStatus } from './task-detail.ts';
import { asParameters, checkSubAppId, membersOf, textOf } from './vod-parameters.ts';

const parameters = {
  SubAppId: 'integer',
  Status: 'string',
  FileId: 'string',
  CreateTime: { After: 'string', Before: 'string' },
  FinishTime: { After: 'string', Before: 'string' },
  Sort: { Field: 'string', Order: 'string' },
  Limit: 'integer',
  ScrollToken: 'string',
} as const satisfies ParameterMembers;

const dayMs = 86_400_000;
const knownForMs = 3 * dayMs;
const usualLimit = 10;
const mostLimit = 100;

/**
 * `DescribeTasks` of VOD. [I] That tasks of this kind are among its answers; that the newest comes first unless asked
 * otherwise.
 */
export function describeTasks(sandbox: SandboxContext): CloudAction {
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    on: 'query',
    perSecond: 100, // [I]
    parameters,
    answer({ parameters: asked }) {
      checkSubAppId(asked, subAppId);
      const limit = Number(asked['Limit'] ?? usualLimit);
      if (limit < 1 || limit > mostLimit) {
        throw new CloudError('InvalidParameterValue.Limit', `Limit must be from 1 to ${mostLimit}`);
      }
      const first = Number(textOf(asked, 'ScrollToken'));
      if (!Number.isInteger(first) || first < 0) {
        throw new CloudError('InvalidParameterValue', 'ScrollToken is invalid');
      }
      const found = asked['SubAppId'] === undefined ? [] : matching(sandbox, asked);
      return {
        TaskSet: found.slice(first, first + limit).map((task) => simpleInfo(sandbox, task)),
        ScrollToken: found.length > first + limit ? String(first + limit) : '',
      };
    },
  };
}

function matching(sandbox: SandboxContext, asked: Parameters): readonly StoredTask[] {
  const now = sandbox.clock.now();
  const status = textOf(asked, 'Status');
  const sort = membersOf(asked, 'Sort');
  const timeOf = (task: StoredTask): number =>
    textOf(sort, 'Field') === 'FinishTime' ? finishedAt(task) : task.createdAt.getTime();
  const direction = textOf(sort, 'Order') === 'Asc' ? 1 : -1;
  return sandbox.tasks
    .of('vod-aigc')
    .filter((task) => now - task.createdAt.getTime() < knownForMs)
    .filter((task) => status === '' || vodStatus(sandbox, task) === status)
    .filter(
      (task) => textOf(asked, 'FileId') === '' && isWithin(task.createdAt.getTime(), membersOf(asked, 'CreateTime')),
    )
    .filter(
      (task) =>
        asked['FinishTime'] === undefined ||
        (sandbox.tasks.doneForMs(task) >= 0 && isWithin(finishedAt(task), membersOf(asked, 'FinishTime'))),
    )
    .map((task, index) => ({ task, index }))
    .sort((one, other) => direction * (timeOf(one.task) - timeOf(other.task) || one.index - other.index))
    .map(({ task }) => task);
}

function isWithin(timeMs: number, range: Parameters): boolean {
  const after = Date.parse(textOf(range, 'After'));
  const before = Date.parse(textOf(range, 'Before'));
  // A bound that is not given is NaN, and nothing is beyond it.
  return !(timeMs < after) && !(timeMs > before);
}

function simpleInfo(sandbox: SandboxContext, task: StoredTask): object {
  const request = asParameters(task.input);
  return {
    TaskId: task.id,
    Status: vodStatus(sandbox, task),
    FileId: '',
    TaskType: 'AigcImageTask',
    ...vodDates(sandbox, task, ''),
    SessionId: textOf(request, 'SessionId'),
    SessionContext: textOf(request, 'SessionContext'),
  };
}
