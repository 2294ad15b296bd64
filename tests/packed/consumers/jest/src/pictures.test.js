const { makePicture } = require('./pictures.js');

test('a picture', async () => {
  const { mediaType } = await makePicture(JSON.parse(process.env.SETTINGS).tensorslab);
  expect(mediaType).toBe('image/png');
}, 30_000);
