// A user's own test, against the sandbox in virtual time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { downloadImage } from '@x/core';
import { createSandbox, type Sandbox } from '@x/sandbox';
import { createTensorsLab } from '@x/tensorslab';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ seed: 1, time: 'virtual', taskDurationMs: 5_000 });
});
afterAll(() => sandbox.close());

test('a picture comes back, at once', async () => {
  const client = createTensorsLab(sandbox.settings.tensorslab);
  const done = await client.images.run({ model: 'zimage', prompt: 'cat' });
  const picture = await downloadImage(done.images[0], { fetch: sandbox.fetch });
  expect(picture.mediaType).toBe('image/png');
});
