import type { Hono } from 'hono';
import { html } from 'hono/html';
import { sandboxServices } from '../faults/fault-names.ts';
import type { SandboxEnvironment } from '../http/connection.ts';
import { pictureUrl } from '../pictures/picture-routes.ts';
import type { SandboxContext } from '../service-module.ts';
import type { StoredTask } from '../tasks/task-store.ts';

/** So many tasks, the latest, are shown. */
const mostShown = 100;

/**
 * What people see who open the sandbox's address. `GET /` is Tencent Cloud's as well: whatever says one word of its
 * protocol goes on to it. To look changes nothing: the pictures are links, because a download may be what a fault waits for.
 */
export function mountFrontPage(app: Hono<SandboxEnvironment>, sandbox: SandboxContext): void {
  app.get('/', (context, next) => {
    const { url, raw } = context.req;
    const isForTencent =
      new URL(url).search !== '' ||
      raw.headers.has('authorization') ||
      [...raw.headers.keys()].some((name) => name.startsWith('x-tc-'));
    return isForTencent ? next() : Promise.resolve(context.html(page(sandbox)));
  });
}

function page(sandbox: SandboxContext) {
  const tasks = sandboxServices
    .flatMap((service) => sandbox.tasks.of(service))
    .sort((one, other) => other.startedMs - one.startedMs);
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Sandbox</title>
      <style>
        body {
          font:
            16px/1.5 system-ui,
            sans-serif;
          max-width: 60rem;
          margin: 2rem auto;
          padding: 0 1rem;
          color-scheme: light dark;
        }
        td,
        th {
          text-align: left;
          vertical-align: top;
          padding: 0.2rem 1rem 0.2rem 0;
          overflow-wrap: anywhere;
        }
      </style>
      <h1>Sandbox</h1>
      <p>
        It plays ${sandboxServices.join(', ')} at <code>${sandbox.origin()}</code>, the base URL of every client. The
        keys are in what the command printed, or in <code>sandbox.settings</code>. Nothing here costs money, and nothing
        leaves this machine.
      </p>
      <h2>Tasks</h2>
      ${
        tasks.length === 0
          ? html`<p>None yet.</p>`
          : html`<table>
              <tr>
                <th>Service</th>
                <th>Task</th>
                <th>Status</th>
                <th>Asked for</th>
                <th>Pictures</th>
              </tr>
              ${tasks.slice(0, mostShown).map((task) => row(sandbox, task))}
            </table>`
      }
      ${tasks.length > mostShown ? html`<p>And ${tasks.length - mostShown} before these.</p>` : ''}
    </html>`;
}

function row(sandbox: SandboxContext, task: StoredTask) {
  const status = sandbox.tasks.status(task);
  const links = task.pictures.map((_, index) => html`<a href="${pictureUrl(sandbox, task, index)}">${index + 1}</a> `);
  return html`<tr>
    <td>${task.service}</td>
    <td>${task.id}</td>
    <td>${status}${status === 'failed' ? `: ${task.failure}` : ''}</td>
    <td>${task.pictures[0]?.caption ?? ''}</td>
    <td>${status === 'succeeded' ? links : ''}</td>
  </tr>`;
}
