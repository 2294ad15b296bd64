import { expect, test } from 'vitest';
import { interruptOnSignals } from './interrupt-on-signals.ts';
import { type EndingSignal, Interruption } from './interruption.ts';

function start() {
  const listeners = new Map<EndingSignal, () => void>();
  const exits: number[] = [];
  let elapsedMs = 0;
  const signal = interruptOnSignals({
    onSignal: (name, listener) => listeners.set(name, listener),
    elapsedMs: () => elapsedMs,
    exit: (code) => exits.push(code),
  });
  const send = (name: EndingSignal, atMs: number): void => {
    elapsedMs = atMs;
    listeners.get(name)?.();
  };
  return { signal, exits, send };
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s aborts', (name, exitCode) => {
  const { signal, exits, send } = start();
  expect(signal.aborted).toBe(false);
  send(name, 5);
  expect(signal.reason).toBeInstanceOf(Interruption);
  expect(signal.reason).toMatchObject({ exitCode });
  expect(exits).toEqual([]);
});

test('a second one exits, unless it is the same key press or the terminal closing', () => {
  const { exits, send } = start();
  send('SIGINT', 1_000);
  send('SIGINT', 1_010);
  send('SIGHUP', 9_000);
  expect(exits).toEqual([]);
  send('SIGTERM', 9_001);
  expect(exits).toEqual([130]);
});
