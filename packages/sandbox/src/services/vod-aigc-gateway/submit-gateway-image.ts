import type { Context } from 'hono';
import type { RequestFaults } from '../../faults/fault-plan.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { newTaskId } from '../../tasks/new-task-id.ts';
import { promptMarkers } from '../../tasks/prompt-markers.ts';
import { cloudFailure } from '../tencent-cloud/cloud-answers.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import { checkKnownTypes, type Parameters } from '../tencent-cloud/cloud-parameters.ts';
import { checkVodImageRequest, plannedTask } from '../vod-aigc/vod-image-request.ts';
import { asParameters, imageTaskParameters, textOf } from '../vod-aigc/vod-parameters.ts';
import { busyMessage, type GatewayAnswers } from './gateway-answers.ts';
import { inVodWords, readGatewayRequest } from './gateway-request.ts';
import type { GatewayShape } from './gateway-shape.ts';

/** [I] The relay's own limit is not known; nothing larger would reach Tencent. */
const mostBodyBytes = 10 * 1_024 * 1_024;
const dayMs = 86_400_000;

/** [I] What the relay hands through unread; of its other members it checks the types by itself. */
const { FileInfos, OutputConfig, TasksPriority } = imageTaskParameters;
const readByTencent = { FileInfos, OutputConfig, TasksPriority };

/** What a submit needs beside the request. */
export interface GatewaySubmit {
  readonly sandbox: SandboxContext;
  readonly shape: GatewayShape;
  readonly answers: GatewayAnswers;
  readonly requestIds: SeededRandom;
}

/** `POST /tencent-vod/v1/aigc-image` */
export async function submitGatewayImage(
  context: Context,
  faults: RequestFaults,
  { sandbox, shape, answers, requestIds }: GatewaySubmit,
): Promise<Response> {
  const body = await context.req.raw.arrayBuffer();
  if (body.byteLength > mostBodyBytes) return answers.flat(413, 'read_request_body_failed', 'request body too large');
  const request = readGatewayRequest(new TextDecoder().decode(body));
  if (isProblem(request)) return answers.flat(400, 'invalid_request', request.problem);
  const prompt = textOf(request, 'prompt');
  const refusal = refusalOfRelay(prompt, textOf(request, 'model_name'), answers);
  if (refusal !== undefined) return refusal;
  const inTheirWords = inVodWords(request);
  try {
    checkKnownTypes(inTheirWords, readByTencent);
    checkVodImageRequest(inTheirWords);
    checkSession(sandbox, textOf(request, 'session_id'));
  } catch (error) {
    // [I] that what Tencent refuses is passed on as it is, with HTTP 200
    if (error instanceof CloudError) return cloudFailure(error, requestIds);
    throw error;
  }
  const id = newTaskId(sandbox.tasks, 'vod-aigc-gateway', shape.newId);
  const task = sandbox.tasks.accept({
    ...plannedTask(inTheirWords, { service: 'vod-aigc-gateway', id, sandbox }),
    input: request,
  });
  return Response.json(shape.submitted(task, requestIds.uuid(), faults));
}

/** What the relay refuses by itself. */
function refusalOfRelay(prompt: string, model: string, answers: GatewayAnswers): Response | undefined {
  const code = 'insufficient_user_quota';
  if (prompt.includes(promptMarkers.noCredits)) {
    return answers.flat(403, code, '用户额度不足, 剩余额度: ＄0.000000');
  }
  if (prompt.includes(promptMarkers.noCredits429)) {
    return Response.json({ error: { message: busyMessage, type: 'insufficient_quota', code } }, { status: 429 });
  }
  if (prompt.includes(promptMarkers.reject)) {
    return answers.flat(400, 'invalid_request', 'The request was rejected');
  }
  if (prompt.includes(promptMarkers.noChannel)) {
    const message = `分组 default 下模型 aigc-image-${model.toLowerCase()} 的可用渠道不存在`;
    return answers.nested(503, { code: 'model_not_found', message, type: 'new_api_error' });
  }
  return undefined;
}

/** [I] That Tencent's guard against submitting twice works through the relay too. */
function checkSession(sandbox: SandboxContext, sessionId: string): void {
  if (sessionId === '') return;
  const since = sandbox.clock.now() - 3 * dayMs;
  const isKnown = sandbox.tasks
    .of('vod-aigc-gateway')
    .some((task) => task.createdAt.getTime() > since && textOf(asParameters(task.input), 'session_id') === sessionId);
  if (isKnown) throw new CloudError('InvalidParameterValue.SessionId', 'SessionId duplicate');
}

function isProblem(request: Parameters | { readonly problem: string }): request is { readonly problem: string } {
  return 'problem' in request && typeof request['problem'] === 'string' && Object.keys(request).length === 1;
}
