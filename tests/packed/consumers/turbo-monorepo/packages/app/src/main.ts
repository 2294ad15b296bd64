import { createPictures } from '@acme/pictures';
import { downloadImage, isTaskServiceError, parseTaskRef } from '@x/mps-aigc';

const pictures = createPictures(JSON.parse(process.env['SETTINGS'] ?? ''));
const tasks = [await pictures.cheap('cat'), await pictures.good('cat')];

for (const { ref } of tasks) {
  const reader = [pictures.tensorslab, pictures.mps].find(({ provider }) => provider === ref.provider);
  if (reader === undefined) throw new Error(ref.provider);
  const { images } = await reader.resume(parseTaskRef(JSON.stringify(ref))).wait({ maxIntervalMs: 1_000 });
  await downloadImage(images[0], { allowPrivateHosts: true });
}

// One core serves both providers: the guard of one knows the errors of the other.
const error: unknown = await pictures.tensorslab
  .run({ model: 'zimage', prompt: '' })
  .catch((reason: unknown) => reason);
if (!isTaskServiceError(error) || error.code !== 'input') throw new Error('not recognised', { cause: error });
console.log('pictures are here');
