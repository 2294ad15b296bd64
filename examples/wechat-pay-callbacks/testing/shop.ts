import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createSandbox, type Sandbox, type VirtualClock } from '@x/sandbox';
import { createWxpayCouponImage } from '@x/wxpay-coupon-image';
import { onTestFinished, vi } from 'vitest';

/** What is on the coupon of these tests. */
export const coupon = {
  imageGenerationType: 'COMBINE_IMAGE',
  combineImage: {
    usageMode: 'SINGLE',
    scope: 'ALL',
    type: 'NORMAL',
    normalCoupon: { threshold: 10_000, discountAmount: 1_000 },
  },
} as const;

/** What an example is given. */
export interface ShopParts {
  readonly sandbox: Sandbox;
  /** Of the database; its table is there. */
  readonly file: string;
}

/** Starts an example, as a process of its own would: it knows nothing of earlier starts. */
export type Start = (parts: ShopParts) => Promise<RequestListener>;

/** A shop on 127.0.0.1 that takes the callbacks of a sandbox in virtual time, which stands still while HTTP is under way. */
export interface Shop {
  readonly sandbox: Sandbox;
  /** Where it takes callbacks. */
  readonly url: string;
  /** What it wrote on the console. */
  readonly said: readonly string[];
  readonly database: {
    rows(): readonly Record<string, unknown>[];
    /** How many were tried, those that changed nothing included. */
    inserts(): number;
    /** From now on every statement of others fails. */
    goDown(): void;
    comeUp(): void;
  };
  /** Orders a picture, by another client, and lets time pass until no callback can come any more. */
  order(input?: { readonly taskId?: string }): Promise<{ readonly taskId: string; readonly imageUrl: string }>;
  /** The next answer does not reach the service, and another process takes over. */
  crashAtNextAnswer(): void;
}

export async function openShop(start: Start): Promise<Shop> {
  let listener: RequestListener = (_, response) => void response.destroy();
  const server = createServer((request, response) => listener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wxpay/notify`;
  const sandbox = await createSandbox({ time: 'virtual', taskDurationMs: 5_000, wxpayNotifyUrl: url });
  // Examples that make their client themselves look at the clock of the machine.
  vi.spyOn(Date, 'now').mockImplementation(() => sandbox.clock.now());

  const folder = mkdtempSync(join(tmpdir(), 'coupons-'));
  const file = join(folder, 'coupons.db');
  const database = new DatabaseSync(file);
  database.exec(readFileSync(new URL('../schema.sql', import.meta.url), 'utf8'));
  database.exec(`
    CREATE TABLE inserts (task_id TEXT);
    CREATE TRIGGER count_inserts BEFORE INSERT ON coupon_images BEGIN INSERT INTO inserts VALUES (new.task_id); END;
  `);

  setEnvironment(sandbox);
  const said: string[] = [];
  const listen = (...words: readonly unknown[]) => void said.push(words.map(String).join(' '));
  for (const method of ['warn', 'error'] as const) vi.spyOn(console, method).mockImplementation(listen);
  const startProcess = () => start({ sandbox, file });
  listener = await startProcess();

  onTestFinished(async () => {
    await sandbox.close();
    server.closeAllConnections();
    server.close();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    database.close();
    rmSync(folder, { recursive: true });
  });

  return {
    sandbox,
    url,
    said,
    database: {
      rows: () => database.prepare('SELECT * FROM coupon_images').all(),
      inserts: () => database.prepare('SELECT * FROM inserts').all().length,
      goDown: () => database.exec('BEGIN EXCLUSIVE'),
      comeUp: () => database.exec('ROLLBACK'),
    },
    async order({ taskId } = {}) {
      const { images } = createWxpayCouponImage(sandbox.settings.wxpayCouponImage);
      const task = await images.submit({
        brandId: '120344',
        taskId,
        ...coupon,
      });
      await new Promise<void>((resolve) => void sandbox.clock.setTimer(1_200_000, resolve));
      const snapshot = await images.get(task.ref);
      return { taskId: task.ref.id, imageUrl: snapshot.status === 'succeeded' ? snapshot.images[0].url : '' };
    },
    crashAtNextAnswer() {
      const crashing = listener;
      listener = (request, response) => {
        response.end = () => {
          const restarted = startProcess().then((started) => (listener = started));
          void (sandbox.clock as VirtualClock).track(restarted);
          return response.destroy();
        };
        crashing(request, response);
      };
    },
  };
}

/** The settings of a shop, as its processes find them. */
export function setEnvironment({ settings }: Sandbox): void {
  const { mchId, merchantSerialNumber, privateKey, wechatpayPublicKey, apiV3Key } = settings.wxpayCouponImage;
  vi.stubEnv('WXPAY_MCH_ID', mchId);
  vi.stubEnv('WXPAY_MERCHANT_SERIAL', merchantSerialNumber);
  vi.stubEnv('WXPAY_PRIVATE_KEY', privateKey);
  vi.stubEnv('WXPAY_PUBLIC_KEY_ID', wechatpayPublicKey.id);
  vi.stubEnv('WXPAY_PUBLIC_KEY', wechatpayPublicKey.key);
  vi.stubEnv('WXPAY_API_V3_KEY', apiV3Key);
}
