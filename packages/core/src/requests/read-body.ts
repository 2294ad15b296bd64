import { onAbort } from './race.ts';

/** The whole body; undefined as soon as more than `maximum` bytes came, or the signal has aborted: then it is let go. */
export async function readBody(
  { body }: Pick<Response, 'body'>,
  maximum: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = body?.getReader();
  const letGo = (): void => void reader?.cancel().catch(() => undefined);
  // A fetch that hears no signal would leave it open.
  onAbort(signal, letGo);
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= maximum && !signal?.aborted) {
    const next = await reader?.read();
    if (!next?.value) {
      const bytes = new Uint8Array(size);
      // From the end: what is left of the size is where a chunk begins.
      for (const chunk of chunks.reverse()) bytes.set(chunk, (size -= chunk.length));
      return bytes;
    }
    chunks.push(next.value);
    size += next.value.length;
  }
  letGo();
  return undefined;
}
