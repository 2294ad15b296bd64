import type { SandboxContext } from '../../service-module.ts';
import type { Members } from './body-members.ts';
import { imageTaskObject } from './image-task-object.ts';
import { imageGenerationTypes, taskIdForm } from './image-task-request.ts';
import type { WxpayEndpoint } from './wxpay-endpoint.ts';
import { businessError, notFoundError, parameterError, permissionError } from './wxpay-error.ts';
import { wxpayMarkers } from './wxpay-markers.ts';

/** [V] The code is the service's for an object that does not exist or is somebody else's. */
const unknownNumber = 268_578_608;

/** `GET …/image-generation-tasks/{task_id}?brand_id=…&image_generation_type=…` */
export function queryImageTask(sandbox: SandboxContext): WxpayEndpoint {
  return {
    on: 'query',
    perSecond: 20,
    answer({ parameter, query, faults }) {
      const taskId = parameter('task_id');
      if (!taskIdForm.test(taskId)) throw wrong('task_id', taskId, `not of the form ${taskIdForm.source}`, 'url');
      const brandId = query.get('brand_id') ?? '';
      const type = query.get('image_generation_type') ?? '';
      if (brandId === '') throw wrong('brand_id', '', 'required');
      if (type === '') throw wrong('image_generation_type', '', 'required');
      if (!imageGenerationTypes.some((one) => one === type)) throw wrong('image_generation_type', type, 'not in enum');
      if (brandId.includes(wxpayMarkers.noAuth)) throw permissionError();
      const task = sandbox.tasks.find('wxpay-coupon-image', taskId);
      const { brand_id, image_generation_type } = (task?.input ?? {}) as Members;
      if (task === undefined || brand_id !== brandId || image_generation_type !== type) {
        // [I] which of the two it is: the pages of these endpoints list only the first, their siblings the second
        throw sandbox.options.wxpayUnknownTask === 404
          ? notFoundError('图片生成任务不存在')
          : businessError(undefined, unknownNumber);
      }
      return imageTaskObject(sandbox, task, faults);
    },
  };
}

function wrong(field: string, value: string, issue: string, location: 'url' | 'query' = 'query'): Error {
  return parameterError({ field, value, issue, location });
}
