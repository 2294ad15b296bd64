const { createTensorsLab, downloadImage } = require('@x/tensorslab');

/** Code under test, CommonJS as in many services. */
exports.makePicture = async (settings) => {
  const client = createTensorsLab(settings);
  const { images } = await client.images.run({ model: 'zimage', prompt: 'cat' }, { maxIntervalMs: 1_000 });
  return downloadImage(images[0], { allowPrivateHosts: true });
};
