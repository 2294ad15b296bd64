import { type Answer, missing, parseInput, type SubmitPlan, text, type Verdict } from '@x/core/provider';
import { readEnvelope } from '@x/tencent-cloud/provider';
import { writeExtInfo } from './ext-info.ts';
import { checkFiles } from './input-rules.ts';
import { recoverSubmit } from './recover-submit.ts';
import { KINDS, paramsOf, type VodAccount, vodRequest } from './vod-account.ts';
import { fileSchema, imageInputSchema, listedTaskSchema } from './vod-aigc-schemas.ts';
import { PROVIDER } from './vod-aigc-settings.ts';
import type { VodFileInfo, VodImageInput } from './vod-image-input.ts';
import { toPascalCase, writeMembers } from './write-members.ts';

/** `CreateAigcImageTask`. */
export function submitImage(account: VodAccount, input: VodImageInput): SubmitPlan {
  const checked = parseInput(PROVIDER, imageInputSchema, input);
  const { modelName, modelVersion, prompt, fileInfos = [], extInfo, sessionId = mintSessionId() } = checked;
  checkFiles(PROVIDER, fileSchema, ['fileId', 'url', 'base64'], fileInfos);
  if (fileInfos.length === 0) parseInput(PROVIDER, text, prompt, 'prompt');
  const payload = {
    ...checked,
    fileInfos: checked.fileInfos?.map(withType),
    extInfo: extInfo === undefined ? undefined : writeExtInfo(extInfo),
    sessionId: sessionId || undefined,
  };
  return {
    request: vodRequest(account, 'CreateAigcImageTask', writeMembers(payload, toPascalCase) as object),
    params: paramsOf(account, modelName),
    lookup: {
      subAppId: String(account.subAppId),
      model: modelName,
      modelVersion,
      ...(sessionId ? { sessionId } : {}),
    },
    recover: sessionId ? recoverSubmit(account, sessionId) : undefined,
  };
}

/** A task accepted, or one of the service's codes. */
export function classifySubmit(answer: Answer): Verdict<string> {
  return readEnvelope(answer, { operation: 'submit', kinds: KINDS }, (response) => {
    const { TaskId } = listedTaskSchema(response) ?? {};
    return TaskId ? { ok: TaskId } : missing('Response.TaskId');
  });
}

/** The service looks only at the source that `Type` names, a file's id without one. */
function withType(file: VodFileInfo): VodFileInfo {
  if (file.url) return { ...file, url: String(file.url), type: 'Url' };
  return { ...file, type: file.base64 ? 'Base64' : file.type && 'File' };
}

/** 32 of the 50 characters that the service allows; random, so that no two submits of anybody share it. */
function mintSessionId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
