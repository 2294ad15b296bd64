export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Student's t, two-sided 95 %, by degrees of freedom. */
const STUDENT = [
  NaN,
  12.71,
  4.3,
  3.18,
  2.78,
  2.57,
  2.45,
  2.36,
  2.31,
  2.26,
  2.23,
  2.2,
  2.18,
  2.16,
  2.14,
  2.13,
  2.12,
  2.11,
  2.1,
  2.09,
];

/** A mean over seeds with the half-width of its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly halfWidth: number;
  /** The upper end: what counts. */
  readonly upper: number;
}

export function estimate(values: readonly number[]): Estimate {
  const centre = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / Math.max(1, values.length - 1);
  const halfWidth = values.length < 2 ? 0 : (STUDENT[values.length - 1] ?? 1.97) * Math.sqrt(variance / values.length);
  return { mean: centre, halfWidth, upper: centre + halfWidth };
}
