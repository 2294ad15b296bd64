import type { FontMetrics } from './font-metrics.ts';

/** Text broken into lines that fit a box. */
export interface FittedText {
  readonly lines: readonly string[];
  /** In the unit of the box. */
  readonly fontSize: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
  /** The size to try first. */
  readonly largest: number;
  /** At this size what does not fit is cut off. */
  readonly smallest: number;
}

/** Distance of two lines, in font sizes. */
export const lineHeight = 1.3;

const placeholder = '·';
const placeholderWidth = 0.92;
/** Marks that change the character before them, or join two: nothing to draw where the font has none. */
const invisible = /[\p{Mark}\p{Format}\p{Control}\u{1F3FB}-\u{1F3FF}]/u;
/** What must not begin a line. */
const closing = /[，。、；：？！）》」』】”’…,.;:?!)\]}]/u;
const breaksAnywhere = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF·]/u;

/** Breaks a text into lines in the largest size that fits. */
export function fitText(text: string, metrics: FontMetrics, box: Box): FittedText {
  const characters = drawable(text, metrics);
  let fontSize = box.largest;
  for (;;) {
    const lines = wrap(characters, box.width / fontSize, metrics);
    const room = Math.max(1, Math.floor(box.height / (fontSize * lineHeight)));
    if (lines.length <= room) return { lines, fontSize };
    if (fontSize <= box.smallest) return { lines: cut(lines, room), fontSize };
    fontSize = Math.max(box.smallest, fontSize * 0.92);
  }
}

/** The characters that will be drawn: letters without the accents the font lacks, a dot for what it cannot draw. */
function drawable(text: string, metrics: FontMetrics): readonly string[] {
  const shown: string[] = [];
  for (const character of text.replace(/\s+/gu, ' ').trim()) {
    const known = (part: string): boolean => metrics.advance(part.codePointAt(0) ?? 0) !== undefined;
    if (known(character)) shown.push(character);
    else if (!invisible.test(character)) {
      const letters = Array.from(character.normalize('NFKD')).filter((part) => !invisible.test(part));
      shown.push(...(letters.length > 0 && letters.every(known) ? letters : [placeholder]));
    }
  }
  return shown;
}

function wrap(characters: readonly string[], width: number, metrics: FontMetrics): readonly string[] {
  const widthOf = (text: readonly string[]): number =>
    text.reduce((sum, character) => sum + (metrics.advance(character.codePointAt(0) ?? 0) ?? placeholderWidth), 0);
  const lines: string[] = [];
  let line: string[] = [];
  let lineWidth = 0;
  for (const piece of pieces(characters)) {
    const pieceWidth = widthOf(piece);
    if (line.length > 0 && lineWidth + pieceWidth > width && piece[0] !== ' ') {
      lines.push(line.join('').trimEnd());
      [line, lineWidth] = [[], 0];
    }
    // A word longer than a line is broken where it must.
    for (const character of piece) {
      const characterWidth = widthOf([character]);
      if (line.length > 0 && lineWidth + characterWidth > width && character !== ' ') {
        lines.push(line.join('').trimEnd());
        [line, lineWidth] = [[], 0];
      }
      if (line.length === 0 && character === ' ') continue;
      line.push(character);
      lineWidth += characterWidth;
    }
  }
  if (line.length > 0) lines.push(line.join('').trimEnd());
  return lines;
}

/** What stays together: a word, a blank, a Chinese character with the punctuation that closes it. */
function pieces(characters: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (const character of characters) {
    const last = found.at(-1);
    const before = last?.at(-1);
    const joins =
      before !== undefined &&
      before !== ' ' &&
      character !== ' ' &&
      (closing.test(character) || (!breaksAnywhere.test(character) && !breaksAnywhere.test(before)));
    if (joins) last?.push(character);
    else found.push([character]);
  }
  return found;
}

function cut(lines: readonly string[], room: number): readonly string[] {
  const kept = lines.slice(0, room);
  const last = Array.from(kept.at(-1) ?? '');
  return [...kept.slice(0, -1), `${last.slice(0, Math.max(0, last.length - 2)).join('')}…`];
}
