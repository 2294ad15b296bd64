/** When tasks were last seen unfinished: the service says neither when a task ended nor when its picture expires. */
export interface PendingTimes {
  /** An answer to a question asked then (milliseconds, our clock) said that the task was not done. */
  note(id: string, askedAt: number): void;
  of(id: string): number | undefined;
}

/** Only the latest tasks are remembered: for others the time of the submit serves, which is as true, only earlier. */
const REMEMBERED = 1_000;

export function createPendingTimes(): PendingTimes {
  const times = new Map<string, number>();
  return {
    note(id, askedAt) {
      const latest = Math.max(askedAt, times.get(id) ?? -Infinity);
      times.delete(id);
      times.set(id, latest);
      for (const oldest of times.keys()) {
        if (times.size <= REMEMBERED) break;
        times.delete(oldest);
      }
    },
    of: (id) => times.get(id),
  };
}
