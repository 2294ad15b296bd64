import { pictureSize } from '../../pictures/picture-size.ts';
import type { Picture } from '../../pictures/picture.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { failureWord, promptMarkers } from '../../tasks/prompt-markers.ts';
import { newTaskId } from '../../tasks/new-task-id.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { Parameters, ParameterMembers } from '../tencent-cloud/cloud-parameters.ts';
import type { CloudAction } from '../tencent-cloud/cloud-product.ts';
import { cloudAccount } from '../tencent-cloud/tencent-cloud-keys.ts';

const parameters = {
  ModelName: 'string',
  ModelVersion: 'string',
  SceneType: 'string',
  Prompt: 'string',
  NegativePrompt: 'string',
  EnhancePrompt: 'boolean',
  ImageInfos: [{ ImageUrl: 'string', ReferenceType: 'string' }],
  OutputImageCount: 'integer',
  ExtraParameters: { AspectRatio: 'string', Resolution: 'string', LogoAdd: 'integer', OutputFormat: 'string' },
  AdditionalParameters: 'string',
  StoreCosParam: { CosBucketName: 'string', CosBucketRegion: 'string', CosBucketPath: 'string' },
  Operator: 'string',
} as const satisfies ParameterMembers;

const hourMs = 3_600_000;
/** [V] The links of a task die so long after it is done. */
const picturesKeptMs = 12 * hourMs;

/** `CreateAigcImageTask` of MPS. Model names and versions move monthly: any are taken. */
export function createAigcImageTask(sandbox: SandboxContext): CloudAction {
  const ids = seededRandom(sandbox.seed, 'mps-aigc', 'ids');
  const { appId } = cloudAccount(sandbox.seed);
  return {
    on: 'submit',
    perSecond: 20,
    parameters,
    answer({ parameters: input, faults }) {
      const prompt = text(input['Prompt']);
      const size = checkInput(input, prompt);
      // [I] that 32 hexadecimal digits follow: the one sample has asterisks among them
      const id = newTaskId(sandbox.tasks, 'mps-aigc', () => `${appId}-AigcImage-${ids.hex(32)}`);
      const picture: Picture = {
        ...size,
        caption: prompt === '' ? 'ImageInfos' : prompt,
        label: [text(input['ModelName']), text(input['ModelVersion'])].filter(Boolean).join(' ') || 'MPS',
        mark: id,
        seed: `${sandbox.seed}/${prompt}`,
      };
      sandbox.tasks.accept({
        service: 'mps-aigc',
        id,
        input,
        failure: failureWord(prompt) === undefined ? undefined : 'Generation failed',
        pictures: [picture],
        picturesKeptMs,
      });
      return faults.has('no-id') ? {} : { TaskId: id };
    },
  };
}

/** [I] The codes are those of the product, which of them each case has is not documented. */
function checkInput(input: Parameters, prompt: string): { readonly width: number; readonly height: number } {
  const images = (input['ImageInfos'] ?? []) as readonly Parameters[];
  // A picture that is nowhere is as good as none.
  if (prompt === '' && images.every(({ ImageUrl }) => text(ImageUrl) === '')) {
    throw new CloudError('InvalidParameter', 'Prompt and ImageInfos cannot both be empty.');
  }
  if (prompt.includes(promptMarkers.violation)) {
    throw new CloudError('InvalidParameter.ViolationContent', 'Input Prompt violates policy');
  }
  if (prompt.includes(promptMarkers.reject)) throw new CloudError('InvalidParameter', 'The request was rejected.');
  if (prompt.includes(promptMarkers.noCredits)) {
    throw new CloudError('FailedOperation.UserArrears', 'The account is in arrears.');
  }
  const extra = (input['ExtraParameters'] ?? {}) as Parameters;
  if (![0, 1].includes(Number(extra['LogoAdd'] ?? 0))) {
    throw new CloudError('InvalidParameter', 'ExtraParameters.LogoAdd must be 0 or 1.');
  }
  if (!['', 'jpeg', 'png'].includes(text(extra['OutputFormat']))) {
    throw new CloudError('InvalidParameter', 'ExtraParameters.OutputFormat must be jpeg or png.');
  }
  const bucket = input['StoreCosParam'] as Parameters | undefined;
  // [V] that a picture for a bucket needs both
  for (const name of ['CosBucketName', 'CosBucketRegion']) {
    if (bucket !== undefined && text(bucket[name]) === '') {
      throw new CloudError('InvalidParameter', `StoreCosParam.${name} is required.`);
    }
  }
  return pictureSize({
    size: sizeIn(input['AdditionalParameters']),
    resolution: text(extra['Resolution']),
    aspectRatio: text(extra['AspectRatio']),
  });
}

/** `AdditionalParameters` is JSON in a text. */
function sizeIn(json: unknown): string | undefined {
  if (text(json) === '') return undefined;
  try {
    const { size } = JSON.parse(text(json)) as { readonly size?: unknown };
    return text(size);
  } catch {
    throw new CloudError('InvalidParameter', 'AdditionalParameters is not a JSON object.');
  }
}

/** Absent texts are as good as empty ones; the types have been checked. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
