import type { ClientEvent, ImageTask, RunOptions, SucceededSnapshot, TaskRef } from '@x/core';
import type { Sandbox } from '@x/sandbox';
import { type Environment, type EnvironmentVariable, inWords } from './environment.ts';

/** What a task shall make, in words that all services share; each service makes its own input of it. */
export interface TaskWish {
  /** In the service's own notation; where it takes a version beside the name, `GEM/3.0`. */
  readonly model: string;
  readonly prompt: string;
  /** In the service's own notation. Absent: the service's default. */
  readonly resolution?: string | undefined;
  /** How many pictures. Absent: one. */
  readonly count?: number | undefined;
}

/** A service's client as the demo uses it: the common shape without the input's type. */
export interface DemoClient {
  /**
   * The client's own check of its input; sends nothing.
   *
   * @throws InputError
   */
  check(wish: TaskWish): Promise<void>;
  run(wish: TaskWish, options: RunOptions): Promise<SucceededSnapshot>;
  resume(ref: TaskRef): ImageTask;
}

/** What a client's `onEvent` takes. */
type EventListener = (event: ClientEvent) => void;

/** The service itself, as the environment leads to it. */
export interface RealService {
  /** Where requests go, for people: without credentials. */
  readonly address: string;
  /** @throws ConfigurationError when what the environment says makes no client */
  connect(onEvent: EventListener): DemoClient;
}

/** One service of the demo. A further one is a file like `tensorslab.ts` and a line in `index.ts`. */
export interface DemoService {
  /** The `provider` of its refs; also the start of its file names. */
  readonly id: string;
  /** Its name, for people. */
  readonly name: string;
  /** The environment variables that it reads. */
  readonly variables: readonly EnvironmentVariable[];
  /** Where to look for a task whose submit got no answer. */
  readonly console: string;
  /** The models that the sandbox has; the service itself may have more. Absent: the sandbox takes any. */
  readonly sandboxModels?: readonly string[];
  /** Whether a task makes one picture, whatever is asked for. */
  readonly onePicture?: true;
  /** Which option a member of the client's input comes from, where the names differ; of a whole group by its name. */
  readonly optionOf?: Readonly<Record<string, keyof TaskWish>>;
  /** What runs in the sandbox when no option says otherwise; the first one lends what options leave out. */
  readonly sandboxTasks: readonly [TaskWish, ...TaskWish[]];
  /** What runs on the real service when no option says otherwise: one small task, because it costs money. */
  readonly realTask: TaskWish;
  /**
   * What can be told of a wish before anything is sent, where that is more than the client's own checks.
   *
   * @throws UsageError
   */
  check?(wish: TaskWish): void;
  connectSandbox(sandbox: Sandbox, onEvent: EventListener): DemoClient;
  /**
   * Undefined where the environment has no key.
   *
   * @throws UsageError where it has half of what is needed, or nonsense
   */
  real(env: Environment): RealService | undefined;
}

/** What has to be in the environment for the real service: `A and B`. */
export function requiredVariables({ variables }: DemoService): string {
  return inWords(variables.flatMap(({ name, required }) => (required ? [name] : [])));
}

/** What in the environment decides where requests go: `A and B`. */
export function placeVariables({ variables }: DemoService): string {
  return inWords(variables.flatMap(({ name, place }) => (place ? [name] : [])));
}
