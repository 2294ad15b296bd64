import type { Clock, Fetch } from '@x/core';

/** How one request is answered; `pass` sends it on to the sandbox. */
export type Step = (request: Request, pass: Fetch) => Response | Promise<Response>;

/** The requests of one kind: what was handed to `fetch`, and how they are answered. */
export interface Traffic {
  readonly count: number;
  /** When each was handed to `fetch`, as `clock.elapsed()`. */
  readonly times: readonly number[];
  /** Milliseconds between one and the next, to the microsecond. */
  readonly gaps: readonly number[];
  /** The next ones are answered so, one after the other; those after them reach the sandbox. */
  next(...steps: readonly Step[]): void;
  /** From now on all are answered so. */
  always(step: Step): void;
  handle: Step;
}

/** Everything reaches the sandbox until a test says otherwise. */
export function createTraffic(clock: Clock): Traffic {
  const times: number[] = [];
  let planned: Step[] = [];
  let afterwards: Step = passOn;
  return {
    times,
    get count() {
      return times.length;
    },
    get gaps() {
      return times.slice(1).map((time, index) => toMicrosecond(time - (times[index] ?? NaN)));
    },
    next(...steps) {
      planned = [...steps];
      afterwards = passOn;
    },
    always(step) {
      planned = [];
      afterwards = step;
    },
    handle(request, pass) {
      times.push(clock.elapsed());
      return (planned.shift() ?? afterwards)(request, pass);
    },
  };
}

/** Virtual time adds fractions up; what is lost in their last digits is nobody's fault. */
export function toMicrosecond(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}

const passOn: Step = (request, pass) => pass(request);
