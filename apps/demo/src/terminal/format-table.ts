import { padText } from './pad-text.ts';
import { textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** May become narrower than its texts, which then take several lines, down to so many columns. */
  readonly shrinksTo?: number;
  /** Stands on a second line of each row, indented; together with the others there, it has columns of its own. */
  readonly below?: boolean;
}

const GAP = '  ';
const INDENT = '  ';

type Cells = readonly string[];

/** Lines of a table that is at most so many columns wide, as far as its columns can shrink. */
export function formatTable(columns: readonly Column[], rows: readonly Cells[], width: number): string[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const isBelow = columns.map(({ below = false }) => below);
  const pick = <One>(ones: readonly One[], below: boolean): readonly One[] =>
    ones.filter((_, index) => isBelow[index] === below);
  const format = (below: boolean, room: number) =>
    formatBand(
      pick(columns, below),
      all.map((cells) => pick(cells, below)),
      room,
    );
  const upper = format(false, width);
  const lower = isBelow.includes(true) ? format(true, width - INDENT.length) : undefined;
  const [titles = [], ...lines] = all.map((_, index) => [
    ...(upper.rows[index] ?? []),
    ...(lower?.rows[index] ?? []).map((line) => INDENT + line),
  ]);
  const ruled = lower ? [Math.max(widthOf(upper.widths), INDENT.length + widthOf(lower.widths))] : upper.widths;
  return [...titles, ruled.map((columnWidth) => '-'.repeat(columnWidth)).join(GAP), ...lines.flat()];
}

/** Columns side by side: how wide each is, and the lines of each row; none where all its cells are empty. */
function formatBand(columns: readonly Column[], rows: readonly Cells[], width: number) {
  const widths = fit(columns, rows, width - GAP.length * (columns.length - 1));
  return {
    widths,
    rows: rows.map((cells) => (cells.every((cell) => cell === '') ? [] : formatRow(columns, cells, widths))),
  };
}

function widthOf(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1));
}

/** Takes from the first column that can still give, then from the next. */
function fit(columns: readonly Column[], rows: readonly Cells[], width: number): readonly number[] {
  const widths = columns.map((_, index) => Math.max(...rows.map((cells) => textWidth(cells[index] ?? ''))));
  let excess = widths.reduce((sum, one) => sum + one, 0) - width;
  return widths.map((columnWidth, index) => {
    const room = columnWidth - (columns[index]?.shrinksTo ?? Infinity);
    const given = Math.max(0, Math.min(room, excess));
    excess -= given;
    return columnWidth - given;
  });
}

function formatRow(columns: readonly Column[], cells: Cells, widths: readonly number[]): string[] {
  const wrapped = columns.map((_, index) => wrapText(cells[index] ?? '', widths[index] ?? 0));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ align }, index) => padText(wrapped[index]?.[line] ?? '', widths[index] ?? 0, align))
      .join(GAP)
      .trimEnd(),
  );
}
