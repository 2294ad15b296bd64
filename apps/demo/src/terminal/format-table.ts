import { padText } from './pad-text.ts';
import { textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** May become narrower than its texts, which then take several lines, down to so many columns. */
  readonly shrinksTo?: number;
  /** Its cells take lines of their own below the others, indented, as wide as the table may be. */
  readonly below?: boolean;
}

const GAP = '  ';
const INDENT = '  ';

/** Lines of a table that is at most so many columns wide, as far as its columns can shrink. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const split = (cells: readonly string[], below: boolean): readonly string[] =>
    columns.flatMap((column, index) => (Boolean(column.below) === below ? [cells[index] ?? ''] : []));
  const titles = columns.map(({ title }) => title);
  const beside = columns.filter(({ below }) => !below);
  const widths = fit(
    beside,
    [titles, ...rows].map((cells) => split(cells, false)),
    width - GAP.length * (beside.length - 1),
  );
  const linesOf = (cells: readonly string[]): readonly string[] => [
    ...formatRow(beside, split(cells, false), widths),
    ...split(cells, true)
      .filter((cell) => cell !== '')
      .flatMap((cell) => wrapText(cell, width - INDENT.length))
      .map((line) => INDENT + line),
  ];
  const rule = widths.map((columnWidth) => '-'.repeat(columnWidth)).join(GAP);
  return [...linesOf(titles), rule, ...rows.flatMap(linesOf)];
}

/** Takes from the first column that can still give, then from the next. */
function fit(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): readonly number[] {
  const widths = columns.map((_, index) => Math.max(...rows.map((cells) => textWidth(cells[index] ?? ''))));
  let excess = widths.reduce((sum, one) => sum + one, 0) - width;
  return widths.map((columnWidth, index) => {
    const room = columnWidth - (columns[index]?.shrinksTo ?? Infinity);
    const given = Math.max(0, Math.min(room, excess));
    excess -= given;
    return columnWidth - given;
  });
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
