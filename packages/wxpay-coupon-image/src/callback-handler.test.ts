import { createVirtualClock } from '@x/sandbox';
import { expect, onTestFinished, test } from 'vitest';
import { createCallbackHandler } from './callback-handler.ts';
import type { WxpayNotification } from './wxpay-callbacks.ts';

const REMEMBERED = 10_000;

test('the last ten thousand notifications are remembered, those that came again for longer', async () => {
  const clock = createVirtualClock();
  onTestFinished(() => clock.close());
  const received: string[] = [];
  let sent = '';
  const handle = createCallbackHandler(
    {
      clock,
      receive: ({ id }) => void received.push(id),
      // What is verified and how is not the matter here.
      read: async (message) => {
        await message;
        return { id: sent } as WxpayNotification;
      },
      reply: () => ({ status: 204, headers: {}, body: null }),
      emit: () => undefined,
    },
    {},
  );
  const send = async (id: string): Promise<void> => {
    sent = id;
    await handle(new Request('https://shop.example/notify', { method: 'POST', body: '{}' }));
  };

  await send('first');
  await send('second');
  for (let index = 0; index < REMEMBERED - 2; index += 1) await send(String(index));
  received.length = 0;
  await send('first');
  expect(received, 'ten thousand are remembered').toEqual([]);
  await send('one more');
  await send('first');
  expect(received).toEqual(['one more']);
  await send('second');
  expect(received).toEqual(['one more', 'second']);
});
