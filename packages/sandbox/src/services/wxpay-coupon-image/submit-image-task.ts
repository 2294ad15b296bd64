import type { SandboxContext } from '../../service-module.ts';
import type { NewTask } from '../../tasks/task-store.ts';
import { checkBusinessRules } from './check-business-rules.ts';
import { couponPicture } from './coupon-picture.ts';
import { type ImageTaskRequest, readImageTaskRequest } from './image-task-request.ts';
import type { TaskNotifier } from './task-notifier.ts';
import type { WxpayEndpoint } from './wxpay-endpoint.ts';
import { businessError, permissionError } from './wxpay-error.ts';
import { wxpayMarkers } from './wxpay-markers.ts';

/** [V] The code is the service's for "same request number, other data". */
const otherDataNumber = 268_578_927;

/** `POST …/image-generation-tasks`. The caller's number makes it safe to send twice: it is executed once. */
export function submitImageTask(sandbox: SandboxContext, notifier: TaskNotifier): WxpayEndpoint {
  return {
    on: 'submit',
    perSecond: 10,
    answer({ body, faults, key }) {
      const request = readImageTaskRequest(body);
      if (request.brandId.includes(wxpayMarkers.noAuth)) throw permissionError();
      checkBusinessRules(request);
      const known = sandbox.tasks.find('wxpay-coupon-image', request.taskId);
      if (known === undefined) {
        notifier.watch(sandbox.tasks.accept(plannedTask(request, sandbox.seed)), key);
      } else if (inOrder(known.input) !== inOrder(request.body.members)) {
        throw businessError(undefined, otherDataNumber);
      }
      const { taskId: task_id, brandId: brand_id } = request;
      return faults.has('no-id') ? { brand_id } : { task_id, brand_id };
    },
  };
}

function plannedTask(request: ImageTaskRequest, seed: number): NewTask {
  return {
    service: 'wxpay-coupon-image',
    id: request.taskId,
    input: request.body.members,
    // The service gives no reason.
    failure: request.taskId.includes(wxpayMarkers.fail) ? 'FAIL' : undefined,
    pictures: [couponPicture(request, seed)],
  };
}

/** JSON that is the same for the same data, in whatever order its members came. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
