import { createTensorsLab } from '@x/tensorslab';

export async function makePicture() {
  const client = createTensorsLab(JSON.parse(process.env.SETTINGS).tensorslab);
  const { images } = await client.images.run({ model: 'zimage', prompt: 'cat' }, { maxIntervalMs: 1_000 });
  return images[0].url;
}
