import type { Connection } from '../../http/connection.ts';
import type { SandboxContext } from '../../service-module.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { CloudAction } from '../tencent-cloud/cloud-product.ts';
import { cloudAccount } from '../tencent-cloud/tencent-cloud-keys.ts';
import type { EventConfig } from './event-config.ts';
import type { EventQueue } from './event-queue.ts';
import { checkSubAppId } from './vod-parameters.ts';

const longestHoldMs = 5_000;
const mostHandles = 16;

/** What the actions of events work on. */
export interface VodEvents {
  readonly sandbox: SandboxContext;
  readonly config: EventConfig;
  readonly queue: EventQueue;
}

/** `PullEvents` of VOD: answered at once when there are events, otherwise held until there are some. */
export function pullEvents({ sandbox, config, queue }: VodEvents): CloudAction {
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    on: 'callback',
    perSecond: 100,
    parameters: { SubAppId: 'integer', ExtInfo: 'string' },
    async answer({ parameters, faults, connection }) {
      checkSubAppId(parameters, subAppId);
      await untilSome({ sandbox, config, queue }, connection);
      if (config.mode !== 'PULL' || queue.nextInMs() > 0 || connection.gone.aborted) return { EventSet: null };
      const isLost = faults.has('lost-callback');
      const taken = queue.take(faults.has('duplicate-callback'));
      if (isLost) return { EventSet: null };
      return {
        EventSet: taken.map(({ handle, event }) => ({
          EventHandle: handle,
          FileUploadEvent: null,
          ProcedureStateChangeEvent: null,
          AigcImageCompleteEvent: null,
          AigcVideoCompleteEvent: null,
          ...event.content(),
        })),
      };
    },
  };
}

/** Waits in sandbox time, which goes on meanwhile: for the next event, for a task that may bring one, for the end. */
async function untilSome({ sandbox, config, queue }: VodEvents, connection: Connection): Promise<void> {
  const { clock, tasks } = sandbox;
  const until = clock.elapsed() + longestHoldMs;
  for (;;) {
    const leftMs = until - clock.elapsed();
    const nextInMs = config.mode === 'PULL' ? queue.nextInMs() : Infinity;
    if (nextInMs <= 0 || leftMs <= 0 || connection.gone.aborted) return;
    const submitted = new AbortController();
    const stopListening = tasks.onAccepted(() => submitted.abort());
    await connection.sleep(Math.min(leftMs, nextInMs), submitted.signal);
    stopListening();
  }
}

/** `ConfirmEvents` of VOD. */
export function confirmEvents({ sandbox, queue }: VodEvents): CloudAction {
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    on: 'callback',
    perSecond: 100,
    parameters: { EventHandles: ['string'], SubAppId: 'integer', ExtInfo: 'string' },
    required: ['EventHandles'],
    answer({ parameters }) {
      checkSubAppId(parameters, subAppId);
      const handles = parameters['EventHandles'] as readonly string[];
      if (handles.length === 0 || handles.length > mostHandles) {
        throw new CloudError('InvalidParameterValue', `EventHandles must have 1 to ${mostHandles} items`);
      }
      // [I] the code: the documentation says "parameter error" and an old number
      if (!queue.confirm(handles)) throw new CloudError('InvalidParameterValue', 'EventHandle is invalid or expired');
      return {};
    },
  };
}
