import { padText } from './pad-text.ts';
import { textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** May become narrower than its texts, which then take several lines, down to so many columns. */
  readonly shrinksTo?: number;
}

const GAP = '  ';

/** Lines of a table that is at most so many columns wide, as far as its columns can shrink. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const titles = columns.map(({ title }) => title);
  const widths = fit(columns, [titles, ...rows], width - GAP.length * (columns.length - 1));
  const rule = widths.map((columnWidth) => '-'.repeat(columnWidth));
  return [titles, rule, ...rows].flatMap((cells) => formatRow(columns, cells, widths));
}

/** Takes from the widest column that can still give, one by one. */
function fit(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): readonly number[] {
  const widths = columns.map((_, index) => Math.max(...rows.map((cells) => textWidth(cells[index] ?? ''))));
  for (let excess = widths.reduce((sum, one) => sum + one, 0) - width; excess > 0; excess -= 1) {
    const room = columns.map(({ shrinksTo = Infinity }, index) => (widths[index] ?? 0) - shrinksTo);
    const most = Math.max(...room);
    if (most <= 0) break;
    const index = room.indexOf(most);
    widths[index] = (widths[index] ?? 0) - 1;
  }
  return widths;
}

function formatRow(columns: readonly Column[], cells: readonly string[], widths: readonly number[]): string[] {
  const wrapped = columns.map((_, index) => wrapText(cells[index] ?? '', widths[index] ?? 0));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ align }, index) => padText(wrapped[index]?.[line] ?? '', widths[index] ?? 0, align))
      .join(GAP)
      .trimEnd(),
  );
}
