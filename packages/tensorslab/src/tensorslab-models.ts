import { InputError } from '@x/core/provider';
import { describeResolution, type ResolutionRule, writeResolution } from './resolution.ts';
import type { TensorsLabImageInput, TensorsLabModel } from './tensorslab-image-input.ts';
import { PROVIDER } from './tensorslab-settings.ts';

/** What one model takes. */
interface ModelRule {
  readonly fields: readonly string[];
  /** Absent: passed on as it is. */
  readonly resolution?: ResolutionRule;
}

const COMMON = ['model', 'prompt', 'resolution'];
const PICTURES = ['sourceImages', 'imageUrl'];
const SEEDREAM = [...COMMON, ...PICTURES, 'batchSize', 'category'];
const RATIOS = ['1:1', '3:4', '4:3', '9:16', '16:9'];
const MORE = [...RATIOS, '2:3', '3:2'];

/**
 * The service's pages of the models, as rules. Inferred, because the pages are silent: that V5 takes the forms of V4.5,
 * and the pixels of V5 and Z-Image (512 × 512 to 4096 × 4096).
 */
const MODEL_RULES: Readonly<Record<TensorsLabModel, ModelRule>> = {
  seedreamv4: { fields: SEEDREAM, resolution: { words: [...RATIOS, '2K'] } },
  seedreamv45: {
    fields: SEEDREAM,
    resolution: { words: [...MORE, '2K', '4K'], joinedBy: 'x', pixels: [3_686_400, 16_777_216] },
  },
  seedreamv5: {
    fields: SEEDREAM,
    resolution: { words: [...MORE, '2K', '3K', '4K'], joinedBy: 'x', pixels: [262_144, 16_777_216] },
  },
  zimage: {
    fields: [...COMMON, 'seed', 'promptExtend'],
    resolution: { words: MORE, joinedBy: '*', pixels: [262_144, 16_777_216] },
  },
  quickedit: { fields: [...COMMON, ...PICTURES] },
};

/**
 * Checks an input against its model and writes the resolution as the model wants it. A model that this version does not
 * know takes everything as it is.
 *
 * @throws InputError
 */
export function checkForModel(input: TensorsLabImageInput): TensorsLabImageInput {
  const { model, resolution } = input;
  const rule = Object.hasOwn(MODEL_RULES, model) ? MODEL_RULES[model as TensorsLabModel] : undefined;
  if (rule === undefined) return input;
  const issues = Object.entries(input)
    .filter(([name, value]) => value !== undefined && !rule.fields.includes(name))
    .map(([path]) => ({ path, message: `is not taken by ${model}` }));
  const sizes = rule.resolution;
  const written = resolution && sizes ? writeResolution(resolution, sizes) : resolution;
  if (resolution && sizes && !written) {
    issues.push({ path: 'resolution', message: `must be ${describeResolution(sizes)}` });
  }
  if (issues.length > 0) throw new InputError({ provider: PROVIDER, issues });
  return { ...input, resolution: written };
}
