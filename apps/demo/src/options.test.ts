import { expect, test } from 'vitest';
import { helpText } from './help.ts';
import { readOptions, UsageError } from './options.ts';
import { textWidth } from './terminal/text-width.ts';

test('nothing is asked for', () => {
  expect(readOptions([])).toEqual({ help: false, resume: false });
});

test.each([
  [['--prompt', '满100减1', '--model', 'zimage']],
  [['--', '--prompt', '满100减1', '--model', 'zimage']],
  [['--prompt=满100减1', '--model=zimage']],
])('%j: a task', (args) => {
  expect(readOptions(args)).toMatchObject({ prompt: '满100减1', model: 'zimage', resume: false });
});

test('all words', () => {
  const args = ['--service', 'tensorslab', '--resolution', '16:9', '--count', '3', '--prompt', '--a dash? no: a = b'];
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(readOptions([...args.slice(0, -2), '--prompt=--a dash'])).toMatchObject({
    service: 'tensorslab',
    resolution: '16:9',
    count: 3,
    prompt: '--a dash',
  });
  expect(readOptions(['--resume'])).toMatchObject({ resume: true });
  expect(readOptions(['-h'])).toMatchObject({ help: true });
});

test.each([
  [['--promt', 'x'], "Unknown option '--promt'"],
  [['cat'], "Unexpected argument 'cat'"],
  [['--', '--', 'cat'], "Unexpected argument 'cat'"],
  [['--prompt'], "Option '--prompt <value>' argument missing"],
  [['--prompt', ''], '--prompt is empty'],
  [['--model', '  '], '--model is empty'],
  [['--count', '0'], "--count takes a number of pictures, not '0'"],
  [['--count', '-1'], "--count takes a number of pictures, not '-1'"],
  [['--count=-1'], "--count takes a number of pictures, not '-1'"],
  [['--count', '--resume'], "--count takes a number of pictures, not '--resume'"],
  [['--count', 'two'], "--count takes a number of pictures, not 'two'"],
  [['--resume=yes'], "Option '--resume' does not take an argument"],
  [['--resume', '--prompt', 'x'], '--resume goes on with what was submitted'],
  [['--resume', '--count', '2'], '--resume goes on with what was submitted'],
])('%j: %s', (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});

test('the help fits a terminal and names every option', () => {
  expect(Math.max(...helpText.split('\n').map(textWidth))).toBeLessThanOrEqual(80);
  for (const name of ['prompt', 'model', 'resolution', 'count', 'service', 'resume', 'help']) {
    expect(helpText).toContain(`--${name}`);
  }
  expect(helpText).toContain('TENSORSLAB_API_KEY');
});
