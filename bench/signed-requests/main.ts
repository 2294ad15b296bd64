import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createContenders } from './contenders.ts';
import { measure, median, type Round } from './measure.ts';
import type { ServiceSettings } from './service.ts';

/*
 * Signed and verified GETs, one at a time and 32 at once, side by side in one run: machines are noisy, so contenders take
 * turns, and ratios are taken within a round. Ends with 1 where a goal is missed.
 */

const ROUNDS = 9;
const CASES = [
  { atOnce: 1, requests: 600 },
  { atOnce: 32, requests: 2_000 },
] as const;

const service = fork(new URL('service.ts', import.meta.url), { stdio: 'inherit' });
const [settings] = (await once(service, 'message')) as [ServiceSettings];
const contenders = createContenders(settings);
const names = ['ours', 'peer', 'floor'] as const;
let reached = true;

for (const { atOnce, requests } of CASES) {
  const rounds: Record<(typeof names)[number], Round[]> = { ours: [], peer: [], floor: [] };
  for (const name of names) await measure(contenders[name].ask, requests, atOnce);
  for (let round = 0; round < ROUNDS; round += 1) {
    // Nobody is always first.
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      rounds[name].push(await measure(contenders[name].ask, requests, atOnce));
    }
  }
  console.log(`\nGET ×${atOnce}, ${ROUNDS} rounds of ${requests} requests, medians`);
  for (const name of names) {
    const perSecond = median(rounds[name].map((round) => round.perSecond)).toFixed(0);
    const delay = median(rounds[name].map((round) => round.delayP99Ms)).toFixed(1);
    console.log(
      `  ${contenders[name].name.padEnd(40)} ${perSecond.padStart(6)}/s   p99 loop delay ${delay.padStart(5)} ms`,
    );
  }
  const ratio = (read: (round: Round) => number): number =>
    median(rounds.ours.map((round, index) => read(round) / read(rounds.peer[index] as Round)));
  const faster = ratio(({ perSecond }) => perSecond);
  const later = ratio(({ delayP99Ms }) => delayP99Ms);
  console.log(
    `  ours / peer: throughput ×${faster.toFixed(2)} (at least 1), p99 loop delay ×${later.toFixed(2)}${atOnce > 1 ? ' (at most 0.25)' : ''}`,
  );
  reached &&= faster >= 1 && (atOnce === 1 || later <= 0.25);
}

service.disconnect();
process.exitCode = reached ? 0 : 1;
