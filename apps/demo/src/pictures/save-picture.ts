import { join } from 'node:path';
import { readPixels, type Pixels } from './read-pixels.ts';
import { writeFileSafely } from '../write-file-safely.ts';

/** A picture on disk. */
export interface SavedPicture {
  /** Its name within the folder. */
  readonly file: string;
  /** By its header; undefined where the format is none that we read. */
  readonly pixels: Pixels | undefined;
}

/** What a file's name is made of. */
export interface PictureOrigin {
  readonly service: string;
  readonly model: string;
  readonly taskId: string;
  /** From 1. */
  readonly number: number;
}

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' };

/** Saves what was downloaded as `tensorslab-seedreamv45-90abcdef-1.png`. */
export function savePicture(
  folder: string,
  origin: PictureOrigin,
  { bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string },
): SavedPicture {
  const extension = EXTENSIONS[mediaType] ?? word(mediaType.replace('image/', ''));
  const file = `${[origin.service, origin.model].map(word).join('-')}-${shortId(origin.taskId)}-${origin.number}.${extension}`;
  writeFileSafely(join(folder, file), bytes);
  return { file, pixels: readPixels(bytes) };
}

/** Model and id come from a command line and from a service: nothing in them may lead out of the folder. */
function word(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 40) || 'x';
}

/** The end of an id: many services start theirs with a date or an account. */
function shortId(id: string): string {
  return word(id.replace(/[^\p{L}\p{N}]+/gu, '').slice(-8));
}
