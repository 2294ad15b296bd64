/**
 * What `extInfo` takes. An object holds the model's own parameters and is encoded as the service wants them, JSON in
 * JSON: `{ size: '728x1024' }` becomes `{"AdditionalParameters":"{\"size\":\"728x1024\"}"}`. An object that has the member
 * `AdditionalParameters` (or `additionalParameters`) itself is taken for the outer one. Text is sent as it is.
 *
 * Documented parameters: `size` (Hunyuan 3.0: `WxH`, each side 512 to 2048, together at most 1024 × 1024 pixels; OG:
 * `W*H`, sides multiples of 16, 655 360 to 8 294 400 pixels), `background: 'transparent'` (OG),
 * `up_expansion_ratio`, `down_…`, `left_…`, `right_…` (Kling with `sceneType: 'image_expand'`: 0 to 2, the new area at
 * most three times the old).
 */
export type ExtInfo = Readonly<Record<string, unknown>> | string;

/** Whether it can be written as JSON. */
export function isExtInfo(value: unknown): value is ExtInfo {
  try {
    return (
      ['object', 'string'].includes(typeof value) &&
      !Array.isArray(value) &&
      writeExtInfo(value as ExtInfo) !== undefined
    );
  } catch {
    return false;
  }
}

/** The text that the service wants. */
export function writeExtInfo(value: ExtInfo): string {
  if (typeof value === 'string') return value;
  const { additionalParameters, AdditionalParameters = additionalParameters, ...others } = value;
  const outer = AdditionalParameters === undefined ? {} : others;
  const inner = AdditionalParameters ?? value;
  return JSON.stringify({ AdditionalParameters: typeof inner === 'string' ? inner : JSON.stringify(inner), ...outer });
}
