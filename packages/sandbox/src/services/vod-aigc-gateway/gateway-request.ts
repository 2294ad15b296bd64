import type { Parameters } from '../tencent-cloud/cloud-parameters.ts';

const texts = [
  'model_name', 'model_version', 'prompt', 'negative_prompt', 'enhance_prompt', 'session_id', 'session_context',
  'ext_info',
] as const; // prettier-ignore

/**
 * Checks the body of a submit. [I] Members that are not documented are ignored, as the JSON reader of the relay's
 * language does, and a member of the wrong type spoils the whole body.
 */
export function readGatewayRequest(text: string): Parameters | { readonly problem: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { problem: 'invalid JSON' };
  }
  if (!isObject(body)) return { problem: 'the body is not a JSON object' };
  for (const name of texts) {
    const value = body[name] ?? '';
    if (typeof value !== 'string') return { problem: `${name} must be a string` };
  }
  for (const name of ['model_name', 'model_version', 'prompt']) {
    if ((body[name] ?? '') === '') return { problem: `${name} is required` };
  }
  if (!/^(number|string)$/u.test(typeof (body['tasks_priority'] ?? ''))) {
    return { problem: 'tasks_priority must be a string or a number' };
  }
  if (!isObject(body['output_config'] ?? {})) return { problem: 'output_config must be an object' };
  const files = body['file_infos'] ?? [];
  if (!Array.isArray(files) || !files.every(isObject)) return { problem: 'file_infos must be an array of objects' };
  return body;
}

/** The same request in the words of VOD: `model_name` is `ModelName`, all the way down. */
export function inVodWords(value: Parameters): Parameters {
  return rename(value) as Parameters;
}

function rename(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rename);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [pascalCase(name), rename(member)]));
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

function isObject(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
