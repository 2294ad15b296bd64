import { DownloadError } from '../errors/download-error.ts';
import type { Fetch } from '../options.ts';

export const URL_OF_PICTURE = 'https://pictures.example/cat';

/** Each letter one byte. */
export function latin(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export const png = latin('\x89PNG\r\n\x1a\n and so on');

/** What is at which address. */
export type Answers = Readonly<Record<string, () => Response | Promise<Response>>>;

/** A web of some pages; notes what it was asked. */
export function web(answers: Answers): { readonly fetch: Fetch; readonly requests: readonly Request[] } {
  const requests: Request[] = [];
  const fetch: Fetch = (request) => {
    requests.push(request);
    return (answers[request.url] ?? (() => new Response('nothing here', { status: 404 })))();
  };
  return { fetch, requests };
}

export function picture(body: BodyInit = png, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { headers });
}

export function redirect(location: string, status = 302): Response {
  return new Response('moved', { status, headers: { location } });
}

/** How a download that must fail ends. */
export async function failure(download: Promise<unknown>): Promise<DownloadError> {
  const error: unknown = await download.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DownloadError) return error;
  throw new Error('no DownloadError', { cause: error });
}
