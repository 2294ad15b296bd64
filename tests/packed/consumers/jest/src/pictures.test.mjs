import { createTensorsLab, downloadImage } from '@x/tensorslab';

test('a picture', async () => {
  const client = createTensorsLab(JSON.parse(process.env.SETTINGS).tensorslab);
  const { images } = await client.images.run({ model: 'zimage', prompt: 'cat' }, { maxIntervalMs: 1_000 });
  expect((await downloadImage(images[0], { allowPrivateHosts: true })).mediaType).toBe('image/png');
}, 30_000);
