import { describe, expect, test } from 'vitest';
import { startWorker } from './testing/edge-worker.ts';
import { frameworks, overHttp, withHandler } from './testing/frameworks.ts';
import { openShop } from './testing/shop.ts';

const FAIL = { code: 'FAIL', message: expect.any(String) as string };

describe.each(Object.entries(frameworks))('%s', (name, start) => {
  test('stores what came, and says so', async () => {
    const { sandbox, database, order, said } = await openShop(start);
    const { taskId, imageUrl } = await order();
    expect(imageUrl).toMatch(/^http/);
    expect(database.rows()).toEqual([
      { task_id: taskId, brand_id: '120344', status: 'succeeded', image_url: imageUrl },
    ]);
    expect(sandbox.callbacks.sent).toMatchObject([{ attempt: 1, status: 204 }]);
    expect(said).toEqual([]);
  });

  test('stores that a task has failed', async () => {
    const { sandbox, database, order } = await openShop(start);
    await order({ taskId: 'sandbox-fail-1' });
    expect(database.rows()).toMatchObject([{ task_id: 'sandbox-fail-1', status: 'failed', image_url: null }]);
    expect(sandbox.callbacks.sent).toMatchObject([{ attempt: 1, status: 204 }]);
  });

  test('stores once what comes twice', async () => {
    const { sandbox, database, order } = await openShop(start);
    sandbox.faults.set([{ fault: 'duplicate-callback', on: 'callback' }]);
    await order();
    expect(sandbox.callbacks.sent.map(({ status }) => status)).toEqual([204, 204]);
    expect(database.rows()).toHaveLength(1);
    expect(database.inserts()).toBe(withHandler.includes(name) ? 1 : 2);
  });

  test('answers 500 while the database is down, says why, and stores what is sent again', async () => {
    const { sandbox, database, order, said } = await openShop(start);
    database.goDown();
    sandbox.clock.setTimer(100_000, database.comeUp); // after the first resend
    await order();
    expect(sandbox.callbacks.sent.map(({ status }) => status)).toEqual([500, 500, 204]);
    expect(said.filter((words) => words.includes('database is locked'))).toHaveLength(2);
    expect(database.rows()).toHaveLength(1);
  });

  test('stores once although its process ended before the answer was out', async () => {
    const { sandbox, database, order, crashAtNextAnswer } = await openShop(start);
    crashAtNextAnswer();
    await order();
    expect(sandbox.callbacks.sent.map(({ status }) => status)).toEqual([undefined, 204]);
    expect(database.rows()).toHaveLength(1);
  });

  test('answers 401 to what is forged, says so, and stores nothing', async () => {
    const { sandbox, database, order, url, said } = await openShop(start);
    sandbox.faults.set([{ fault: 'bad-signature', on: 'callback' }]);
    await order();
    expect(new Set(sandbox.callbacks.sent.map(({ status }) => status))).toEqual(new Set([401]));
    expect(said).toContainEqual(expect.stringContaining('the signature is wrong'));

    const stranger = await fetch(url, { method: 'POST', body: JSON.stringify({ id: '1', task_state: 'SUCCESS' }) });
    expect([stranger.status, await stranger.json()]).toEqual([401, FAIL]);
    expect(database.rows()).toEqual([]);
  });
});

test('the worker asks its runtime to wait for what it stores', async () => {
  const kept: Promise<unknown>[] = [];
  const { database, order } = await openShop(async (parts) =>
    overHttp(await startWorker(parts, (promise) => void kept.push(promise))),
  );
  await order();
  expect(kept).toHaveLength(1);
  await kept[0];
  expect(database.rows()).toHaveLength(1);
});
