import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createWxpayRouter } from './express.ts';
import { wxpayCallbacks } from './fastify.ts';
import { createWxpayApp } from './hono.ts';
import { overHttp, partsOf, startFastify } from './testing/frameworks.ts';
import { openShop, type Start } from './testing/shop.ts';

// What goes wrong most often: something has parsed the body, and what was signed is lost.
test.each<[string, RegExp, Start]>([
  [
    'express.json() before the router',
    /as received.*body parser/,
    async (parts) => express().use(express.json(), createWxpayRouter(...partsOf(parts))),
  ],
  [
    'a route of Fastify without a parser of its own',
    /as received.*body parser/,
    async (parts) => {
      const [wxpay] = partsOf(parts);
      const fastify = Fastify();
      fastify.post('/wxpay/notify', async ({ headers, body }, response) => {
        const error: unknown = await wxpay.callbacks
          .parse({ headers, body: body as Buffer })
          .catch((one: unknown) => one);
        const reply = wxpay.callbacks.reply(error);
        return response.code(reply.status).headers(reply.headers).send(reply.body);
      });
      return startFastify(fastify);
    },
  ],
  [
    'a middleware of Hono that reads the body',
    /has been read before: pass the request as it came/,
    async (parts) => {
      const app = new Hono();
      app.use(async (c, next) => {
        await c.req.json();
        await next();
      });
      return overHttp(app.route('/', createWxpayApp(...partsOf(parts))).fetch);
    },
  ],
])('%s: the log says what to do, and nothing is stored', async (_, hint, start) => {
  const { sandbox, database, order, said } = await openShop(start);
  await order();
  expect(new Set(sandbox.callbacks.sent.map(({ status }) => status))).toEqual(new Set([500]));
  expect(said[0]).toMatch(hint);
  expect(database.rows()).toEqual([]);
});

test('express.json() behind the router, and routes of Fastify beside the plugin, go on parsing', async () => {
  const starts: readonly Start[] = [
    async (parts) =>
      express()
        .use(createWxpayRouter(...partsOf(parts)), express.json())
        .post('/prices', (request, response) => void response.send((request.body as { fen: number }).fen.toFixed(0))),
    async (parts) => {
      const [wxpay, store] = partsOf(parts);
      const fastify = Fastify();
      await fastify.register(wxpayCallbacks, { wxpay, store });
      fastify.post('/prices', async ({ body }) => (body as { fen: number }).fen.toFixed(0));
      return startFastify(fastify);
    },
  ];
  for (const start of starts) {
    const { url } = await openShop(start);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(new URL('/prices', url), { method: 'POST', headers, body: '{"fen":100}' });
    expect(await answer.text()).toBe('100');
  }
});
