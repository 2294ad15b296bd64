import { logNormalCdf } from './normal.ts';
import { marketPrices } from './market-prices.ts';
import { MEDIAN_MS, SIGMA } from './workload.ts';

/**
 * Lower bounds for everybody who learns only by asking ("blind"), in seconds, without the network.
 *
 * A schedule is a list of ages at which a task is asked for until it is found done. The least of mean delay plus price
 * times questions over all schedules comes from dynamic programming; the price may change with time. By weak duality
 *
 *     least(prices) − what the allowance is worth at these prices
 *
 * is below the mean delay of every policy that keeps within the allowance, whatever the prices are: they are chosen
 * well, and the best value met is the bound. Nothing is assumed of the policy: it may mix schedules, and know the law.
 */
export interface Allowance {
  /** Questions per task, on average. */
  readonly requests?: number | undefined;
  /** Questions per second and task: what a burst of N tasks shares at a rate R is R / N. */
  readonly perSecond?: number | undefined;
  /** Seconds between two questions about one task, at least: with one at a time, there and back again. */
  readonly pause?: number | undefined;
  /** What one way through the network takes, in seconds: equally likely values, which take the place of `pause`. */
  readonly ways?: readonly number[] | undefined;
}

/** Ages at which one may ask, in steps; and the law of the durations there. */
export interface Grid {
  /** Seconds. */
  readonly step: number;
  readonly size: number;
  /** Shortest and longest pause, in steps. */
  readonly least: number;
  readonly reach: number;
  /** Probability that a task is done. */
  readonly done: Float64Array;
  /** Integral of `done`. */
  readonly area: Float64Array;
}

function createGrid(step: number, horizon: number, longestPause: number, shortestPause = 0): Grid {
  const size = Math.ceil(horizon / step);
  const done = new Float64Array(size + 1);
  const area = new Float64Array(size + 1);
  const cdf = (index: number): number => logNormalCdf(index * step * 1_000, MEDIAN_MS, SIGMA);
  for (let index = 1; index <= size; index += 1) {
    done[index] = cdf(index);
    area[index] = (area[index - 1] ?? 0) + ((cdf(index - 1) + 4 * cdf(index - 0.5) + cdf(index)) / 6) * step;
  }
  const least = Math.max(1, Math.floor(shortestPause / step));
  return { step, size, least, reach: Math.ceil(longestPause / step), done, area };
}

/** The least of mean delay plus price times questions. At the horizon all is told for nothing, which lowers it. */
function leastCost({ step, size, least: shortest, reach, done, area }: Grid, price: Float64Array): number {
  const cost = new Float64Array(size + 1);
  for (let from = size - 1; from >= 0; from -= 1) {
    const doneBefore = done[from] as number;
    const offset = (area[from] as number) - doneBefore * from * step;
    let least = Infinity;
    const first = Math.min(size, from + (from === 0 ? 1 : shortest));
    for (let to = first, last = Math.min(size, from + reach); to <= last; to += 1) {
      const value =
        (price[to] as number) * (1 - doneBefore) +
        (area[to] as number) -
        doneBefore * to * step -
        offset +
        (cost[to] as number);
      if (value < least) least = value;
    }
    cost[from] = least;
  }
  return cost[0] as number;
}

/**
 * The same for one question at a time about each task, through a network of which each way takes one of these times (in
 * steps). An answer leaves the service at `from` and is back after one of them; then the next question may be sent, but
 * nobody knows how long it will be on its way. Whoever asks knows more here than in truth: when the service answered.
 */
