/** The sizes that one model takes. */
export interface ResolutionRule {
  /** Words that are sent as they are. */
  readonly words: readonly string[];
  /** How width and height are joined, if the model takes them. */
  readonly joinedBy?: 'x' | '*';
  /** Fewest and most pixels that width times height may make. */
  readonly pixels?: readonly [minimum: number, maximum: number];
}

/** What to send for a resolution; undefined when the model does not take it. */
export function writeResolution(value: string, { words, joinedBy, pixels }: ResolutionRule): string | undefined {
  const word = words.find((candidate) => candidate.toLowerCase() === value.trim().toLowerCase());
  const [, width = 0, height = 0] = /^(\d+)\s*[xX*×]\s*(\d+)$/.exec(value.trim())?.map(Number) ?? [];
  const fits = pixels !== undefined && width * height >= pixels[0] && width * height <= pixels[1];
  return word ?? (fits ? `${width}${joinedBy}${height}` : undefined);
}

/** What the model takes, for people. */
export function describeResolution({ words, joinedBy, pixels }: ResolutionRule): string {
  return words.join(', ') + (pixels ? ` or W${joinedBy}H of ${pixels.join(' to ')} pixels` : '');
}
