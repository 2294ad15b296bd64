/** The whole body; undefined as soon as more than `maximum` bytes came, or the signal has aborted: then it is let go. */
export async function readBody(
  { body }: Pick<Response, 'body'>,
  maximum: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    if (size > maximum || signal?.aborted) {
      reader?.cancel().catch(() => undefined);
      return undefined;
    }
    const next = await reader?.read();
    if (next?.value === undefined) break;
    chunks.push(next.value);
    size += next.value.byteLength;
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
