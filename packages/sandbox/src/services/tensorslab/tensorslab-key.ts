import { seededRandom } from '../../seeded-random.ts';

/** The key of a sandbox: the same for one seed, and nothing that could be taken for a real one. */
export function tensorsLabKey(seed: number): string {
  return `sandbox-key-${seededRandom(seed, 'tensorslab', 'key').hex(24)}`;
}
