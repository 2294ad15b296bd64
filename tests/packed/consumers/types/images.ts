// What users write, compiled under every module mode that the documentation promises.
import { createMpsAigc } from '@x/mps-aigc';
import { createSandbox } from '@x/sandbox';
import { createTencentCloud, signTc3 } from '@x/tencent-cloud';
import {
  type AnyTaskServiceError,
  type ImageTasks,
  type TensorsLabImageInput,
  createTensorsLab,
  downloadImage,
  isTaskServiceError,
  parseTaskRef,
} from '@x/tensorslab';
import { type VodEvent, createVodAigc, createVodAigcGateway } from '@x/vod-aigc';

const tensorslab = createTensorsLab({ apiKey: () => Promise.resolve('key'), fetch, timeoutMs: { submit: undefined } });
const mps = createMpsAigc({ secretId: 'id', secretKey: 'key', site: 'intl' });
const vod = createVodAigc({ credentials: () => ({ secretId: 'id', secretKey: 'key' }), subAppId: 1 });
const gateway = createVodAigcGateway({ apiKey: 'key', baseUrl: new URL('https://gateway.example') });

export async function pictures<Input>(images: ImageTasks<Input>, input: Input): Promise<readonly Uint8Array[]> {
  const controller = new AbortController();
  const task = await images.submit(input, { signal: controller.signal, context: { user: 1 } });
  for await (const snapshot of images.resume(parseTaskRef(JSON.stringify(task))).watch()) {
    if (snapshot.status === 'failed') throw new Error(snapshot.failure.message);
    if (snapshot.status === 'succeeded') return [(await downloadImage(snapshot.images[0])).bytes];
    const pollAfterMs: number = snapshot.pollAfterMs;
    console.log(pollAfterMs);
  }
  return [];
}

export function explain(error: unknown): string {
  if (!isTaskServiceError(error)) return 'unknown';
  switch (error.code) {
    case 'api':
      return `${error.kind} ${error.status}`;
    case 'input':
      return error.issues.map(({ path }) => path).join();
    case 'submission-unknown':
      return JSON.stringify(error.lookup);
    default: {
      const other: AnyTaskServiceError = error;
      return `${other.code} ${other.submission satisfies 'none' | 'accepted' | 'unknown'}`;
    }
  }
}

export async function main(events: (event: VodEvent) => void): Promise<void> {
  const input: TensorsLabImageInput = { model: 'zimage', prompt: 'cat', seed: undefined };
  await pictures(tensorslab.images, input);
  await pictures(mps.images, { prompt: 'cat' });
  await pictures(vod.images, { modelName: 'GEM', modelVersion: '2.5', prompt: 'cat' });
  await pictures(gateway.images, { modelName: 'GEM', modelVersion: '2.5', prompt: 'cat' });
  for await (const event of vod.events.pull()) events(event);

  const cloud = createTencentCloud({ secretId: 'id', secretKey: 'key', service: 'cvm', version: '2017-03-12' });
  const { result } = await cloud.call<{ readonly TotalCount: number }>('DescribeInstances', { Limit: 1 });
  const { authorization } = await signTc3({
    method: 'POST',
    host: 'cvm.tencentcloudapi.com',
    service: 'cvm',
    timestamp: 1,
    contentType: 'application/json',
    body: '{}',
    secretId: 'id',
    secretKey: 'key',
  });
  console.log(result.TotalCount + 1, authorization.length);

  const sandbox = await createSandbox({ time: 'virtual' });
  createTensorsLab(sandbox.settings.tensorslab);
  await sandbox.close();

  // @ts-expect-error – the prompt is missing: the types are there, and are not `any`.
  await tensorslab.images.run({ model: 'zimage' });
}
