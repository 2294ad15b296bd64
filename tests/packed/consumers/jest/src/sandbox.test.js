const { createSandbox } = require('@x/sandbox');
const { createTensorsLab, downloadImage } = require('@x/tensorslab');

test('a picture, in virtual time', async () => {
  const sandbox = await createSandbox({ time: 'virtual' });
  const client = createTensorsLab(sandbox.settings.tensorslab);
  const { images } = await client.images.run({ model: 'zimage', prompt: 'cat' });
  expect((await downloadImage(images[0], { fetch: sandbox.fetch })).mediaType).toBe('image/png');
  await sandbox.close();
}, 30_000);
