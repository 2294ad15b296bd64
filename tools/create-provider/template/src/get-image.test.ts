import { describe, expect, test } from 'vitest';
import { says, wire } from './testing/new-provider-wire.ts';
import { ref, talk } from './testing/talk.ts';

const url = 'https://pictures.example/cat.png';

// TODO: the request as the service's page shows it, to the last byte.
test('the documented request', async () => {
  const { images, requests } = talk(wire.running);
  await images.get({ ...ref, id: 'a/b' });
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ method: 'GET', url: 'https://api.new-provider.example/v1/images/a%2Fb' });
});

// TODO: each answer that the service's pages show, and those that were recorded.
describe('the documented answers', () => {
  test.each([
    ['queued', 'queued'],
    ['Running', 'running'],
    ['archived', 'running'],
    ['constructor', 'running'],
  ])('%s is %s', async (word, status) => {
    expect(await talk(() => says({ status: word })).images.get(ref)).toMatchObject({ status, providerStatus: word });
  });

  test('succeeded: every picture is there', async () => {
    const { images } = talk(() => wire.succeeded([url, `${url}?2`]));
    expect(await images.get(ref)).toMatchObject({ status: 'succeeded', images: [{ url }, { url: `${url}?2` }] });
  });

  test('failed: in the words of the service', async () => {
    expect(await talk(() => wire.failed('the brush broke')).images.get(ref)).toMatchObject({
      status: 'failed',
      failure: { kind: 'unknown', code: 'generation_failed', message: 'the brush broke' },
    });
  });

  test.each([
    ['absent', {}],
    ['null', { urls: null }],
    ['no list', { urls: url }],
    ['no URLs', { urls: ['generation failed'] }],
  ])('succeeded with urls that are %s is asked for twice more, then failed', async (_, more) => {
    const { images, requests } = talk(() => says({ status: 'succeeded', ...more }));
    expect(await images.get(ref)).toMatchObject({ status: 'failed', failure: { kind: 'no-output' } });
    expect(requests).toHaveLength(3);
  });
});

test('an answer without a status is none', async () => {
  const { images } = talk(() => says({ id: 'task-1' }));
  await expect(images.get(ref)).rejects.toMatchObject({ code: 'response', issues: [{ path: 'status' }] });
});
