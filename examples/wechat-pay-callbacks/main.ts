// A shop that waits for callbacks; how to run it is in README.md.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createWxpayRouter } from './express.ts';
import { storeImagesIn } from './store-image.ts';
import { wxpayFromEnvironment } from './wxpay-from-environment.ts';

const file = process.env['COUPON_DATABASE'] ?? fileURLToPath(new URL('coupons.db', import.meta.url));
new DatabaseSync(file).exec(readFileSync(new URL('schema.sql', import.meta.url), 'utf8'));

const store = storeImagesIn(file);
const router = createWxpayRouter(wxpayFromEnvironment(), async (notification) => {
  await store(notification);
  console.log('Stored:', notification.snapshot.ref.id, notification.snapshot.status);
});
const server = express()
  .use(router)
  .listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo; // it listens on one
    console.log(`Waiting for callbacks at http://127.0.0.1:${port}/wxpay/notify`);
  });
