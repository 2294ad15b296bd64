import { connectReal } from '../connections/connect-real.ts';
import type { Connection } from '../connections/connection.ts';
import { openSandbox, type OpenSandbox } from '../connections/open-sandbox.ts';
import { Job } from '../jobs/job.ts';
import { type DemoOptions, UsageError } from '../options.ts';
import { RESUME_COMMAND } from '../report/commands.ts';
import type { DemoService, TaskWish } from '../services/demo-service.ts';
import { services } from '../services/index.ts';
import type { Plan, PlanSurroundings } from './plan.ts';

/**
 * Tasks to submit: one by the options, or a few on each service. A service whose key is in the environment is real,
 * every other one is in a sandbox.
 *
 * @throws UsageError; ConfigurationError
 */
export async function planNewTasks(options: DemoOptions, { env, sandbox, store }: PlanSurroundings): Promise<Plan> {
  const isOne = [options.service, options.prompt, options.model, options.resolution, options.count].some(
    (option) => option !== undefined,
  );
  const introduction: string[] = [];
  const jobs: Job[] = [];
  let opened: OpenSandbox | undefined;
  const add = (connection: Connection, wishes: readonly TaskWish[]): void => {
    const { service } = connection;
    introduction.push(...introduce(connection, wishes));
    jobs.push(...wishes.map((wish) => new Job({ connection, wish, path: store.newPath(service.id) })));
  };
  for (const service of isOne ? [serviceOf(options)] : services) {
    const real = service.real(env);
    if (real !== undefined) {
      add(connectReal(service, real), [isOne ? wishOf(options, service.realTask) : service.realTask]);
      continue;
    }
    const wishes = isOne ? [wishOf(options, service.sandboxTasks[0])] : service.sandboxTasks;
    for (const { model } of wishes) checkModel(model, service);
    opened ??= await openSandbox(sandbox);
    add(opened.connect(service), wishes);
  }
  const left = store.list().length;
  const waiting = left === 1 ? '1 task of an earlier run is' : `${left} tasks of earlier runs are`;
  if (left > 0) introduction.push(`${waiting} still to be waited for: ${RESUME_COMMAND}`);
  return { jobs, introduction, problems: [], close: async () => opened?.close() };
}

function serviceOf({ service }: DemoOptions): DemoService {
  if (service === undefined) return services[0];
  const found = services.find(({ id }) => id === service);
  if (found !== undefined) return found;
  throw new UsageError(`--service '${service}' is none of ${services.map(({ id }) => id).join(', ')}`);
}

/** What the options leave out comes from a task of the service; its size only with its model. */
function wishOf({ model, prompt, resolution, count }: DemoOptions, base: TaskWish): TaskWish {
  return {
    model: model ?? base.model,
    prompt: prompt ?? base.prompt,
    resolution: resolution ?? (model === undefined || model === base.model ? base.resolution : undefined),
    count,
  };
}

/** The service has models that we do not know of; the sandbox has not. */
function checkModel(model: string, { sandboxModels, variables }: DemoService): void {
  if (sandboxModels.includes(model)) return;
  const known = sandboxModels.join(', ');
  const key = variables[0].name;
  throw new UsageError(
    `--model '${model}': the sandbox has ${known} (with ${key} set, any model is sent to the service)`,
  );
}

function introduce({ at, address, service }: Connection, wishes: readonly TaskWish[]): readonly string[] {
  const key = service.variables[0].name;
  const tasks = wishes.length === 1 ? '1 task' : `${wishes.length} tasks`;
  if (at === 'sandbox') {
    return [`${service.name}: ${tasks} in ${address}; nothing is paid.`, `  (With ${key} set it is the real service.)`];
  }
  const pictures = wishes.reduce((sum, { count = 1 }) => sum + count, 0);
  return [
    `${service.name}: ${key} is set, so this is the REAL service.`,
    `  Sending ${tasks} for ${pictures === 1 ? '1 picture' : `${pictures} pictures`}, which costs money, to ${address}`,
  ];
}
