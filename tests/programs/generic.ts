// One function for every provider, and a table of providers that goes on with stored refs.
import type { ImageTask, ImageTaskReader, ImageTasks, SucceededSnapshot, TaskRef } from '@x/core';
import { createTensorsLab } from '@x/tensorslab';

const tensorslab = createTensorsLab({ apiKey: 'k' });

export async function render<I>(tasks: ImageTasks<I>, input: NoInfer<I>): Promise<SucceededSnapshot> {
  return (await tasks.submit(input)).wait();
}
void render(tensorslab.images, { model: 'zimage', prompt: 'cat' });
// @ts-expect-error model is missing
void render(tensorslab.images, { prompt: 'cat' });
// @ts-expect-error an unknown member
void render(tensorslab.images, { model: 'zimage', prompt: 'cat', promt: 'dog' });
// @ts-expect-error Input is invariant: these tasks do not take just anything
const anything: ImageTasks<unknown> = tensorslab.images;
void anything;

const readers: Readonly<Record<string, ImageTaskReader>> = Object.fromEntries(
  [tensorslab.images].map((images): [string, ImageTaskReader] => [images.provider, images]),
);
export function resumeAny(ref: TaskRef): ImageTask | undefined {
  return readers[ref.provider]?.resume(ref);
}
