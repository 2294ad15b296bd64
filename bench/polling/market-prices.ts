import type { Grid } from './bounds.ts';

/**
 * What a question is worth at each moment of a burst that keeps its budget busy: the prices at which it does not matter
 * when in its turn a task is asked for. Only a good guess at the best prices: the bound holds for any.
 *
 * With many tasks, turn by turn: whoever is asked for at t was asked for before at `before(t)`. A task not found done
 * comes again, so before′(t) = 1 / P(not done at before(t)). Then from the end backwards: moving a question by dt
 * must change nothing between its own price, the delay that it ends and the one that begins with it.
 */
export function marketPrices({ step, size, done }: Grid, perSecond: number): Float64Array {
  const at = (values: Float64Array, position: number): number => {
    const index = Math.min(Math.max(position / step, 0), size);
    const low = Math.floor(index);
    const first = values[low] as number;
    return first + (index - low) * ((values[Math.min(low + 1, size)] as number) - first);
  };
  const before = new Float64Array(size + 1);
  const after = new Float64Array(size + 1);
  const firstTurn = 1 / perSecond;
  const speed = (last: number): number =>
    (1 - (last > firstTurn ? at(done, at(before, last)) : 0)) / Math.max(1 - at(done, last), 1e-12);
  let last = 0;
  let end = size;
  for (let index = Math.ceil(firstTurn / step), turn = 0; index <= size; index += 1) {
    const time = index * step;
    const span = Math.min(step, time - firstTurn);
    const next = last + span * speed(last + (span / 2) * speed(last));
    for (; turn * step <= next; turn += 1) after[turn] = time - span * (1 - (turn * step - last) / (next - last || 1));
    last = next;
    before[index] = last;
    if (last > time - 2 * step) {
      end = index;
      break;
    }
  }
  const prices = new Float64Array(size + 1);
  for (let index = end - 1; index > 0; index -= 1) {
    const time = index * step;
    const doneBefore = time <= firstTurn ? 0 : at(done, before[index] as number);
    const density = ((done[index + 1] as number) - (done[index - 1] as number)) / (2 * step);
    const next = Math.max((after[index] as number) || time + step, time + step);
    const slope =
      (density * (at(prices, next) + next - time) - ((done[index] as number) - doneBefore)) / (1 - doneBefore);
    prices[index] = Math.max(0, (prices[index + 1] as number) - slope * step);
  }
  return prices;
}
