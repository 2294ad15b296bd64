import { textWidth } from './text-width.ts';

const graphemes = new Intl.Segmenter();

/** Breaks a text into lines of at most so many columns: after blanks, dashes and slashes, and inside what is longer. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const add = (piece: string): void => {
    if (line !== '' && textWidth(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  };
  for (const part of text.split(/(?<=[\s\-_/])/)) {
    const pieces = textWidth(part) > columns ? Array.from(graphemes.segment(part), ({ segment }) => segment) : [part];
    for (const piece of pieces) add(piece);
  }
  return [...lines, line.trimEnd()];
}
