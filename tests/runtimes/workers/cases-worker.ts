import { runCase } from '../cases/run-case.ts';
import type { Settings } from '../cases/runtime-case.ts';

/** Runs the case that it is asked for, inside a request, as edge runtimes want it. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { name, settings }: { readonly name: string; readonly settings: Settings } = await request.json();
    return Response.json(await runCase(name, settings));
  },
};
