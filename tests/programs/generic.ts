// One function for every provider, and a table of providers that goes on with stored refs.
import type { ImageTask, ImageTaskReader, ImageTasks, SucceededSnapshot, TaskRef } from '@x/core';
import { createMpsAigc } from '@x/mps-aigc';
import { createTensorsLab } from '@x/tensorslab';
import { createVodAigcGateway } from '@x/vod-aigc';
import { createWxpayCouponImage } from '@x/wxpay-coupon-image';

const tensorslab = createTensorsLab({ apiKey: 'k' });
const mps = createMpsAigc({ secretId: 'a', secretKey: 'b' });
const gateway = createVodAigcGateway({ apiKey: 'k', baseUrl: 'https://relay.example' });
const wxpay = createWxpayCouponImage({ mchId: '1', merchantSerialNumber: '2', privateKey: 'x', apiV3Key: 'y' });

export async function render<I>(tasks: ImageTasks<I>, input: NoInfer<I>): Promise<SucceededSnapshot> {
  return (await tasks.submit(input)).wait();
}
void render(tensorslab.images, { model: 'zimage', prompt: 'cat' });
void render(mps.images, { prompt: 'cat' });
void render(gateway.images, { modelName: 'GEM', modelVersion: '3.0', prompt: 'cat' });
void render(wxpay.images, {
  brandId: '1',
  imageGenerationType: 'CUT_OUT',
  cutOut: { imageUrl: 'https://wxpaylogo.qpic.cn/a.png' },
});
// @ts-expect-error model is missing
void render(tensorslab.images, { prompt: 'cat' });
// @ts-expect-error an unknown member
void render(mps.images, { prompt: 'cat', promt: 'dog' });
// @ts-expect-error Input is invariant: these tasks do not take just anything
const anything: ImageTasks<unknown> = tensorslab.images;
void anything;

const readers: Readonly<Record<string, ImageTaskReader>> = Object.fromEntries(
  [tensorslab.images, mps.images, gateway.images, wxpay.images].map((images): [string, ImageTaskReader] => [
    images.provider,
    images,
  ]),
);
export function resumeAny(ref: TaskRef): ImageTask | undefined {
  return readers[ref.provider]?.resume(ref);
}
void wxpay.images.get({} as TaskRef).then((snapshot) => snapshot.raw.task_state);
