import type { Picture } from '../../pictures/picture.ts';
import type { CouponTerms, ImageTaskRequest } from './image-task-request.ts';

/** [V] What a coupon's head image measures, in pixels. */
const side = 1_080;

/** The picture of a task: it shows what the coupon is good for, its brand, and the task. */
export function couponPicture(request: ImageTaskRequest, seed: number): Picture {
  const { brandId, taskId } = request;
  const isCombined = request.type === 'COMBINE_IMAGE';
  const caption = isCombined ? termsInWords(request.terms) : `抠图 ${lastPart(request.imageUrl)}`;
  return {
    width: side,
    height: side,
    caption,
    label: `品牌 ${brandId}`,
    mark: taskId,
    seed: `${seed}/${brandId}/${caption}`,
    background: isCombined ? request.backgroundColor : undefined,
  };
}

/** Such as `满¥100减¥10`, `无门槛7折`, `满¥50 ¥9.90换购`. */
export function termsInWords(terms: CouponTerms): string {
  const { threshold } = terms;
  const from = threshold === 0 ? '无门槛' : `满${yuan(threshold)}`;
  switch (terms.type) {
    case 'NORMAL':
      return `${from}减${yuan(terms.discountAmount)}`;
    case 'DISCOUNT':
      return `${from} ${(100 - terms.percentOff) / 10}折`;
    case 'EXCHANGE':
      return `${from} ${yuan(terms.exchangePrice)}换购`;
  }
}

function yuan(fen: number): string {
  return `¥${fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2)}`;
}

function lastPart(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}
