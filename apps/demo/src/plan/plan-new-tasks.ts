import { connectReal } from '../connections/connect-real.ts';
import { openSandbox } from '../connections/open-sandbox.ts';
import { Job } from '../jobs/job.ts';
import { type DemoOptions, UsageError } from '../options.ts';
import { RESUME_COMMAND } from '../report/commands.ts';
import { type DemoService, requiredVariables, type TaskWish } from '../services/demo-service.ts';
import { services } from '../services/index.ts';
import { introduction, type Part } from './introduction.ts';
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
  // What can be wrong is found before there is a sandbox to close.
  const parts = (isOne ? [serviceOf(options)] : services).map((service): Part => {
    checkCount(options, service);
    const real = service.real(env);
    if (real !== undefined) {
      const wish = isOne ? wishOf(options, service.realTask) : service.realTask;
      service.check?.(wish);
      return { service, real: connectReal(service, real), wishes: [wish] };
    }
    const wishes = isOne ? [wishOf(options, service.sandboxTasks[0])] : service.sandboxTasks;
    for (const wish of wishes) {
      checkModel(wish.model, service);
      service.check?.(wish);
    }
    return { service, wishes };
  });
  const opened = parts.some(({ real }) => real === undefined) ? await openSandbox(sandbox) : undefined;
  const jobs = parts.flatMap(({ service, real, wishes }) => {
    const connection = real ?? opened?.connect(service);
    if (connection === undefined) return [];
    return wishes.map((wish) => new Job({ connection, wish, path: store.newPath(service.id) }));
  });
  const left = store.list().length;
  const waiting = left === 1 ? '1 task of an earlier run is' : `${left} tasks of earlier runs are`;
  const reminder = left > 0 ? [`${waiting} still to be waited for: ${RESUME_COMMAND}`] : [];
  return {
    jobs,
    introduction: [...introduction(parts), ...reminder],
    problems: [],
    close: async () => opened?.close(),
  };
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

function checkCount({ count = 1 }: DemoOptions, { id, onePicture }: DemoService): void {
  if (onePicture && count > 1) throw new UsageError(`--count ${count}: a task of ${id} makes one picture`);
}

/** A service may have models that we do not know of; its sandbox has not. */
function checkModel(model: string, service: DemoService): void {
  const { id, sandboxModels } = service;
  if (sandboxModels?.includes(model) ?? true) return;
  const known = sandboxModels?.join(', ');
  const otherwise = `with ${requiredVariables(service)} set, any model is sent to the service`;
  throw new UsageError(`--model '${model}': in the sandbox, ${id} has ${known} (${otherwise}); see also --service`);
}
