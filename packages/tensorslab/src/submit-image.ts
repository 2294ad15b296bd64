import { type Answer, missing, parseInput, type SubmitPlan, type Verdict } from '@x/core/provider';
import { failureOf } from './business-code.ts';
import { PROVIDER } from './tensorslab-settings.ts';
import type { TensorsLabImageInput } from './tensorslab-image-input.ts';
import { checkForModel } from './tensorslab-models.ts';
import { imageInputSchema, submitAnswerSchema } from './tensorslab-schemas.ts';

/** `POST /v1/images/{model}`, multipart. */
export function submitImage(input: TensorsLabImageInput): SubmitPlan {
  const checked = checkForModel(parseInput(PROVIDER, imageInputSchema, input));
  const { model } = checked;
  const parts = toParts(checked);
  // Made afresh for each attempt; the runtime sets the boundary, so Content-Type is never written by hand.
  const body = (): FormData => {
    const form = new FormData();
    for (const [name, value] of parts) form.append(name, value);
    return form;
  };
  return {
    request: { method: 'POST', path: `/v1/images/${model}`, body },
    params: { model },
    // The service has no list to search: what is here helps to find the task in its console.
    lookup: { model },
  };
}

/** Copies: what is sent is what was checked, and what is sent again is the same, whatever becomes of the caller's objects. */
function toParts(input: TensorsLabImageInput): readonly (readonly [name: string, value: string | File])[] {
  const { prompt, category, batchSize, resolution, seed, promptExtend, imageUrl, sourceImages = [] } = input;
  const texts = {
    prompt,
    category,
    batchsize: batchSize,
    resolution,
    seed,
    prompt_extend: promptExtend === undefined ? undefined : Number(promptExtend),
    imageUrl,
  };
  const given = Object.entries(texts).filter(([, value]) => value !== undefined);
  // Separate parts of one name: the vendor's client once sent a map and lost all but the last.
  return [
    ...given.map(([name, value]) => [name, String(value)] as const),
    ...sourceImages.map((image, index) => ['sourceImage', toFile(image, index)] as const),
  ];
}

function toFile(image: Blob | Uint8Array, index: number): File {
  if (image instanceof File) return image;
  const type = image instanceof Blob ? image.type : '';
  return new File([image as Blob | Uint8Array<ArrayBuffer>], `source-${index + 1}`, { type });
}

/**
 * The business code first, the HTTP status second: accepted is 2xx with code 1000 and an id; refused is any other code
 * below HTTP 500, and every 4xx. A 1000 without an id, whatever its status, leaves the submit unknown.
 */
export function classifySubmit(answer: Answer): Verdict<string> {
  const body = submitAnswerSchema(answer.json);
  const id = body?.data?.taskid ?? '';
  if (body?.code === 1000) {
    return id === '' || answer.status >= 300 ? missing('data.taskid') : { ok: id };
  }
  const refused = answer.status >= 400 && answer.status < 500;
  const coded = body?.code !== undefined && answer.status < 500;
  if (refused || coded) return { refused: failureOf(answer.status, body) };
  return missing('code');
}
