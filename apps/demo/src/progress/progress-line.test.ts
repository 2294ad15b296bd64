import { expect, test } from 'vitest';
import type { Connection } from '../connections/connection.ts';
import { Job } from '../jobs/job.ts';
import { tensorslab } from '../services/tensorslab.ts';
import { wxpayCouponImage } from '../services/wxpay-coupon-image.ts';
import { textWidth } from '../terminal/text-width.ts';
import { progressLine } from './progress-line.ts';

const jobOf = (service: Connection['service'], model: string): Job => {
  const connection: Connection = {
    service,
    at: 'sandbox',
    address: 'the sandbox',
    client: { check: () => expect.fail(), run: () => expect.fail(), resume: () => expect.fail() },
    elapsedMs: () => 0,
    download: () => expect.fail(),
  };
  return new Job({ connection, wish: { model, prompt: '猫' }, path: '/nowhere' });
};
const job = jobOf(tensorslab, 'zimage');
const jobs = [job, jobOf(wxpayCouponImage, 'COMBINE_IMAGE')];
const start = 'TensorsLab  zimage         submitting    0.0 s  0 requests';
const details = 'a lighthouse in a storm, oil on canvas';

test('aligned with the others; it says what it begins with before it begins', () => {
  expect(progressLine(job, jobs, details)).toBe(`${start}   ${details}`);
});

test.each([
  [textWidth(start) + 3 + 14, `${start}   ${details}`],
  [textWidth(start) + 3 + 13, start],
  [10, start],
])('in %i columns', (columns, line) => {
  expect(progressLine(job, jobs, details, columns)).toBe(line);
});

test('what is short is not left out where it fits', () => {
  expect(progressLine(job, jobs, '满100减10', textWidth(start) + 3 + 9)).toBe(`${start}   满100减10`);
});
