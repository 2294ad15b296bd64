import { PicturesService } from './pictures.service';

test('a picture', async () => {
  const service = new PicturesService(JSON.parse(process.env['SETTINGS'] ?? '').tensorslab);
  expect(await service.make('cat')).toBe('image/png');
}, 30_000);
