import { expect, test } from 'vitest';
import { connectReal } from '../connections/connect-real.ts';
import { Job } from '../jobs/job.ts';
import { tensorslab } from '../services/tensorslab.ts';
import { placesOf } from './places-of.ts';

test.each([
  [undefined, 'the real TensorsLab at https://api.tensorslab.com'],
  ['https://relay.example', 'the real TensorsLab at https://relay.example'],
  ['http://127.0.0.1:4713', 'TensorsLab at http://127.0.0.1:4713, on this machine'],
])('%s: %s', (baseUrl, place) => {
  const real = tensorslab.real({ TENSORSLAB_API_KEY: 'k', TENSORSLAB_BASE_URL: baseUrl });
  if (real === undefined) return expect.fail();
  const job = new Job({ connection: connectReal(tensorslab, real), wish: tensorslab.realTask, path: '/nowhere' });
  expect(placesOf([job, job])).toEqual([`2 tasks against ${place}`]);
});
