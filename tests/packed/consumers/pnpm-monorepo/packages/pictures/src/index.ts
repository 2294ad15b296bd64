// A library of the house that composes two providers; what it returns is inferred, so its declarations must be nameable.
import { createMpsAigc, parseTaskRef } from '@x/mps-aigc';
import { createTensorsLab, downloadImage, isTaskServiceError } from '@x/tensorslab';

type Settings = {
  readonly tensorslab: Parameters<typeof createTensorsLab>[0];
  readonly mpsAigc: Parameters<typeof createMpsAigc>[0];
};

export function createPictures(settings: Settings) {
  const tensorslab = createTensorsLab(settings.tensorslab);
  const mps = createMpsAigc(settings.mpsAigc);
  return {
    tensorslab: tensorslab.images,
    mps: mps.images,
    cheap: (prompt: string) => tensorslab.images.submit({ model: 'zimage', prompt }),
    good: (prompt: string) => mps.images.submit({ prompt }),
    finished: (prompt: string) => mps.images.run({ prompt }),
    many: (prompts: readonly string[]) => mps.images.runAll(prompts.map((prompt) => ({ prompt }))),
    seen: (ref: string) => mps.images.get(parseTaskRef(ref)),
    failure: async (ref: string) => {
      const snapshot = await tensorslab.images.get(parseTaskRef(ref));
      return snapshot.status === 'failed' ? snapshot : undefined;
    },
    download: (url: string) => downloadImage(url),
    refusal: (error: unknown) => (isTaskServiceError(error) && error.code === 'input' ? error : undefined),
  };
}
