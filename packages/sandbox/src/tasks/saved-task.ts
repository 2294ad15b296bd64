import { checkMembers, checkNumber, checkWord, describe } from '../check-members.ts';
import { sandboxServices } from '../faults/fault-names.ts';
import type { SandboxService } from '../faults/fault.ts';
import type { Picture } from '../pictures/picture.ts';

/**
 * A task as plain JSON: all that another sandbox needs to know it. Made by `sandbox.saveTasks()`, taken by
 * `createSandbox({ savedTasks })`; what is in it may change with the version.
 */
export interface SavedSandboxTask {
  /** The service that executed it. */
  readonly service: SandboxService;
  /** As the service told it, or was told. */
  readonly id: string;
  /** What was asked for, as `sandbox.tasks` shows it. */
  readonly input: unknown;
  /** Why the task fails when its time is over; absent when it succeeds. */
  readonly failure?: string | undefined;
  /** The service's own word for the failure, where it has one. */
  readonly failureCode?: string | undefined;
  /** What it shows when it succeeds. */
  readonly pictures: readonly Picture[];
  /** How long the pictures can be downloaded, in milliseconds; absent: for ever. */
  readonly picturesKeptMs?: number | undefined;
  /** How long it waited for its turn, in milliseconds; 0 by default. */
  readonly waitMs?: number | undefined;
  /** ISO 8601, by the clock of the sandbox that executed it. */
  readonly createdAt: string;
  /** ISO 8601, by the same clock: when it was saved; by default when it was executed. */
  readonly savedAt?: string | undefined;
  /** How long it takes, once it is its turn, in milliseconds. */
  readonly durationMs: number;
}

/** @throws TypeError that names the member at fault, such as `options.savedTasks[1].createdAt` */
export function checkSavedTasks(value: unknown, path: string): readonly SavedSandboxTask[] {
  return checkList(value, path, checkSavedTask);
}

function checkSavedTask(value: unknown, path: string): SavedSandboxTask {
  const known: readonly (keyof SavedSandboxTask)[] = [
    'service',
    'id',
    'input',
    'failure',
    'failureCode',
    'pictures',
    'picturesKeptMs',
    'waitMs',
    'createdAt',
    'savedAt',
    'durationMs',
  ];
  const members = checkMembers(value, path, known);
  const service = checkWord(members['service'], `${path}.service`, sandboxServices);
  const bounds = { min: 0, max: Number.MAX_SAFE_INTEGER };
  const durationMs = checkNumber(members['durationMs'], `${path}.durationMs`, bounds);
  if (service === undefined) throw new TypeError(`${path}.service: missing`);
  if (durationMs === undefined) throw new TypeError(`${path}.durationMs: missing`);
  const optionalText = (name: 'failure' | 'failureCode'): string | undefined =>
    members[name] === undefined ? undefined : checkText(members[name], `${path}.${name}`);
  return {
    service,
    id: checkText(members['id'], `${path}.id`),
    input: members['input'],
    failure: optionalText('failure'),
    failureCode: optionalText('failureCode'),
    pictures: checkList(members['pictures'], `${path}.pictures`, checkPicture),
    picturesKeptMs: checkNumber(members['picturesKeptMs'], `${path}.picturesKeptMs`, bounds),
    waitMs: checkNumber(members['waitMs'], `${path}.waitMs`, bounds),
    createdAt: checkDate(members['createdAt'], `${path}.createdAt`),
    savedAt: members['savedAt'] === undefined ? undefined : checkDate(members['savedAt'], `${path}.savedAt`),
    durationMs,
  };
}

function checkPicture(value: unknown, path: string): Picture {
  const known: readonly (keyof Picture)[] = ['width', 'height', 'caption', 'label', 'mark', 'seed', 'background'];
  const members = checkMembers(value, path, known);
  const side = (name: 'width' | 'height'): number => {
    const length = checkNumber(members[name], `${path}.${name}`, { min: 1, max: 65_535, integer: true });
    if (length === undefined) throw new TypeError(`${path}.${name}: missing`);
    return length;
  };
  const text = (name: keyof Picture): string => checkText(members[name], `${path}.${name}`);
  return {
    width: side('width'),
    height: side('height'),
    caption: text('caption'),
    label: text('label'),
    mark: text('mark'),
    seed: text('seed'),
    background:
      members['background'] === undefined ? undefined : checkColor(members['background'], `${path}.background`),
  };
}

function checkList<Item>(value: unknown, path: string, check: (item: unknown, path: string) => Item): readonly Item[] {
  if (!Array.isArray(value)) throw new TypeError(`${path}: expected an array, not ${describe(value)}`);
  return value.map((item: unknown, index) => check(item, `${path}[${index}]`));
}

/** What is drawn with must not be able to say more than a colour. */
function checkColor(value: unknown, path: string): string {
  if (typeof value === 'string' && /^#[0-9a-f]{6}$/iu.test(value)) return value;
  throw new TypeError(`${path}: expected a colour such as #ff5733, not ${describe(value)}`);
}

function checkDate(value: unknown, path: string): string {
  const date = checkText(value, path);
  if (Number.isNaN(Date.parse(date))) throw new TypeError(`${path}: ${describe(date)} is no date`);
  return date;
}

function checkText(value: unknown, path: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new TypeError(`${path}: expected a text, not ${describe(value)}`);
}