function leastCostThrough(
  { step, size, reach, done, area }: Grid,
  price: Float64Array,
  ways: readonly number[],
): number {
  const longest = Math.max(...ways);
  const cost = new Float64Array(size + 1);
  const asked = new Float64Array(reach + longest + 1);
  const sent = new Float64Array(reach + 1);
  for (let from = size - 1; from >= 0; from -= 1) {
    const doneBefore = done[from] as number;
    const offset = (area[from] as number) - doneBefore * from * step;
    for (let pause = 1; pause <= reach + longest; pause += 1) {
      const to = Math.min(size, from + pause);
      asked[pause] =
        (price[to] as number) * (1 - doneBefore) +
        (area[to] as number) -
        doneBefore * to * step -
        offset +
        (cost[to] as number);
    }
    let least = Infinity;
    for (let pause = reach; pause >= 0; pause -= 1) {
      let sum = 0;
      for (const way of ways) sum += asked[pause + way] as number;
      least = Math.min(least, sum / ways.length);
      sent[pause] = least;
    }
    let sum = 0;
    for (const way of ways) sum += sent[from === 0 ? 0 : way] as number;
    cost[from] = sum / ways.length;
  }
  return cost[0] as number;
}

/** The point of [low, high] (positive) where a function with one maximum has it, to a thousandth; its value. */
function maximum(low: number, high: number, value: (at: number) => number): readonly [at: number, value: number] {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [Math.log(low), Math.log(high)];
  let best: readonly [number, number] = [low, -Infinity];
  const judge = (at: number): number => {
    const found = value(Math.exp(at));
    if (found > best[1]) best = [Math.exp(at), found];
    return found;
  };
  let [left, right] = [to - golden * (to - from), from + golden * (to - from)];
  let [atLeft, atRight] = [judge(left), judge(right)];
  while (to - from > 0.01) {
    if (atLeft > atRight) {
      [to, right, atRight] = [right, left, atLeft];
      left = to - golden * (to - from);
      atLeft = judge(left);
    } else {
      [from, left, atLeft] = [left, right, atRight];
      right = from + golden * (to - from);
      atRight = judge(right);
    }
  }
  return best;
}

const known = new Map<string, number>();

/** The least mean delay (seconds) that any blind policy can have within the allowance. */
export function blindBound(allowance: Allowance): number {
  const key = JSON.stringify(allowance);
  const bound = known.get(key) ?? computeBound(allowance);
  known.set(key, bound);
  return bound;
}

function computeBound({ requests, perSecond, pause = 0, ways }: Allowance): number {
  if (perSecond === undefined) return boundOfRequests(requests ?? Infinity);
  const cycle = 1 / perSecond;
  const horizon = Math.max(250, 1.1 * cycle + 250);
  const step = Math.min(Math.max(cycle / 50, 0.004), horizon / 2_500);
  const grid = createGrid(
    step,
    horizon,
    Math.max(requests === undefined ? 0 : 8, Math.min(2.5 * cycle + 4 * pause, horizon)),
    pause,
  );
  const market = marketPrices(grid, perSecond);
  const price = new Float64Array(grid.size + 1);
  const steps = ways?.map((way) => Math.round(way / step));
  const value = (flat: number, scale: number): number => {
    let worth = flat * (requests ?? 0);
    for (let index = 1; index <= grid.size; index += 1) {
      const shared = Math.max(0, scale * (market[index] as number) - flat);
      price[index] = flat + shared;
      worth += shared * perSecond * step;
    }
    return (steps === undefined ? leastCost(grid, price) : leastCostThrough(grid, price, steps)) - worth;
  };
  const bestScale = (flat: number): number => maximum(0.5, 2, (scale) => value(flat, scale))[1];
  return requests === undefined ? bestScale(0) : Math.max(bestScale(0), maximum(0.01, 1, bestScale)[1]);
}

/** No limit on the rate: the price of a question is the same at all times. */
function boundOfRequests(requests: number): number {
  const grid = requests < 3 ? createGrid(0.1, 600, 200) : createGrid(0.05, 250, 30);
  const price = new Float64Array(grid.size + 1);
  return maximum(1e-4, 100, (flat) => leastCost(grid, price.fill(flat)) - flat * requests)[1];
}
