import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileSafely } from '../write-file-safely.ts';
import { parseTaskRecord, type TaskRecord } from './task-record.ts';

/** A file of the store: what it holds, or why that cannot be read. */
export type StoredRecord = { readonly path: string } & (
  { readonly record: TaskRecord } | { readonly record?: undefined; readonly problem: string }
);

/** Tasks that are not finished with: one JSON file each, written before anything is waited for. */
export class RecordStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The path of a record to come. */
  newPath(service: string): string {
    return join(this.#folder, `${service}-${randomUUID().slice(0, 8)}.json`);
  }

  save(path: string, record: TaskRecord): void {
    writeFileSafely(path, `${JSON.stringify(record, null, 2)}\n`);
  }

  remove(path: string): void {
    rmSync(path, { force: true });
  }

  /** All that is there, the oldest first. */
  list(): readonly StoredRecord[] {
    return fileNames(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => read(join(this.#folder, name)))
      .sort((a, b) => (a.record?.startedAt ?? '').localeCompare(b.record?.startedAt ?? ''));
  }
}

function fileNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function read(path: string): StoredRecord {
  try {
    return { path, record: parseTaskRecord(readFileSync(path, 'utf8')) };
  } catch (error) {
    return { path, problem: (error as Error).message };
  }
}
