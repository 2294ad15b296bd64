import { expect, test } from 'vitest';
import { checkLicences } from './licences.ts';

test('permissive licences pass, and exceptions for the one package they were made for', () => {
  const licences = { MIT: [{ name: 'ky' }], 'MPL-2.0': [{ name: '@resvg/resvg-wasm' }] };
  expect(checkLicences(licences)).toEqual([]);
});

test.for(['GPL-3.0-only', 'AGPL-3.0', 'MPL-2.0', 'Unknown', 'SEE LICENSE IN LICENSE'])('%s is named', (licence) => {
  const problems = checkLicences({ MIT: [{ name: 'ky' }], [licence]: [{ name: 'left-pad' }] });
  expect(problems).toEqual([expect.stringContaining(`left-pad is under ${licence}`)]);
});
