import { textWidth } from './text-width.ts';

const graphemes = new Intl.Segmenter();
const NO_BREAK_SPACE = '\u00a0';

/**
 * Breaks a text into lines of at most so many columns: after blanks; what is longer than a line also after dashes and
 * slashes; what is still longer anywhere.
 */
export function wrapText(text: string, columns: number): readonly string[] {
  const isLong = (part: string): boolean => textWidth(part.trimEnd()) > columns;
  const lines: string[] = [];
  let line = '';
  const add = (piece: string): void => {
    if (line !== '' && textWidth(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  };
  for (const word of text.split(/(?<=[^\S\u00a0])/)) {
    for (const part of isLong(word) ? word.split(/(?<=[-_/])/) : [word]) {
      const pieces = isLong(part) ? Array.from(graphemes.segment(part), ({ segment }) => segment) : [part];
      for (const piece of pieces) add(piece);
    }
  }
  return [...lines, line.trimEnd()].map((one) => one.replaceAll(NO_BREAK_SPACE, ' '));
}

/** A text, such as a command to be copied, that `wrapText` leaves on one line. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', NO_BREAK_SPACE);
}
