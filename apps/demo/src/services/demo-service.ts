import type { ClientEvent, ImageTask, RunOptions, SucceededSnapshot, TaskRef } from '@x/core';
import type { Sandbox } from '@x/sandbox';

/** What a task shall make, in words that all services share; each service makes its own input of it. */
export interface TaskWish {
  readonly model: string;
  readonly prompt: string;
  /** In the service's own notation. Absent: the service's default. */
  readonly resolution?: string | undefined;
  /** How many pictures. Absent: one. */
  readonly count?: number | undefined;
}

/** A service's client as the demo uses it: the common shape without the input's type. */
export interface DemoClient {
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
  /** The environment variables that it reads, for `--help`. The first one switches the real service on. */
  readonly variables: readonly [EnvironmentVariable, ...EnvironmentVariable[]];
  /** Where to look for a task whose submit got no answer. */
  readonly consoleUrl: string;
  /** The models that the sandbox has; the service itself may have more. */
  readonly sandboxModels: readonly string[];
  /** What runs in the sandbox when no option says otherwise; the first one lends what options leave out. */
  readonly sandboxTasks: readonly [TaskWish, ...TaskWish[]];
  /** What runs on the real service when no option says otherwise: one small task, because it costs money. */
  readonly realTask: TaskWish;
  connectSandbox(sandbox: Sandbox, onEvent: EventListener): DemoClient;
  /** Undefined where the environment has no key. */
  real(env: Readonly<Record<string, string | undefined>>): RealService | undefined;
}

/** One environment variable in `--help`. */
interface EnvironmentVariable {
  readonly name: string;
  readonly meaning: string;
}
