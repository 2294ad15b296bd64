/**
 * Sends one request. The global `fetch`, a service binding, `app.fetch` of a hono application and `sandbox.fetch`
 * all have this form; it is structurally the `Fetch` of the clients.
 */
export type Fetch = (request: Request) => Response | Promise<Response>;
