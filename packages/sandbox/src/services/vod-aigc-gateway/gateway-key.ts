import { seededRandom } from '../../seeded-random.ts';

/** The key of a sandbox's gateway: the same for one seed, and nothing that could be taken for a real one. */
export function gatewayKey(seed: number): string {
  return `sandbox-key-${seededRandom(seed, 'vod-aigc-gateway', 'key').hex(24)}`;
}
