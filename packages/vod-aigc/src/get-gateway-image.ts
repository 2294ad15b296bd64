import type { ImageOutput, TaskRef } from '@x/core';
import type { QueryPlan } from '@x/core/provider';
import { gatewayErrorOf } from './gateway-error.ts';
import { readGatewayTask } from './read-gateway-task.ts';

/** `GET /tencent-vod/v1/query/{id}`. */
export function queryImage({ id }: TaskRef): QueryPlan<ImageOutput, unknown> {
  return {
    request: { method: 'GET', path: `/tencent-vod/v1/query/${encodeURIComponent(id)}` },
    read: (answer) => {
      const error = gatewayErrorOf(answer);
      return error === undefined ? readGatewayTask(answer.json) : { refused: error.failure };
    },
  };
}
