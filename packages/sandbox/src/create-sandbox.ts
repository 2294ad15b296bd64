import { Hono } from 'hono';
import { CallbackSender } from './callbacks/callback-sender.ts';
import type { SandboxEnvironment } from './http/connection.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import { mountFrontPage } from './front-page/front-page.ts';
import { createInProcessFetch } from './http/in-process-fetch.ts';
import { serveHttp } from './http/serve-http.ts';
import { mountPictures } from './pictures/picture-routes.ts';
import { checkOptions, type SandboxOptions } from './sandbox-options.ts';
import { createSettings } from './create-settings.ts';
import type { Sandbox } from './sandbox.ts';
import type { SandboxContext } from './service-module.ts';
import { services, supportedFaults } from './services/services.ts';
import { cloudAccount } from './services/tencent-cloud/tencent-cloud-keys.ts';
import { createWxpayAccount } from './services/wxpay-coupon-image/wxpay-account.ts';
import { checkSavedTasks } from './tasks/saved-task.ts';
import { TaskStore } from './tasks/task-store.ts';
import { createSandboxTime } from './time/sandbox-time.ts';

/**
 * Starts a sandbox: the services, faithful, with faults on demand, for tests and demonstrations.
 *
 * Without `port` it opens nothing and runs on any JavaScript runtime, reached through `sandbox.fetch`. With `port` it
 * listens on 127.0.0.1 as well, which takes Node, Bun or Deno. In virtual time the settings always go through
 * `sandbox.fetch`, because only there can the clock know what is under way.
 *
 * @throws TypeError that names the option or the fault which is wrong
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const checked = checkOptions(options);
  const { seed, port } = checked;
  const faults = new FaultPlan(seed, supportedFaults);
  faults.set(checked.faults, 'options.faults');
  const savedTasks = checkSavedTasks(checked.savedTasks, 'options.savedTasks');

  const time = createSandboxTime(
    checked.time,
    savedTasks.map(({ createdAt, savedAt = createdAt }) => new Date(savedAt)),
  );
  const { clock } = time;
  const tasks = new TaskStore({ clock, seed, durationMs: checked.taskDurationMs });
  for (const task of savedTasks) tasks.restore(task);
  const closing = new AbortController();
  // A reserved name that no network resolves: a request that strays there fails instead of reaching somebody.
  let url = 'http://sandbox.test';
  const callbacks = new CallbackSender({ deliver: checked.deliver, time, closing: closing.signal });
  const wxpay = await createWxpayAccount(seed, clock);
  const app = createApp({
    origin: () => url,
    clock,
    seed,
    options: checked,
    tasks,
    faults,
    callbacks,
    wxpay,
    closing: closing.signal,
  });

  const serving = port === undefined ? undefined : serveHttp({ app, time, port, closing: closing.signal });
  const server = await serving?.catch((error: unknown) => {
    time.close();
    throw error;
  });
  if (server !== undefined) url = `http://127.0.0.1:${server.port}`;

  const fetch = createInProcessFetch({ app, time, origins: () => [url], closing: closing.signal });
  const isOpenToAnyFetch = server !== undefined && checked.time === 'real';
  const shared = { baseUrl: url, clock, ...(isOpenToAnyFetch ? {} : { fetch }) };

  return {
    url,
    fetch,
    clock,
    settings: createSettings(seed, wxpay, shared),
    get tasks() {
      return tasks.list();
    },
    saveTasks: () => tasks.save(),
    get executions() {
      return [...tasks.executions];
    },
    faults: {
      set: (list) => faults.set(list),
      clear: () => faults.clear(),
    },
    callbacks: {
      get sent() {
        return callbacks.sent;
      },
    },
    temporaryCredentials: cloudAccount(seed).temporary,
    wxpayCertificates: { platform: wxpay.platform.certificate, merchant: wxpay.merchant.certificate },
    async close() {
      closing.abort();
      time.close();
      await server?.close();
    },
  };
}

function createApp(context: SandboxContext): Hono<SandboxEnvironment> {
  const app = new Hono<SandboxEnvironment>();
  app.use(async (request, next) => {
    await next();
    // A service whose clock is wrong has said so itself.
    if (!request.res.headers.has('date')) {
      request.res.headers.set('date', new Date(context.clock.now()).toUTCString());
    }
  });
  mountFrontPage(app, context);
  for (const service of services) service.mount(app, context);
  mountPictures(app, context);
  app.notFound((request) => request.text(`The sandbox has no ${request.req.method} ${request.req.path}\n`, 404));
  // Without a handler of ours the error would be printed.
  app.onError((error, request) => request.text(`The sandbox failed: ${error.message}\n`, 500));
  return app;
}
