import { parseResolution } from './parse-resolution.ts';
import type { Size, TensorsLabModel } from './tensorslab-models.ts';

/** A form that the service would take. */
export interface ImageForm {
  readonly prompt: string;
  readonly pictures: number;
  readonly size: Size;
  /** All fields as they came; of files their name, media type and size. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Checks the fields of a submit. [I] Fields that the model's form does not have are ignored, of a field given twice the
 * last counts, and the wording of the messages is the sandbox's own: the service documents neither.
 */
export function readImageForm(form: FormData, model: TensorsLabModel): ImageForm | { readonly problem: string } {
  const text = (name: string): string | undefined => {
    const value = form.getAll(name).at(-1);
    return typeof value === 'string' ? value : undefined;
  };
  const prompt = text('prompt');
  if (prompt === undefined || prompt.trim() === '') return { problem: 'prompt is required' };
  const batch = text('batchsize');
  const most = model.mostPictures;
  const pictures = most === undefined || batch === undefined ? 1 : Number(batch);
  if (most !== undefined && batch !== undefined && (!/^\d+$/u.test(batch) || pictures < 1 || pictures > most)) {
    return { problem: `batchsize must be an integer from 1 to ${most}` };
  }
  const size = parseResolution(text('resolution'), model);
  if ('problem' in size) return size;
  const problem =
    (model.takesImages ? imageProblem(form, text('imageUrl')) : undefined) ??
    (model.takesSeed ? seedProblem(text('seed'), text('prompt_extend')) : undefined);
  return problem === undefined ? { prompt, pictures, size, fields: show(form) } : { problem };
}

function imageProblem(form: FormData, imageUrl: string | undefined): string | undefined {
  const sources = form.getAll('sourceImage');
  if (sources.some((source) => typeof source === 'string')) return 'sourceImage must be a file';
  if (sources.some((source) => typeof source !== 'string' && source.size === 0)) return 'sourceImage is empty';
  if (imageUrl === undefined) return undefined;
  if (form.getAll('imageUrl').length > 1) return 'imageUrl can be given once';
  const protocol = URL.canParse(imageUrl) ? new URL(imageUrl).protocol : '';
  return ['http:', 'https:'].includes(protocol) ? undefined : 'imageUrl must be an http or https URL';
}

function seedProblem(seed: string | undefined, promptExtend: string | undefined): string | undefined {
  if (seed !== undefined && !/^-?\d+$/u.test(seed)) return 'seed must be an integer';
  if (promptExtend !== undefined && !['0', '1'].includes(promptExtend)) return 'prompt_extend must be 0 or 1';
  return undefined;
}

function show(form: FormData): Readonly<Record<string, unknown>> {
  const names = [...new Set(form.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = form
        .getAll(name)
        .map((value) => (typeof value === 'string' ? value : { name: value.name, type: value.type, size: value.size }));
      return [name, values.length === 1 && name !== 'sourceImage' ? values[0] : values];
    }),
  );
}
