import { DatabaseSync } from 'node:sqlite';
import type { WxpayNotification } from '@x/wxpay-coupon-image';

/** Resolves when it is stored; rejects when it is not, so that the service sends again. */
export type StoreImage = (notification: WxpayNotification) => Promise<void>;

/**
 * Stands for your database: SQLite here, with the table of schema.sql.
 *
 * Let the database see to it that a task is taken once. A client remembers notifications in its own process only, and the
 * service sends again whenever our answer was lost or late. What must happen once (tell the brand, charge somebody) belongs
 * in the same transaction, behind `changes === 1`.
 */
export function storeImagesIn(file: string): StoreImage {
  const database = new DatabaseSync(file);
  return async ({ snapshot }) => {
    if (snapshot.status !== 'succeeded' && snapshot.status !== 'failed') return; // not over: nothing to keep yet
    const imageUrl = snapshot.status === 'succeeded' ? snapshot.images[0].url : null;
    try {
      database
        .prepare('INSERT INTO coupon_images VALUES (?, ?, ?, ?) ON CONFLICT (task_id) DO NOTHING')
        .run(snapshot.ref.id, snapshot.raw.brand_id, snapshot.status, imageUrl);
    } catch (error) {
      console.error('Not stored, the service sends again:', error); // nobody else tells
      throw error;
    }
  };
}
