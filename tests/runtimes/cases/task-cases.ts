import { createMpsAigc } from '@x/mps-aigc';
import { type ImageTasks, createTensorsLab, downloadImage, isTaskServiceError, parseTaskRef } from '@x/tensorslab';
import { createVodAigc, createVodAigcGateway } from '@x/vod-aigc';
import { createWxpayCouponImage } from '@x/wxpay-coupon-image';
import { couponInput } from './coupon-input.ts';
import { type RuntimeCase, expectSame, impatient, rejection } from './runtime-case.ts';

const input = { model: 'zimage', prompt: 'cat' };
const pngSignature = [0x89, 0x50, 0x4e, 0x47];

async function runAndDownload<Input>(images: ImageTasks<Input>, of: Input): Promise<void> {
  const done = await images.run(of, impatient);
  const { bytes, mediaType } = await downloadImage(done.images[0], { allowPrivateHosts: true });
  expectSame([mediaType, [...bytes.subarray(0, 4)]], ['image/png', pngSignature]);
}

const submitAndWait = 'submit, wait, download';

/** A task, from the order to the picture, and what can come between. */
export const taskCases: readonly RuntimeCase[] = [
  {
    name: 'TensorsLab: submit, wait, download',
    row: submitAndWait,
    executed: ['tensorslab'],
    run: ({ tensorslab }) => runAndDownload(createTensorsLab(tensorslab).images, input),
  },
  {
    name: 'TensorsLab: pictures of one’s own, as a form; one that nobody reads takes nothing down',
    row: submitAndWait,
    executed: ['tensorslab'],
    async run({ tensorslab }) {
      const sourceImages = [new Blob([new Uint8Array(pngSignature)]), new Uint8Array(pngSignature)];
      const pictured = { model: 'seedreamv45', prompt: 'cat', sourceImages };
      const keyless = createTensorsLab({ ...tensorslab, apiKey: () => Promise.reject(new Error('no key')) });
      await rejection(keyless.images.submit(pictured));
      const broken = createTensorsLab({ ...tensorslab, fetch: () => Promise.reject(new Error('no way')) });
      await rejection(broken.images.submit(pictured));
      await runAndDownload(createTensorsLab(tensorslab).images, pictured);
    },
  },
  {
    name: 'MPS: submit, wait, download',
    row: submitAndWait,
    executed: ['mps-aigc'],
    run: ({ mpsAigc }) => runAndDownload(createMpsAigc(mpsAigc).images, { prompt: 'cat' }),
  },
  {
    name: 'VOD: submit, wait, download',
    row: submitAndWait,
    executed: ['vod-aigc'],
    run: ({ vodAigc }) =>
      runAndDownload(createVodAigc(vodAigc).images, { modelName: 'GEM', modelVersion: '2.5', prompt: '一只橘猫' }),
  },
  {
    name: 'VOD gateway: submit, wait, download',
    row: submitAndWait,
    executed: ['vod-aigc-gateway'],
    run: ({ vodAigcGateway }) =>
      runAndDownload(createVodAigcGateway(vodAigcGateway).images, {
        modelName: 'GEM',
        modelVersion: '2.5',
        prompt: 'cat',
      }),
  },
  {
    name: 'WeChat Pay: submit, wait, download',
    row: submitAndWait,
    executed: ['wxpay-coupon-image'],
    run: ({ wxpayCouponImage }) => runAndDownload(createWxpayCouponImage(wxpayCouponImage).images, couponInput),
  },
  {
    name: 'watch yields each change, and ends with the picture',
    row: 'watch',
    executed: ['tensorslab'],
    taskDurationMs: 800,
    async run({ tensorslab }) {
      const task = await createTensorsLab(tensorslab).images.submit(input);
      const seen: string[] = [];
      for await (const { status } of task.watch(impatient)) seen.push(status);
      expectSame([seen.at(-1), seen.length > 1], ['succeeded', true]);
    },
  },
  {
    name: 'abort ends a wait at once, with the reason; the task goes on',
    row: 'abort',
    executed: ['tensorslab'],
    taskDurationMs: 1_000,
    async run({ tensorslab }) {
      const task = await createTensorsLab(tensorslab).images.submit(input);
      const controller = new AbortController();
      const reason = new Error('no longer wanted');
      const onUpdate = () => controller.abort(reason);
      const error = await rejection(task.wait({ ...impatient, signal: controller.signal, onUpdate }));
      if (error !== reason) throw new Error('Another reason', { cause: error });
      await task.wait(impatient);
    },
  },
  {
    name: 'abort ends a request at once, even if no answer ever comes',
    row: 'abort',
    executed: ['tensorslab'],
    faults: [{ fault: 'latency', on: 'submit' }],
    async run({ tensorslab }) {
      const controller = new AbortController();
      const reason = new Error('no longer wanted');
      const client = createTensorsLab({
        ...tensorslab,
        onEvent: ({ type }) => type === 'request' && setTimeout(() => controller.abort(reason), 200),
      });
      const startedAt = Date.now();
      const error = await rejection(client.images.submit(input, { signal: controller.signal }));
      if (error !== reason) throw new Error('Another reason', { cause: error });
      // The answer would come after 30 s.
      if (Date.now() - startedAt > 10_000) throw new Error('It was not at once');
    },
  },
  {
    name: 'a refused submit is sent again, a broken query is asked again',
    row: 'retry',
    executed: ['tensorslab'],
    faults: [
      { fault: 'rate-limit', on: 'submit', nth: 1 },
      { fault: 'server-error', on: 'query', nth: 1 },
      { fault: 'reset-before-body', on: 'query', nth: 2 },
      { fault: 'html', on: 'query', nth: 3 },
    ],
    async run({ tensorslab }) {
      const retries: string[] = [];
      const onEvent = ({ type }: { readonly type: string }) => void (type === 'retry' && retries.push(type));
      await createTensorsLab({ ...tensorslab, onEvent }).images.run(input, impatient);
      if (retries.length === 0) throw new Error('Nothing was sent again');
    },
  },
  {
    name: 'a stored ref is resumed by another client',
    row: 'resume',
    executed: ['mps-aigc'],
    async run({ mpsAigc }) {
      const stored = JSON.stringify(await createMpsAigc(mpsAigc).images.submit({ prompt: 'cat' }));
      const done = await createMpsAigc(mpsAigc).images.resume(parseTaskRef(stored)).wait(impatient);
      expectSame(done.status, 'succeeded');
    },
  },
  {
    name: 'a time-out leaves a ref that leads on',
    row: 'resume',
    executed: ['tensorslab'],
    taskDurationMs: 1_000,
    async run({ tensorslab }) {
      const { images } = createTensorsLab(tensorslab);
      const error = await rejection(images.run(input, { ...impatient, timeoutMs: 300 }));
      if (!isTaskServiceError(error) || error.ref === undefined) throw error;
      expectSame([error.code, error.submission], ['task-timeout', 'accepted']);
      await images.resume(error.ref).wait(impatient);
    },
  },
];
