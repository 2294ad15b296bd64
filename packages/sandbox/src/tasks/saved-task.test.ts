import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions, type SavedSandboxTask } from '../index.ts';
import { pause, query, submitted } from '../testing/tensorslab-requests.ts';

const open: Sandbox[] = [];
async function sandboxOf(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  open.push(sandbox);
  return sandbox;
}
afterEach(() => Promise.all(open.splice(0).map((sandbox) => sandbox.close())));

describe('saved tasks', () => {
  const good = {
    service: 'tensorslab',
    id: 'a',
    pictures: [{ width: 1, height: 1, caption: 'c', label: 'l', mark: 'm', seed: 's' }],
    createdAt: '2026-01-01T00:00:00Z',
    durationMs: 1,
  };
  test('go on in another sandbox: same id, same age, same pictures', async () => {
    const first = await sandboxOf({ time: 'virtual', seed: 7, taskDurationMs: 5_000 });
    const id = await submitted(first);
    const text = JSON.stringify(first.saveTasks());

    const second = await sandboxOf({ time: 'virtual', seed: 7, savedTasks: JSON.parse(text) as SavedSandboxTask[] });
    expect(second.tasks).toEqual(first.tasks);
    expect(second.executions).toEqual([]);
    expect(JSON.stringify(second.saveTasks())).toBe(text);
    await pause(second, 4_900);
    expect((await query(second, id)).json.data.image_status).toBe(2);
    await pause(second, 200);
    await pause(first, 5_100);
    const [before, after] = [await query(first, id), await query(second, id)];
    expect(after.json).toEqual(before.json);
  });

  test('are as old as their dates say', async () => {
    const first = await sandboxOf({ time: 'virtual', taskDurationMs: 5_000 });
    const id = await submitted(first);
    const [saved] = first.saveTasks();
    const dayBefore = new Date(Date.parse(saved?.createdAt ?? '') - 86_400_000).toISOString();
    const second = await sandboxOf({
      time: 'virtual',
      savedTasks: [{ ...(saved as SavedSandboxTask), createdAt: dayBefore }],
    });
    expect((await query(second, id)).json.data.image_status).toBe(3);
  });

  test('are no younger than they were, however often they are saved', async () => {
    const first = await sandboxOf({ time: 'virtual', taskDurationMs: 60_000 });
    await pause(first, 600_000);
    const done = await submitted(first);
    await pause(first, 60_000);
    const running = await submitted(first);
    await pause(first, 20_000);

    const second = await sandboxOf({ time: 'virtual', savedTasks: first.saveTasks() });
    expect(second.clock.now()).toBe(first.clock.now());
    expect(second.tasks).toEqual(first.tasks);
    expect(second.tasks).toMatchObject([
      { id: done, status: 'succeeded' },
      { id: running, status: 'running' },
    ]);
    await pause(second, 30_000);

    const third = await sandboxOf({ time: 'virtual', savedTasks: second.saveTasks() });
    await pause(third, 9_900);
    expect((await query(third, running)).json.data.image_status).toBe(2);
    await pause(third, 200);
    expect((await query(third, running)).json.data.image_status).toBe(3);
  });

  test('of real time grow older while no sandbox is there', async () => {
    const now = Date.now();
    const saved = (agoMs: number) => new Date(now - agoMs).toISOString();
    const task = { ...good, service: 'tensorslab' as const, input: {}, durationMs: 60_000 };
    const { tasks } = await sandboxOf({
      savedTasks: [
        { ...task, id: 'old', createdAt: saved(70_000), savedAt: saved(65_000) },
        { ...task, id: 'young', createdAt: saved(30_000), savedAt: saved(25_000) },
      ],
    });
    expect(tasks.map(({ id, status }) => [id, status])).toEqual([
      ['old', 'succeeded'],
      ['young', 'running'],
    ]);
  });

  test('do not get the id of a new one', async () => {
    const first = await sandboxOf({ time: 'virtual', seed: 3 });
    const id = await submitted(first);
    const second = await sandboxOf({ time: 'virtual', seed: 3, savedTasks: first.saveTasks() });
    expect(await submitted(second)).not.toBe(id);
    expect(second.tasks).toHaveLength(2);
    expect(second.executions).toHaveLength(1);
  });

  test.each<[unknown, string]>([
    ['none', "options.savedTasks: expected an array, not 'none'"],
    [[7], 'options.savedTasks[0]: expected an object, not 7'],
    [[good, { ...good, extra: 1 }], 'options.savedTasks[1].extra: not known'],
    [[{ ...good, service: 'dall-e' }], "options.savedTasks[0].service: 'dall-e' is none of"],
    [[{ ...good, service: undefined }], 'options.savedTasks[0].service: missing'],
    [[{ ...good, id: '' }], 'options.savedTasks[0].id: expected a text'],
    [[{ ...good, createdAt: 'yesterday' }], "options.savedTasks[0].createdAt: 'yesterday' is no date"],
    [[{ ...good, savedAt: 'x' }], "options.savedTasks[0].savedAt: 'x' is no date"],
    [[{ ...good, durationMs: -1 }], 'options.savedTasks[0].durationMs: expected a number'],
    [[{ ...good, durationMs: undefined }], 'options.savedTasks[0].durationMs: missing'],
    [[{ ...good, failure: 1 }], 'options.savedTasks[0].failure: expected a text, not 1'],
    [[{ ...good, pictures: {} }], 'options.savedTasks[0].pictures: expected an array'],
    [[{ ...good, pictures: [{ ...good.pictures[0], width: 0 }] }], 'options.savedTasks[0].pictures[0].width'],
    [[{ ...good, pictures: [{ ...good.pictures[0], height: undefined }] }], 'pictures[0].height: missing'],
  ])('%j is refused', async (savedTasks, message) => {
    const refused = createSandbox({ savedTasks } as SandboxOptions);
    await expect(refused).rejects.toThrow(TypeError);
    await expect(refused).rejects.toThrow(message);
  });
});
