import { pictureSize } from '../../pictures/picture-size.ts';
import type { Picture } from '../../pictures/picture.ts';
import type { SandboxContext } from '../../service-module.ts';
import { failureWord, promptMarkers } from '../../tasks/prompt-markers.ts';
import type { NewTask } from '../../tasks/task-store.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { Parameters } from '../tencent-cloud/cloud-parameters.ts';
import { isStored } from './stored-file.ts';
import { asParameters, membersOf, textOf } from './vod-parameters.ts';

const dayMs = 86_400_000;
const temporaryMs = 7 * dayMs;
const mostSessionId = 50;
const mostSessionContext = 1_000;
const mostMediaName = 64;
/** [V] The most pictures of one task; for all other models the count does nothing. */
const mostPictures: ReadonlyMap<string, number> = new Map([
  ['Kling', 9],
  ['OG', 8],
]);

const onOff = ['Enabled', 'Disabled'];
/** [V] The members that take these words and no others; models and what depends on them change too often. */
const requestWords = { EnhancePrompt: onOff, InputRegion: ['Mainland', 'Oversea', 'OverseaUSWest'] };
const configWords = {
  StorageMode: ['Temporary', 'Permanent'],
  PersonGeneration: ['AllowAdult', 'Disallowed'],
  InputComplianceCheck: onOff,
  OutputComplianceCheck: onOff,
  OutputFormat: ['jpeg', 'png'],
  LogoAdd: onOff,
};
const fileWords = { Type: ['File', 'Url', 'Base64'] };
/** [V] The member that each type of file is in; [I] without a type it may be in any. */
const pictureIn: ReadonlyMap<string, readonly string[]> = new Map([
  ['File', ['FileId']],
  ['Url', ['Url']],
  ['Base64', ['Base64']],
  ['', ['FileId', 'Url', 'Base64']],
]);

/**
 * Checks what a submit of VOD asks for, by whichever way it came.
 *
 * @throws CloudError in the order of the checks, which is [I] as their texts are
 */
export function checkVodImageRequest(request: Parameters): void {
  const prompt = textOf(request, 'Prompt');
  const files = filesOf(request);
  // [I] that a file which is nowhere is as good as none
  if (prompt === '' && !files.some(hasPicture)) {
    throw new CloudError('InvalidParameter', 'Prompt is required when FileInfos is empty');
  }
  if (Array.from(textOf(request, 'SessionId')).length > mostSessionId) {
    throw new CloudError('InvalidParameterValue.SessionIdTooLong', 'SessionId too long');
  }
  if (Array.from(textOf(request, 'SessionContext')).length > mostSessionContext) {
    throw new CloudError('InvalidParameterValue.SessionContextTooLong', 'SessionContext too long');
  }
  if (Math.abs(Number(request['TasksPriority'] ?? 0)) > 10) {
    throw new CloudError('InvalidParameter', 'TasksPriority must be from -10 to 10');
  }
  checkWords(request, requestWords);
  checkOutputConfig(membersOf(request, 'OutputConfig'), textOf(request, 'ModelName'));
  for (const file of files) checkFile(file);
  if (prompt.includes(promptMarkers.violation)) {
    throw new CloudError('InvalidParameter.ViolationContent', 'Input Prompt violates policy');
  }
  if (prompt.includes(promptMarkers.reject)) throw new CloudError('InvalidParameter', 'The request was rejected');
}

/** [V] The limits; those of the count are of two models, for all others the page says that it is ignored. */
function checkOutputConfig(config: Parameters, model: string): void {
  checkWords(config, configWords);
  if (Array.from(textOf(config, 'MediaName')).length > mostMediaName) {
    throw new CloudError('InvalidParameter', `MediaName must have at most ${mostMediaName} characters`);
  }
  const most = mostPictures.get(model);
  const count = Number(config['OutputImageCount'] ?? 1);
  if (most !== undefined && (count < 1 || count > most)) {
    throw new CloudError('InvalidParameter', `OutputImageCount must be from 1 to ${most}`);
  }
}

function checkFile(file: Parameters): void {
  checkWords(file, fileWords);
  // [V] without the prefix; [I] that it is refused for it
  if (textOf(file, 'Base64').startsWith('data:')) {
    throw new CloudError('InvalidParameter', 'Base64 must not begin with data:');
  }
}

function filesOf(request: Parameters): readonly Parameters[] {
  const files = request['FileInfos'];
  return Array.isArray(files) ? files.map(asParameters) : [];
}

function hasPicture(file: Parameters): boolean {
  return pictureIn.get(textOf(file, 'Type'))?.some((name) => textOf(file, name) !== '') === true;
}

/** An empty text is as good as none. */
function checkWords(members: Parameters, words: Readonly<Record<string, readonly string[]>>): void {
  for (const [name, allowed] of Object.entries(words)) {
    const word = textOf(members, name);
    if (word !== '' && !allowed.includes(word)) {
      throw new CloudError('InvalidParameter', `${name} must be one of ${allowed.join(', ')}`);
    }
  }
}

/** What becomes of a task, from its prompt, and what it will show. */
export function plannedTask(
  request: Parameters,
  { service, id, sandbox }: Pick<NewTask, 'service' | 'id'> & { readonly sandbox: SandboxContext },
): Omit<NewTask, 'input'> {
  const prompt = textOf(request, 'Prompt');
  return {
    service,
    id,
    ...plannedFailure(prompt),
    pictures: plannedPictures(request, id, sandbox.seed),
    picturesKeptMs: isStored(request) ? undefined : temporaryMs,
  };
}

/** Codes of tasks that failed, and the texts that were seen with them. */
function plannedFailure(prompt: string): Pick<NewTask, 'failure' | 'failureCode'> {
  if (prompt.includes(promptMarkers.abort)) return { failure: 'task aborted', failureCode: 'ABORTED' };
  const word = failureWord(prompt);
  if (word === undefined) return {};
  if (word === '' || word === 'InternalError') {
    const failure = 'task failed with status: FAIL, message: Your request was blocked by our moderation system';
    return { failure, failureCode: 'InternalError' };
  }
  return { failure: `CreateAigcImageTask process return rsp err:{${word} the prompt asked for it}`, failureCode: word };
}

function plannedPictures(request: Parameters, id: string, seed: number): readonly Picture[] {
  const config = membersOf(request, 'OutputConfig');
  const model = textOf(request, 'ModelName');
  const count = mostPictures.has(model) ? Number(config['OutputImageCount'] ?? 1) : 1;
  const size = pictureSize({
    size: sizeIn(textOf(request, 'ExtInfo')),
    resolution: textOf(config, 'Resolution'),
    aspectRatio: textOf(config, 'AspectRatio'),
  });
  const prompt = textOf(request, 'Prompt');
  return Array.from({ length: count }, (_, index) => ({
    ...size,
    caption: prompt === '' ? 'FileInfos' : prompt,
    label: `${model} ${textOf(request, 'ModelVersion')}`,
    mark: count === 1 ? id : `${id} · ${index + 1} / ${count}`,
    seed: `${seed}/${prompt}/${index}`,
  }));
}

/** `ExtInfo` is JSON in a text, with JSON in a text inside. It is reserved, and may be anything: then it says nothing. */
function sizeIn(extInfo: string): string | undefined {
  try {
    const { AdditionalParameters } = JSON.parse(extInfo) as { readonly AdditionalParameters?: unknown };
    const { size } = JSON.parse(String(AdditionalParameters)) as { readonly size?: unknown };
    return typeof size === 'string' ? size : undefined;
  } catch {
    return undefined;
  }
}
