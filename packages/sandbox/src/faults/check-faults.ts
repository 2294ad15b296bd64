import { checkMembers, checkNumber, checkWord, describe } from '../check-members.ts';
import type { FaultName, FaultOperation, Fault, SandboxService, SupportedFaults } from './fault.ts';
import { faultNames, faultOperations, sandboxServices } from './fault-names.ts';

/** A fault with its defaults filled in. */
export interface FaultRule {
  readonly fault: FaultName;
  readonly nth: number | undefined;
  readonly probability: number;
  /** Whether the fault may hit requests of this kind. */
  covers(service: SandboxService, on: FaultOperation): boolean;
}

/**
 * Checks a list of faults from anywhere, all of it before any of it counts.
 *
 * @throws TypeError that names the member at fault, such as `faults[1].on`
 */
export function checkFaults(faults: unknown, path: string, supported: SupportedFaults): readonly FaultRule[] {
  if (!Array.isArray(faults)) throw new TypeError(`${path}: expected an array, not ${describe(faults)}`);
  return faults.map((fault: unknown, index) => checkFault(fault, `${path}[${index}]`, supported));
}

function checkFault(value: unknown, path: string, supported: SupportedFaults): FaultRule {
  const known: readonly (keyof Fault)[] = ['fault', 'service', 'on', 'nth', 'probability'];
  const members = checkMembers(value, path, known);
  const fault = checkWord(members['fault'], `${path}.fault`, faultNames);
  if (fault === undefined) throw new TypeError(`${path}.fault: missing`);
  const service = checkWord(members['service'], `${path}.service`, sandboxServices);
  const on = checkWord(members['on'], `${path}.on`, faultOperations);
  const nth = checkNumber(members['nth'], `${path}.nth`, { min: 1, max: Number.MAX_SAFE_INTEGER, integer: true });
  const probability = checkNumber(members['probability'], `${path}.probability`, { min: 0, max: 1 });
  if (nth !== undefined && probability !== undefined) {
    throw new TypeError(`${path}: nth and probability exclude each other`);
  }
  checkSense({ fault, service, on }, path, supported);
  return {
    fault,
    nth,
    probability: probability ?? 1,
    covers: (ofService, ofOperation) =>
      (service === undefined || service === ofService) &&
      (on === undefined || on === ofOperation) &&
      (supported[ofService]?.[ofOperation]?.includes(fault) ?? false),
  };
}

/** A fault that can never happen would make a test pass for the wrong reason. */
function checkSense({ fault, service, on }: Fault, path: string, supported: SupportedFaults): void {
  const possible = Object.entries(supported).flatMap(([ofService, operations]) =>
    Object.entries(operations)
      .filter(([, faults]) => faults.includes(fault))
      .map(([ofOperation]) => ({ ofService, ofOperation })),
  );
  if (possible.length === 0)
    throw new TypeError(`${path}.fault: '${fault}' makes no sense for any service of this sandbox`);
  const ofThatService = possible.filter(({ ofService }) => service === undefined || ofService === service);
  if (ofThatService.length === 0) throw new TypeError(`${path}.service: '${fault}' makes no sense for '${service}'`);
  if (on === undefined || ofThatService.some(({ ofOperation }) => ofOperation === on)) return;
  const operations = [...new Set(ofThatService.map(({ ofOperation }) => ofOperation))].join(', ');
  throw new TypeError(`${path}.on: '${fault}' makes no sense on '${on}'; it does on ${operations}`);
}
