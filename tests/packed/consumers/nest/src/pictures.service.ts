import { Inject, Injectable } from '@nestjs/common';
import { createTensorsLab, downloadImage } from '@x/tensorslab';

export type Settings = Parameters<typeof createTensorsLab>[0];
export const SETTINGS = Symbol('settings');

@Injectable()
export class PicturesService {
  private readonly client: ReturnType<typeof createTensorsLab>;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.client = createTensorsLab(settings);
  }

  async make(prompt: string): Promise<string> {
    const { images } = await this.client.images.run({ model: 'zimage', prompt }, { maxIntervalMs: 1_000 });
    const { mediaType } = await downloadImage(images[0], { allowPrivateHosts: true });
    return mediaType;
  }
}
