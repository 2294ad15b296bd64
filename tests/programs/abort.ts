// A web server whose client goes away, and a function that passes an optional signal on.
import express from 'express';
import type { TaskRef } from '@x/core';
import { createMpsAigc } from '@x/mps-aigc';

const mps = createMpsAigc({ secretId: 'a', secretKey: 'b' });
const app = express();
declare function remember(ref: TaskRef): Promise<void>;

app.get('/picture', async (request, response) => {
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort(new Error('client went away'));
  });
  try {
    const { images } = await mps.images.run(
      { modelName: 'Hunyuan', prompt: String(request.query['q']) },
      { signal: gone.signal, onSubmitted: (task) => remember(task.ref) },
    );
    response.redirect(images[0].url);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
});

export async function picture(prompt: string, options: { signal?: AbortSignal } = {}): Promise<string> {
  return (await mps.images.run({ prompt }, { signal: options.signal })).images[0].url;
}
export { app };
