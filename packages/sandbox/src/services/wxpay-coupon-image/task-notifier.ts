import type { RequestFaults } from '../../faults/fault-plan.ts';
import { type SeededRandom, seededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { type StoredTask, timesOf } from '../../tasks/task-store.ts';
import { chinaTime } from './china-time.ts';
import { encryptResource } from './encrypt-resource.ts';
import { imageTaskObject } from './image-task-object.ts';
import type { NotifyConfig } from './notify-config.ts';
import { signatureFlaw, signatureHeaders, skewMs } from './signature-headers.ts';
import type { SigningKey } from './wxpay-account.ts';
import { letters } from './wxpay-letters.ts';

/** [V] "Every 60 s, at most 11 times": after the first one. */
const againAfterMs = 60_000;
const mostAttempts = 12;
const answerWithinMs = 5_000;

interface Notification {
  readonly id: string;
  readonly url: string;
  readonly createdAt: string;
  readonly task: StoredTask;
  readonly key: SigningKey;
}

/** Tells the merchant of tasks that have ended, until it says that it knows. */
export class TaskNotifier {
  readonly #sandbox: SandboxContext;
  readonly #config: NotifyConfig;
  readonly #random: SeededRandom;

  constructor(sandbox: SandboxContext, config: NotifyConfig) {
    this.#sandbox = sandbox;
    this.#config = config;
    this.#random = seededRandom(sandbox.seed, 'wxpay-coupon-image', 'notifications');
  }

  /**
   * Notifies when the task ends, if there is an address when it is submitted. [I] Signed as the answer to its submit was:
   * between the two ways the service goes over to the new one by and by.
   */
  watch(task: StoredTask, key: SigningKey): void {
    // Without an address no timer either: virtual time would go on for nothing.
    if (this.#config.url !== undefined) void this.#notify(task, key);
  }

  async #notify(task: StoredTask, key: SigningKey): Promise<void> {
    const { clock, closing } = this.#sandbox;
    await this.#pause(timesOf(task).endMs);
    const { url } = this.#config;
    if (url === undefined || closing.aborted) return;
    const notification = { id: this.#random.uuid(), url, createdAt: chinaTime(clock.now()), task, key };
    for (let attempt = 1; attempt <= mostAttempts && !closing.aborted; attempt += 1) {
      const sentAtMs = clock.elapsed();
      if (await this.#attempt(notification, attempt)) return;
      if (attempt < mostAttempts) await this.#pause(sentAtMs + againAfterMs - clock.elapsed());
    }
  }

  /** @returns whether the merchant has taken it */
  async #attempt(notification: Notification, attempt: number): Promise<boolean> {
    const { callbacks, faults: plan } = this.#sandbox;
    const faults = plan.arrive('wxpay-coupon-image', 'callback');
    // All of them asked for first, so that each counts every attempt.
    const isLost = faults.has('lost-callback');
    const isDuplicate = faults.has('duplicate-callback');
    const message = await this.#compose(notification, faults, attempt);
    const callback = { id: notification.id, url: notification.url, attempt, timeoutMs: answerWithinMs, ...message };
    if (isLost) {
      callbacks.lose(callback);
      return false;
    }
    const status = await callbacks.send(callback);
    const isTaken = status === 200 || status === 204;
    if (isTaken && isDuplicate) await callbacks.send({ ...callback, attempt: attempt + 1 });
    return isTaken;
  }

  async #compose({ id, createdAt, task, key }: Notification, faults: RequestFaults, attempt: number) {
    const { clock, wxpay, options } = this.#sandbox;
    const unknown = faults.has('unknown-field') ? { sandbox_unknown: { note: 'not documented', list: [1, null] } } : {};
    const plaintext = { ...imageTaskObject(this.#sandbox, task, { has: () => false }), ...unknown };
    const { algorithm, nonce, associated_data, ciphertext } = await encryptResource({
      text: JSON.stringify(plaintext),
      apiV3Key: wxpay.apiV3Key,
      nonce: this.#random.text(letters, 12),
      // [V] the documentation's example, although it is longer than the field's type allows
      associatedData: 'product_coupon_sp',
    });
    const body = JSON.stringify({
      id,
      create_time: createdAt,
      resource_type: 'encrypt-resource',
      event_type: options.wxpayEventType,
      summary: '商品券图片生成结果通知',
      resource: { original_type: 'product_coupon', algorithm, ciphertext, associated_data, nonce },
      ...unknown,
    });
    const signature = await signatureHeaders({
      body,
      nonce: this.#random.text(letters, 32),
      nowMs: clock.now() + (faults.has('clock-skew') ? skewMs : 0),
      key,
      // [V] what is sent again is never a probe
      flaw: signatureFlaw(attempt === 1 ? faults : { has: (fault) => fault !== 'probe' && faults.has(fault) }),
    });
    return { headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0', ...signature }, body };
  }

  /** Ends early when the sandbox closes. */
  #pause(delayMs: number): Promise<void> {
    const { clock, closing } = this.#sandbox;
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        closing.removeEventListener('abort', end);
        resolve();
      };
      const cancel = clock.setTimer(delayMs, end);
      closing.addEventListener('abort', end);
      if (closing.aborted) end();
    });
  }
}
