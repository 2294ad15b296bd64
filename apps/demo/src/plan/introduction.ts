import type { Connection } from '../connections/connection.ts';
import { isLoopback } from '../connections/is-loopback.ts';
import { SANDBOX_ADDRESS } from '../connections/open-sandbox.ts';
import { HELP_COMMAND } from '../report/commands.ts';
import type { DemoService, TaskWish } from '../services/demo-service.ts';
import { wrapText } from '../terminal/wrap-text.ts';

/** What one service is to do, and a connection where the environment has its key. */
export interface Part {
  readonly service: DemoService;
  readonly real?: Connection;
  readonly wishes: readonly TaskWish[];
}

/** What is about to be sent, where, and whether it is paid for: the real services first. */
export function introduction(parts: readonly Part[]): readonly string[] {
  const inSandbox = parts.filter(({ real }) => real === undefined);
  return [
    ...parts.flatMap(introduceReal),
    ...inSandbox.map(
      ({ service, wishes }) => `${service.name}: ${tasksOf(wishes)} in ${SANDBOX_ADDRESS}; nothing is paid.`,
    ),
    ...(inSandbox.length === 0 ? [] : [`To use a real service (it costs money), set its key: ${HELP_COMMAND}`]),
  ];
}

function introduceReal({ service, real, wishes }: Part): readonly string[] {
  if (real === undefined) return [];
  const key = service.variables.find(({ required }) => required)?.name;
  const pictures = wishes.reduce((sum, { count = 1 }) => sum + count, 0);
  const sending = `Sending ${tasksOf(wishes)} for ${pictures === 1 ? '1 picture' : `${pictures} pictures`}`;
  if (isLoopback(real.address)) {
    return [
      ...wrapText(`${service.name} at ${real.address}, an address of this machine (a sandbox?)`, 80),
      `  ${sending}, which costs money only if a relay is there.`,
    ];
  }
  return [
    `${service.name}: ${key} is set, so this is the REAL service`,
    `  at ${real.address}`,
    `  ${sending}, which costs money.`,
  ];
}

function tasksOf(wishes: readonly TaskWish[]): string {
  return wishes.length === 1 ? '1 task' : `${wishes.length} tasks`;
}
