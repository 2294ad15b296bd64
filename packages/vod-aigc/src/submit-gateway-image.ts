import { type Answer, jsonRequest, parseInput, parseJson } from '@x/core/provider';
import type { SubmitPlan, Verdict } from '@x/core/provider';
import { writeExtInfo } from './ext-info.ts';
import { gatewayErrorOf } from './gateway-error.ts';
import { checkFiles } from './input-rules.ts';
import { answerSchema, gatewayFileSchema, gatewayInputSchema } from './vod-aigc-gateway-schemas.ts';
import { PROVIDER } from './vod-aigc-gateway-settings.ts';
import type { VodGatewayImageInput } from './vod-gateway-image-input.ts';
import { toSnakeCase, writeMembers } from './write-members.ts';

/** `POST /tencent-vod/v1/aigc-image`. */
export function submitImage(input: VodGatewayImageInput): SubmitPlan {
  const checked = parseInput(PROVIDER, gatewayInputSchema, input);
  const { modelName, modelVersion, sessionId, fileInfos = [], tasksPriority, extInfo } = checked;
  checkFiles(PROVIDER, gatewayFileSchema, ['fileId', 'url'], fileInfos);
  const body = {
    ...checked,
    fileInfos: checked.fileInfos?.map((file) =>
      file.url ? { ...file, url: String(file.url), type: 'Url' } : { ...file, type: file.type && 'File' },
    ),
    tasksPriority: tasksPriority?.toString(),
    extInfo: extInfo === undefined ? undefined : writeExtInfo(extInfo),
  };
  return {
    request: jsonRequest('POST', '/tencent-vod/v1/aigc-image', writeMembers(body, toSnakeCase)),
    params: { model: modelName },
    // There is no list to search: what is here helps to find the task in the gateway's console.
    lookup: { model: modelName, modelVersion, ...(sessionId ? { sessionId } : {}) },
  };
}

/** The gateway's and Tencent's words in an issue of ours are cut to this. */
const LONGEST_MESSAGE = 300;

/**
 * Accepted is a 2xx with an id; refused is a 4xx, an error below HTTP 500, one that names a missing channel, and
 * Tencent's own "no" at any status. Everything else leaves the submit unknown: the gateway knows no repeated orders.
 */
export function classifySubmit(answer: Answer): Verdict<string> {
  const { status, json } = answer;
  const error = gatewayErrorOf(answer);
  const id = status < 300 ? idOf(json, error !== undefined) : undefined;
  if (id) return { ok: id };
  if (error?.nothingDone) return { refused: error.failure };
  const message = error?.failure.message?.slice(0, LONGEST_MESSAGE) ?? 'is missing';
  return { unknown: [{ path: 'Response.TaskId', message }] };
}

/**
 * The id, wherever relays put it. Beside an error only what is plainly the id of a task is taken for one: `id` may be that
 * of a request, and `data` a text.
 */
function idOf(json: unknown, besideError: boolean): string | undefined {
  const { Response, task_id, data, id } = answerSchema(json) ?? {};
  // Some relays write the object as a text.
  const inner = answerSchema(typeof data === 'string' && data.startsWith('{') ? parseJson(data) : data);
  const plain = Response?.TaskId || task_id || inner?.task_id || inner?.Response?.TaskId;
  if (plain || besideError) return plain;
  return (inner === undefined && typeof data === 'string' && data) || id;
}
