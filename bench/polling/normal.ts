/** Abramowitz and Stegun 7.1.26 carried further (Numerical Recipes, `erfcc`): relative error below 1.2e-7. */
function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  const series = [
    1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
  ];
  const polynomial = series.reduceRight((sum, factor) => factor + t * sum, 0);
  const value = t * Math.exp(-x * x - 1.26551223 + t * polynomial);
  return x >= 0 ? value : 2 - value;
}

export function logNormalCdf(value: number, median: number, sigma: number): number {
  return value <= 0 ? 0 : erfc(-Math.log(value / median) / sigma / Math.SQRT2) / 2;
}

/** The value below which that share lies. */
export function logNormalAt(share: number, median: number, sigma: number): number {
  let [low, high] = [median * Math.exp(-8 * sigma), median * Math.exp(8 * sigma)];
  while (high / low > 1 + 1e-9) {
    const middle = Math.sqrt(low * high);
    if (logNormalCdf(middle, median, sigma) < share) low = middle;
    else high = middle;
  }
  return low;
}
