import { seededRandom } from '../seeded-random.ts';
import { fitText, lineHeight } from './fit-text.ts';
import type { FontMetrics } from './font-metrics.ts';
import { paletteFor } from './palette.ts';
import type { Picture } from './picture.ts';

/** Draws a picture as SVG: hills under a sky, the caption on a card, label and mark at the foot. */
export function pictureSvg(picture: Picture, font: { readonly family: string; readonly metrics: FontMetrics }): string {
  const { width, height } = picture;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font.family}" fill="#fff">
${landscape(picture)}
${caption(picture, font.metrics)}
${foot(picture, font.metrics)}
</svg>`;
}

function landscape(picture: Picture): string {
  const { width, height, seed } = picture;
  const { sky, sun, hills } = paletteFor(picture);
  const random = seededRandom(seed, 'landscape');
  const radius = Math.min(width, height) * (0.09 + 0.07 * random.next());
  const sunX = width * (0.2 + 0.6 * random.next());
  const sunY = height * (0.5 + 0.12 * random.next());
  const halo = [2.1, 1.5, 1].map(
    (scale) =>
      `<circle cx="${sunX}" cy="${sunY}" r="${radius * scale}" fill="${sun}" fill-opacity="${scale === 1 ? 1 : 0.18}"/>`,
  );
  const ridges = hills.map((color, index) => {
    const path = ridge(width, height, {
      base: 0.67 + 0.09 * index,
      swing: 0.045 - 0.012 * index,
      waves: 1.2 + 0.7 * index + random.next(),
      phase: 6.3 * random.next(),
    });
    return `<path d="${path}" fill="${color}"/>`;
  });
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset=".8" stop-color="${sky[1]}"/></linearGradient></defs>
<rect width="100%" height="100%" fill="url(#sky)"/>
${halo.join('')}${ridges.join('')}`;
}

interface Ridge {
  /** Where it lies, as a share of the height. */
  readonly base: number;
  /** How far it rises and falls, as a share of the height. */
  readonly swing: number;
  readonly waves: number;
  readonly phase: number;
}

function ridge(width: number, height: number, { base, swing, waves, phase }: Ridge): string {
  const steps = 160;
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const along = step / steps;
    const rise = Math.sin(along * waves * 6.28 + phase) + 0.4 * Math.sin(along * waves * 15.1 + 2 * phase);
    return `${(along * width).toFixed(1)} ${(height * (base + swing * rise)).toFixed(1)}`;
  });
  return `M0 ${height}L${points.join('L')}L${width} ${height}Z`;
}

function caption({ width, height, caption: text }: Picture, metrics: FontMetrics): string {
  const unit = Math.min(width, height) / 100;
  const [left, top, padding] = [7 * unit, 7 * unit, 4 * unit];
  const inner = width - 2 * left - 2 * padding;
  const { lines, fontSize } = fitText(text, metrics, {
    width: inner,
    height: height * 0.42,
    largest: 8 * unit,
    smallest: 3 * unit,
  });
  if (lines.length === 0) return '';
  const cardHeight = lines.length * fontSize * lineHeight + 2 * padding - (lineHeight - 1) * fontSize;
  const written = lines.map((line, index) =>
    textLine(line, left + padding, top + padding + fontSize * (0.86 + index * lineHeight), fontSize),
  );
  return `<rect x="${left}" y="${top}" width="${width - 2 * left}" height="${cardHeight}" rx="${3 * unit}" fill="#0b1026" fill-opacity=".42"/>
${written.join('\n')}`;
}

function foot({ width, height, label, mark }: Picture, metrics: FontMetrics): string {
  const unit = Math.min(width, height) / 100;
  const line = (text: string, size: number, up: number): string => {
    const box = { width: width - 14 * unit, height: size * lineHeight, largest: size, smallest: size / 3 };
    const { lines, fontSize } = fitText(text, metrics, box);
    return textLine(lines.join(' '), 7 * unit, height - up, fontSize);
  };
  return `<g fill-opacity=".92">${line(label, 4.2 * unit, 10.5 * unit)}</g>
<g fill-opacity=".72">${line(mark, 2.9 * unit, 6 * unit)}</g>`;
}

function textLine(text: string, x: number, y: number, fontSize: number): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${fontSize.toFixed(2)}" xml:space="preserve">${escape(text)}</text>`;
}

function escape(text: string): string {
  return text.replace(/[&<>]/gu, (character) => `&#${character.charCodeAt(0)};`);
}
