import type { Size, TensorsLabModel } from './tensorslab-models.ts';

/** The pixels of a `resolution` field, or why the model does not take it. */
export function parseResolution(text: string | undefined, model: TensorsLabModel): Size | { readonly problem: string } {
  if (text === undefined) return model.defaultSize;
  const named = new Map(Object.entries({ ...model.ratios, ...model.words })).get(text);
  if (named !== undefined) return named;
  const [, width = '', sign = '', height = ''] = /^(\d{1,6})([x*])(\d{1,6})$/u.exec(text) ?? [];
  if (sign === '' && model.separator === 'either') return model.defaultSize;
  if (sign === '' || (model.separator !== sign && model.separator !== 'either')) {
    return { problem: `resolution must be one of ${forms(model).join(', ')}` };
  }
  const size: Size = [Number(width), Number(height)];
  const pixels = size[0] * size[1];
  const { least, most } = model.pixels;
  if (pixels >= least && pixels <= most) return size;
  return { problem: `resolution must have ${least} to ${most} pixels, ${text} has ${pixels}` };
}

function forms({ ratios, words, separator }: TensorsLabModel): readonly string[] {
  const free = separator === undefined ? [] : [`WIDTH${separator === '*' ? '*' : 'x'}HEIGHT`];
  return [...Object.keys(ratios), ...Object.keys(words), ...free];
}
