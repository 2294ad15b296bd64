import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import Fastify, { type FastifyInstance } from 'fastify';
import { vi } from 'vitest';
import { createWxpayRouter } from '../express.ts';
import { wxpayCallbacks } from '../fastify.ts';
import { createWxpayApp } from '../hono.ts';
import { storeImagesIn } from '../store-image.ts';
import { wxpayFromEnvironment } from '../wxpay-from-environment.ts';
import { startWorker } from './edge-worker.ts';
import type { ShopParts, Start } from './shop.ts';

/** What examples that serve a framework take. */
export const partsOf = ({ file }: ShopParts) => [wxpayFromEnvironment(), storeImagesIn(file)] as const;

export const overHttp = (receive: (request: Request) => Response | Promise<Response>): RequestListener =>
  getRequestListener(receive, { overrideGlobalObjects: false });

export async function startFastify(fastify: FastifyInstance): Promise<RequestListener> {
  await fastify.ready();
  return fastify.routing;
}

/** Those with `callbacks.handler`, which runs `receive` once for a notification. The others leave that to the database. */
export const withHandler: readonly string[] = ['Hono', 'the route of Next.js', 'the worker of Cloudflare'];

/** Each example on its framework, behind HTTP. */
export const frameworks: Readonly<Record<string, Start>> = {
  Hono: async (parts) => overHttp(createWxpayApp(...partsOf(parts)).fetch),

  Express: async (parts) => express().use(createWxpayRouter(...partsOf(parts)), express.json()),

  Fastify: async (parts) => {
    const [wxpay, store] = partsOf(parts);
    const fastify = Fastify();
    await fastify.register(wxpayCallbacks, { wxpay, store });
    return startFastify(fastify);
  },

  'the route of Next.js': async ({ file }) => {
    vi.stubEnv('COUPON_DATABASE', file);
    vi.resetModules();
    const { POST } = await import('../next-route.ts');
    // A `Request` of the platform, as Next.js makes one.
    return overHttp(async (request) => {
      const { url, method, headers } = request;
      return POST(new Request(url, { method, headers, body: await request.arrayBuffer() }));
    });
  },

  'the worker of Cloudflare': async (parts) => overHttp(await startWorker(parts)),
};
