import { type Answer, InputError, missing, parseInput, type SubmitPlan, type Verdict } from '@x/core/provider';
import { actionRequest, readEnvelope } from '@x/tencent-cloud/provider';
import { MPS_CODES } from './mps-codes.ts';
import { imageInputSchema, submitAnswerSchema } from './mps-aigc-schemas.ts';
import { PROVIDER, type Site } from './mps-aigc-settings.ts';
import type { MpsImageInput } from './mps-image-input.ts';

const ACTION = 'CreateAigcImageTask';

/** `CreateAigcImageTask`. */
export function submitImage(input: MpsImageInput, site: Site): SubmitPlan {
  const { prompt, imageInfos, modelName, operator } = parseInput(PROVIDER, imageInputSchema, input);
  if (prompt === undefined && !imageInfos?.length) throw inputError('prompt', 'is required without imageInfos');
  const known = modelName === undefined ? {} : { model: modelName };
  return {
    request: actionRequest(ACTION, toPayload(input)),
    params: { site, ...known },
    // The service has no list to search by these: what is here helps to find the task in its console and logs.
    lookup: { action: ACTION, site, ...known, ...(operator === undefined ? {} : { operator }) },
  };
}

/** The service's names; what is undefined is left out when it is written. */
function toPayload({ extraParameters, storeCosParam, ...input }: MpsImageInput): object {
  return {
    ModelName: input.modelName,
    ModelVersion: input.modelVersion,
    SceneType: input.sceneType,
    Prompt: input.prompt,
    NegativePrompt: input.negativePrompt,
    EnhancePrompt: input.enhancePrompt,
    ImageInfos: input.imageInfos?.map(({ imageUrl, referenceType }) => ({
      ImageUrl: imageUrl,
      ReferenceType: referenceType,
    })),
    OutputImageCount: input.outputImageCount,
    ExtraParameters: extraParameters && {
      AspectRatio: extraParameters.aspectRatio,
      Resolution: extraParameters.resolution,
      LogoAdd: extraParameters.logoAdd,
      OutputFormat: extraParameters.outputFormat,
    },
    AdditionalParameters: toJsonText(input.additionalParameters),
    StoreCosParam: storeCosParam && {
      CosBucketName: storeCosParam.cosBucketName,
      CosBucketRegion: storeCosParam.cosBucketRegion,
      CosBucketPath: storeCosParam.cosBucketPath,
    },
    Operator: input.operator,
  };
}

function toJsonText(value: MpsImageInput['additionalParameters']): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    throw inputError('additionalParameters', 'cannot be written as JSON');
  }
}

function inputError(path: string, message: string): InputError {
  return new InputError({ provider: PROVIDER, issues: [{ path, message }] });
}

/** Accepted is an answer with an id; everything else is the envelope's business. */
export function classifySubmit(answer: Answer): Verdict<string> {
  return readEnvelope(answer, { operation: 'submit', kinds: MPS_CODES }, (response) => {
    const id = submitAnswerSchema(response)?.TaskId ?? '';
    return id === '' ? missing('Response.TaskId') : { ok: id };
  });
}
