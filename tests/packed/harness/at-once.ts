/** Runs the jobs, so many at a time; the next one starts as soon as one has ended. */
export async function atOnce(limit: number, jobs: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = jobs.values();
  const work = async () => {
    for (const job of waiting) await job();
  };
  await Promise.all(Array.from({ length: limit }, work));
}
