import type { Context, Hono } from 'hono';
import { type FaultName, type SandboxService, transportFaults } from '../faults/fault.ts';
import { sandboxServices } from '../faults/fault-names.ts';
import { withFaults } from '../faults/with-faults.ts';
import type { SandboxEnvironment } from '../http/connection.ts';
import type { SandboxContext } from '../service-module.ts';
import type { StoredTask } from '../tasks/task-store.ts';
import { drawPicture } from './draw-picture.ts';

/** What can go wrong with a download, whatever the service. */
export const downloadFaults: readonly FaultName[] = [...transportFaults, 'expired-picture'];

/** Drawing is fast, and always gives the same: a few are kept for those who download one twice. */
const mostKept = 16;

/** Where a task's picture is, counted from 0. The file exists from the moment the task is done. */
export function pictureUrl(sandbox: SandboxContext, task: StoredTask, index: number): string {
  return `${sandbox.origin()}/pictures/${task.service}/${task.id}-${index + 1}.png`;
}

/** Serves the pictures of all tasks, each drawn when it is first asked for. */
export function mountPictures(app: Hono<SandboxEnvironment>, sandbox: SandboxContext): void {
  const drawn = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  function draw(path: string, task: StoredTask, index: number): Promise<Uint8Array<ArrayBuffer>> | undefined {
    const picture = task.pictures[index];
    if (picture === undefined) return undefined;
    const drawing = drawn.get(path) ?? drawPicture(picture);
    drawn.set(path, drawing);
    const oldest = drawn.keys().next().value;
    if (drawn.size > mostKept && oldest !== undefined) drawn.delete(oldest);
    return drawing;
  }

  async function download(context: Context<SandboxEnvironment>, service: SandboxService): Promise<Response> {
    const [, id = '', number = ''] = /^(.+)-(\d+)\.png$/u.exec(context.req.param('file') ?? '') ?? [];
    const task = sandbox.tasks.find(service, id);
    const isThere = task !== undefined && sandbox.tasks.status(task) === 'succeeded';
    if (isThere && sandbox.tasks.doneForMs(task) >= (task.picturesKeptMs ?? Infinity)) return expired();
    const drawing = isThere ? draw(context.req.path, task, Number(number) - 1) : undefined;
    if (drawing === undefined) return storeError(404, 'NoSuchKey', 'The specified key does not exist.');
    const png = await drawing;
    return new Response(png, { headers: { 'content-type': 'image/png', 'content-length': String(png.byteLength) } });
  }

  app.get('/pictures/:service/:file', (context) => {
    const service = sandboxServices.find((name) => name === context.req.param('service'));
    if (service === undefined) return context.notFound();
    const route = withFaults(sandbox, {
      service,
      on: 'download',
      rateLimited: () => storeError(429, 'SlowDown', 'Please reduce your request rate.'),
      answer: (_, faults) => (faults.has('expired-picture') ? expired() : download(context, service)),
    });
    return route(context);
  });
}

function expired(): Response {
  return storeError(403, 'AccessDenied', 'Request has expired');
}

/** Object stores answer in XML. */
function storeError(status: number, code: string, message: string): Response {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>\n`;
  return new Response(xml, { status, headers: { 'content-type': 'application/xml' } });
}
