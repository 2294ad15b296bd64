import type { ImageOutput, TaskRef } from '@x/core';
import type { QueryPlan } from '@x/core/provider';
import { gatewayErrorOf } from './gateway-error.ts';
import { readGatewayTask } from './read-gateway-task.ts';

/** The relay could not ask. From the source of new-api. */
const RELAYS_FAULT = /^fail_to_fetch_task$/i;

/** `GET /tencent-vod/v1/query/{id}`. */
export function queryImage({ id }: TaskRef): QueryPlan<ImageOutput, unknown> {
  return {
    request: { method: 'GET', path: `/tencent-vod/v1/query/${encodeURIComponent(id)}` },
    read: (answer) => {
      const { failure } = gatewayErrorOf(answer) ?? {};
      if (failure === undefined) return readGatewayTask(answer.json);
      // The status beside it is what somebody else said to the relay: nothing about our key, or the task.
      const isRelays = RELAYS_FAULT.test(failure.providerCode ?? '') && failure.kind !== 'rate-limit';
      return { refused: isRelays ? { ...failure, kind: 'server' } : failure };
    },
  };
}
