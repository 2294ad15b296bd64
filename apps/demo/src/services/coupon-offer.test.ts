import { expect, test } from 'vitest';
import { UsageError } from '../options.ts';
import { readOffer } from './coupon-offer.ts';

test.each([
  ['满100减10', { type: 'NORMAL', normalCoupon: { threshold: 10_000, discountAmount: 1_000 } }],
  ['满 19.99 元，立减 1.10 元', { type: 'NORMAL', normalCoupon: { threshold: 1_999, discountAmount: 110 } }],
  ['立减5元', { type: 'NORMAL', normalCoupon: { threshold: 0, discountAmount: 500 } }],
  ['7折', { type: 'DISCOUNT', discountCoupon: { threshold: 0, percentOff: 30 } }],
  ['满50打7.5折', { type: 'DISCOUNT', discountCoupon: { threshold: 5_000, percentOff: 25 } }],
  ['满30加9.9元换购', { type: 'EXCHANGE', scope: 'SINGLE', exchangeCoupon: { threshold: 3_000, exchangePrice: 990 } }],
])('%s', (text, terms) => {
  expect(readOffer(text)).toMatchObject(terms);
});

test.each(['一只戴墨镜的橘猫', '满100', '减', '满1.234减1', '11折'])('%s is no offer', (text) => {
  expect(() => readOffer(text)).toThrow(UsageError);
  expect(() => readOffer(text)).toThrow('满100减10');
});
