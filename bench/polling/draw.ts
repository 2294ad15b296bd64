import { blindBound } from './bounds.ts';
import { POLICIES } from './policies.ts';
import { runClient } from './run-client.ts';
import { runPolicy } from './run-policy.ts';
import { MEAN_LATENCY_MS } from './service.ts';
import { overSeeds } from './study.ts';
import type { Scenario } from './workload.ts';

const FREE: Scenario = { name: '3 tasks/s at 500/s', perSecond: 500, arrival: { tasksPerSecond: 3 } };
const COSTS_MS = [25, 50, 100, 200, 400, 800];

const WIDTH = 760;
const HEIGHT = 460;
const LEFT = 60;
const BOTTOM = 410;
const MOST_REQUESTS = 24;
const DELAYS = [0.4, 0.6, 1, 2, 4, 8, 14] as const;

const x = (requests: number): number => LEFT + ((WIDTH - LEFT - 20) * requests) / MOST_REQUESTS;
const y = (delay: number): number =>
  BOTTOM - ((BOTTOM - 20) * Math.log(delay / DELAYS[0])) / Math.log((DELAYS.at(-1) ?? 1) / DELAYS[0]);
const text = (left: number, top: number, words: string, more = ''): string =>
  `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}" ${more}>${words}</text>`;
const path = (points: readonly (readonly [number, number])[], style: string): string =>
  `<polyline points="${points.map(([requests, delay]) => `${x(requests).toFixed(1)},${y(delay).toFixed(1)}`).join(' ')}" fill="none" ${style}/>`;

/** Tasks that no limit holds up: what each policy pays, and the least that anybody could. */
export async function drawDelayAgainstRequests(seeds: number): Promise<string> {
  const network = MEAN_LATENCY_MS / 1_000;
  const bound: [number, number][] = [];
  for (let requests = 2.5; requests <= MOST_REQUESTS; requests *= 1.08)
    bound.push([requests, blindBound({ requests }) + network]);
  const ours: [number, number][] = [];
  const marks: string[] = [];
  for (const queryCostMs of COSTS_MS) {
    const { requests, delay } = await overSeeds(FREE, seeds, (workload) => runClient(workload, { queryCostMs }));
    ours.push([requests.mean, delay.mean]);
    marks.push(
      `<circle cx="${x(requests.mean).toFixed(1)}" cy="${y(delay.mean).toFixed(1)}" r="4" fill="#0a7d4f"/>`,
      text(x(requests.mean) - 7, y(delay.mean) + 16, `${queryCostMs} ms`, 'text-anchor="end" fill="#0a7d4f"'),
    );
    process.stderr.write(`  ${queryCostMs} ms: ${requests.mean.toFixed(2)} ${delay.mean.toFixed(3)}\n`);
  }
  for (const policy of POLICIES) {
    const { requests, delay } = await overSeeds(FREE, seeds, (workload) => runPolicy(workload, policy));
    marks.push(
      `<circle cx="${x(requests.mean).toFixed(1)}" cy="${y(delay.mean).toFixed(1)}" r="4" fill="#b3402a"/>`,
      text(x(requests.mean) + 7, y(delay.mean) + (policy.name.includes('±') ? 12 : -4), policy.name, 'fill="#b3402a"'),
    );
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...DELAYS.map(
      (delay) =>
        `<path d="M${LEFT} ${y(delay).toFixed(1)}H${WIDTH - 20}" stroke="#ddd"/>${text(LEFT - 8, y(delay) + 4, `${delay} s`, 'text-anchor="end" fill="#444"')}`,
    ),
    ...[4, 8, 12, 16, 20, 24].map((requests) =>
      text(x(requests), BOTTOM + 18, String(requests), 'text-anchor="middle" fill="#444"'),
    ),
    text(WIDTH / 2, HEIGHT - 10, 'requests per task', 'text-anchor="middle"'),
    text(LEFT, 14, 'mean delay from the end of a task to the moment its waiter knows'),
    path(bound, 'stroke="#222" stroke-width="2" stroke-dasharray="5 4"'),
    path(ours, 'stroke="#0a7d4f" stroke-width="1.5"'),
    ...marks,
    text(x(9.5), y(7), 'dashed: the least, for whoever learns only by asking'),
    text(x(9.5), y(6.1), 'green: the client, by queryCostMs; red: the usual policies'),
    '</svg>\n',
  ].join('\n');
}
