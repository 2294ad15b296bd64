// What waiting costs by itself, in real time: `pnpm bench:waiting-cost`. Needs --expose-gc.
import { createTensorsLab } from '@x/tensorslab';

const WAITS = 10_000;
const SECONDS = 30;
const QUERIES_PER_SECOND = 20;

const collect = (globalThis as { readonly gc?: () => void }).gc;
if (collect === undefined) throw new Error('run with --expose-gc');

const refOf = (id: string, ageMs = 0) =>
  ({
    version: 1,
    provider: 'tensorslab',
    kind: 'image',
    id,
    params: { model: 'zimage' },
    submittedAt: new Date(Date.now() - ageMs).toISOString(),
  }) as const;

let asked = 0;
const newClient = (): ReturnType<typeof createTensorsLab> =>
  createTensorsLab({
    apiKey: 'key-of-the-bench',
    pace: { queryPerSecond: QUERIES_PER_SECOND / 0.95 },
    wait: { timeoutMs: 3_600_000 },
    fetch: () => {
      asked += 1;
      const body = '{"code":1000,"msg":"OK","data":{"taskid":"1","url":[],"image_status":2}}';
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    },
  });

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Milliseconds of one core per second, and questions asked, over the time measured. */
async function cpuOf(): Promise<{ readonly msPerSecond: number; readonly requests: number }> {
  const before = asked;
  const used = process.cpuUsage();
  await pass(SECONDS * 1_000);
  const { user, system } = process.cpuUsage(used);
  return { msPerSecond: (user + system) / 1_000 / SECONDS, requests: asked - before };
}

async function heapBytes(): Promise<number> {
  for (let time = 0; time < 4; time += 1) {
    collect?.();
    await pass(50);
  }
  return process.memoryUsage().heapUsed;
}

// The requests alone: as many, one after another, through the same client code, with nobody else waiting.
const alone = newClient();
const controller = new AbortController();
const asking = (async () => {
  for (; !controller.signal.aborted;) await alone.images.get(refOf('alone', 60_000));
})();
await pass(3_000);
const requests = await cpuOf();
controller.abort();
await asking;

/** Users keep their clients: otherwise what a client knows of its tasks could be collected while they are waited for. */
const kept: unknown[] = [];

/** Bytes per wait: of young tasks, which sleep until they are due, or of old ones, which wait for the pace. */
async function memoryOf(name: string, ageMs: number): Promise<number> {
  const { images } = newClient();
  kept.push(images);
  const before = await heapBytes();
  for (let id = 0; id < WAITS; id += 1) void images.resume(refOf(`${name}-${id}`, ageMs)).wait();
  return ((await heapBytes()) - before) / WAITS;
}
const queued = await memoryOf('old', 60_000);
await pass(3_000);
const waiting = await cpuOf();
const asleep = await memoryOf('young', 0);
const share = (waiting.msPerSecond - requests.msPerSecond) / 10;
console.log(
  `requests alone: ${requests.msPerSecond.toFixed(2)} ms of CPU per second for ${requests.requests / SECONDS} requests/s`,
);
console.log(
  `with ${WAITS} waits: ${waiting.msPerSecond.toFixed(2)} ms per second for ${waiting.requests / SECONDS} requests/s`,
);
console.log(`the waits themselves: ${share.toFixed(2)} % of one core`);
console.log(
  `memory: ${(asleep / 1_000).toFixed(2)} kB per wait that sleeps, ${(queued / 1_000).toFixed(2)} kB in the queue`,
);
// The waits go on for an hour; nobody reads what becomes of them.
process.exit();
