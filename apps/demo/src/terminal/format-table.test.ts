import { expect, test } from 'vitest';
import { formatTable, type Column } from './format-table.ts';
import { textWidth } from './text-width.ts';

const columns: readonly Column[] = [
  { title: 'service' },
  { title: 'name', shrinksTo: 6 },
  { title: 'number', align: 'right' },
];

test('columns are as wide as they need', () => {
  expect(
    formatTable(
      columns,
      [
        ['微信支付', 'cat', '7'],
        ['tensorslab', '橘猫', '12.5'],
      ],
      80,
    ),
  ).toEqual([
    'service     name  number',
    '----------  ----  ------',
    '微信支付    cat        7',
    'tensorslab  橘猫    12.5',
  ]);
});

test('what can shrink does, on several lines', () => {
  const lines = formatTable(columns, [['tensorslab', '一只戴墨镜的橘猫', '1']], 28);
  expect(lines).toEqual([
    'service     name      number',
    '----------  --------  ------',
    'tensorslab  一只戴墨       1',
    '            镜的橘猫',
  ]);
  expect(Math.max(...lines.map(textWidth))).toBe(28);
});

test('nothing shrinks below its least', () => {
  const [, rule] = formatTable(columns, [['tensorslab', '一只戴墨镜的橘猫', '1']], 10);
  expect(rule).toBe('----------  ------  ------');
});

test('the first column that can shrink does so first', () => {
  const [first = { title: '' }, ...others] = columns;
  const [, rule] = formatTable([{ ...first, shrinksTo: 7 }, ...others], [['tensorslab', '一只戴墨镜的橘猫', '1']], 32);
  expect(rule).toBe('-------  ---------------  ------');
});

test('columns below the others have a second line, aligned among themselves', () => {
  const below: readonly Column[] = [
    { title: 'service' },
    { title: 'id' },
    { title: 'n', align: 'right', below: true },
    { title: 'file', shrinksTo: 6, below: true },
  ];
  const rows = [
    ['mps', '1500000001-AigcImage', '12', 'mps-1.png'],
    ['vod', '7', '3', 'vod-1.png'],
    ['', '', '', 'vod-2.png'],
  ];
  expect(formatTable(below, rows, 29)).toEqual([
    'service  id',
    '   n  file',
    '-----------------------------',
    'mps      1500000001-AigcImage',
    '  12  mps-1.png',
    'vod      7',
    '   3  vod-1.png',
    '      vod-2.png',
  ]);
  expect(formatTable(below, rows, 12).slice(4, 6)).toEqual(['  12  mps-', '      1.png']);
});

test('no rows', () => {
  expect(formatTable(columns, [], 80)).toEqual(['service  name  number', '-------  ----  ------']);
});
