// The way out of "node16" in a CommonJS file, which knows no require() of an ES module.
export async function picture(): Promise<string> {
  const { createTensorsLab, isTaskServiceError } = await import('@x/tensorslab');
  try {
    const { images } = await createTensorsLab({ apiKey: 'key' }).images.run({ model: 'zimage', prompt: 'cat' });
    // @ts-expect-error – a text: the types are there, and are not `any`.
    images[0].url.toFixed();
    return images[0].url;
  } catch (error) {
    return isTaskServiceError(error) ? error.code : 'unknown';
  }
}
