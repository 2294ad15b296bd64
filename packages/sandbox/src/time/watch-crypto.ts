import { macrotask } from './macrotask.ts';

/** What the watch needs of a virtual clock. */
export interface CryptoWatcher {
  hold(): () => void;
  /** Whether timers of one moment are firing just now: results wait until all have. */
  isFiring(): boolean;
}

type Operation = (this: unknown, ...input: unknown[]) => Promise<unknown>;

const operations = [
  'decrypt', 'deriveBits', 'deriveKey', 'digest', 'encrypt', 'exportKey',
  'generateKey', 'importKey', 'sign', 'unwrapKey', 'verify', 'wrapKey',
]; // prettier-ignore

// There is one `crypto.subtle`, so there is one list of those who watch it. Weakly held: a clock that nobody closed and
// nobody has any more is no reason to go on.
const watchers = new Set<WeakRef<CryptoWatcher>>();
let restore: (() => void) | undefined;
let lastHandedOut: Promise<unknown> = Promise.resolve();

/**
 * Holds the watcher's time while a WebCrypto operation is under way. The methods of `crypto.subtle` are wrapped from
 * the first watcher to the last.
 */
export function watchCrypto(watcher: CryptoWatcher): void {
  watchers.add(new WeakRef(watcher));
  restore ??= wrapSubtle();
}

/** Ends what {@link watchCrypto} began. */
export function unwatchCrypto(watcher: CryptoWatcher): void {
  for (const reference of watchers) if (reference.deref() === watcher) watchers.delete(reference);
  restoreWhenUnwatched();
}

function living(): CryptoWatcher[] {
  const found: CryptoWatcher[] = [];
  for (const reference of watchers) {
    const watcher = reference.deref();
    if (watcher === undefined) watchers.delete(reference);
    else found.push(watcher);
  }
  restoreWhenUnwatched();
  return found;
}

function restoreWhenUnwatched(): void {
  if (watchers.size > 0) return;
  restore?.();
  restore = undefined;
}

function wrapSubtle(): () => void {
  // Methods are replaced by name, which the type does not let one do.
  const subtle = globalThis.crypto?.subtle as unknown as Record<string, unknown> | undefined;
  const undo: (() => void)[] = [];
  for (const name of subtle === undefined ? [] : operations) {
    const original = subtle?.[name];
    if (subtle === undefined || typeof original !== 'function') continue;
    const before = Object.getOwnPropertyDescriptor(subtle, name);
    const value = wrap(original as Operation);
    // Where the platform does not let us (a frozen object), time simply does not wait for WebCrypto.
    if (!Reflect.defineProperty(subtle, name, { value, configurable: true, writable: true })) continue;
    undo.push(() => {
      // Somebody may have wrapped it again since; ours then stays inside, and only passes calls on.
      if (subtle[name] !== value) return;
      if (before === undefined) Reflect.deleteProperty(subtle, name);
      else Object.defineProperty(subtle, name, before);
    });
  }
  return () => undo.forEach((restoreOne) => restoreOne());
}

function wrap(original: Operation): Operation {
  return function (...input) {
    const watching = living();
    const result = Reflect.apply(original, this, input);
    if (watching.length === 0) return result;
    const releases = watching.map((watcher) => watcher.hold());
    const handedOut = inTurn(result, watching);
    lastHandedOut = handedOut.then(releaseAll, releaseAll);
    return handedOut;

    function releaseAll(): void {
      releases.forEach((release) => release());
    }
  };
}

/**
 * The operations themselves run at the same time; only their results come one after another, a macrotask apart, so that
 * what one sets off has run before the next arrives.
 */
async function inTurn(result: Promise<unknown>, watching: readonly CryptoWatcher[]): Promise<unknown> {
  const before = lastHandedOut;
  await result.then(ignore, ignore);
  await before;
  do await macrotask();
  while (watching.some((watcher) => watcher.isFiring()));
  return result;
}

function ignore(): void {}
