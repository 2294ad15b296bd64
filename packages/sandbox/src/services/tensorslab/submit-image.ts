import type { Context } from 'hono';
import type { RequestFaults } from '../../faults/fault-plan.ts';
import type { Picture } from '../../pictures/picture.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import type { SandboxContext } from '../../service-module.ts';
import { newTaskId } from '../../tasks/new-task-id.ts';
import { promptMarkers } from '../../tasks/prompt-markers.ts';
import { type ImageForm, readImageForm } from './read-image-form.ts';
import { refusal, success, tensorsLabCodes } from './tensorslab-answers.ts';
import { tensorsLabModels } from './tensorslab-models.ts';

/** `POST /v1/images/{model}` */
export async function submitImage(
  context: Context,
  faults: RequestFaults,
  { sandbox, ids }: { readonly sandbox: SandboxContext; readonly ids: SeededRandom },
): Promise<Response> {
  const name = context.req.param('model') ?? '';
  const model = tensorsLabModels.get(name);
  if (model === undefined) return refusal(404, `model ${name} not found`); // [I] undocumented
  // [I] what an unreadable form is answered is undocumented; bad parameters are 400 and 9999
  const isForm = /^multipart\/form-data\b/iu.test(context.req.header('content-type') ?? '');
  const form = isForm ? await context.req.raw.formData().catch(() => undefined) : undefined;
  if (form === undefined) return refusal(400, 'the body must be multipart/form-data');
  const checked = readImageForm(form, model);
  if ('problem' in checked) return refusal(400, checked.problem);
  const { prompt } = checked;
  if (prompt.includes(promptMarkers.reject)) return refusal(400, 'The request was rejected');
  // [I] the code and its text are documented, the HTTP status is not
  if (prompt.includes(promptMarkers.noCredits)) return refusal(200, 'Insufficient credits', tensorsLabCodes.noCredits);

  const id = newTaskId(sandbox.tasks, 'tensorslab', () => `${ids.hex(4)}_${ids.hex(16)}`);
  sandbox.tasks.accept({
    service: 'tensorslab',
    id,
    input: { model: name, ...checked.fields },
    failure: prompt.includes(promptMarkers.fail) ? 'Generation failed' : undefined,
    pictures: pictures(checked, { id, model: name, seed: sandbox.seed }),
  });
  return success('Task created successfully', faults.has('no-id') ? {} : { taskid: id }, faults);
}

function pictures(
  { prompt, pictures: count, size: [width, height] }: ImageForm,
  { id, model, seed }: { readonly id: string; readonly model: string; readonly seed: number },
): readonly Picture[] {
  return Array.from({ length: count }, (_, index) => ({
    width,
    height,
    caption: prompt,
    label: model,
    mark: count === 1 ? id : `${id} · ${index + 1} / ${count}`,
    seed: `${seed}/${prompt}/${index}`,
  }));
}
