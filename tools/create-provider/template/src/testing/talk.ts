import { createVirtualClock } from '@x/sandbox';
import { createNewProvider, type NewProviderClient, type TaskRef } from '../index.ts';
import { KEY } from './new-provider-wire.ts';

/** A client in virtual time, and what it sends to a service that answers everything with this. */
export function talk(answer: () => Response): NewProviderClient & { readonly requests: readonly Request[] } {
  const requests: Request[] = [];
  const client = createNewProvider({
    apiKey: KEY,
    clock: createVirtualClock(),
    retry: { limit: 0 },
    fetch: (request) => {
      requests.push(request.clone());
      return answer();
    },
  });
  return { ...client, requests };
}

/** A ref as the client writes them. */
export const ref: TaskRef = {
  version: 1,
  provider: 'new-provider',
  kind: 'image',
  id: 'task-1',
  params: { model: 'any' },
  submittedAt: '2026-01-01T00:00:00.000Z',
};
