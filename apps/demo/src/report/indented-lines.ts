import { wrapText } from '../terminal/wrap-text.ts';

const INDENT = '  ';

/** Lines that belong to the one above them, within 80 columns. */
export function indentedLines(text: string): readonly string[] {
  return wrapText(text, 80 - INDENT.length).map((line) => INDENT + line);
}
