// Everything people will pass as `fetch`.
import { Hono } from 'hono';
import { createTensorsLab } from '@x/tensorslab';

const app = new Hono();
createTensorsLab({ apiKey: 'k', fetch });
createTensorsLab({ apiKey: 'k', fetch: globalThis.fetch });
createTensorsLab({ apiKey: 'k', fetch: (request) => fetch(request) });
createTensorsLab({ apiKey: 'k', fetch: (request) => app.fetch(request) });
createTensorsLab({ apiKey: 'k', fetch: app.fetch });
createTensorsLab({
  apiKey: 'k',
  fetch: async (request) => {
    const answer = await fetch(request);
    console.log(request.method, request.url, answer.status);
    return answer;
  },
});
