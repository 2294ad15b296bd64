import type { Context } from 'hono';
import type { RequestFaults } from '../../faults/fault-plan.ts';
import { withFaults } from '../../faults/with-faults.ts';
import type { SandboxEnvironment } from '../../http/connection.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { SandboxContext, ServiceModule } from '../../service-module.ts';
import { downloadFaults } from '../../pictures/picture-routes.ts';
import { mpsAigcFaults, mpsAigcProduct } from '../mps-aigc/mps-aigc-product.ts';
import { vodAigcFaults, vodAigcProduct } from '../vod-aigc/vod-aigc-product.ts';
import { authenticate } from './authenticate.ts';
import { cloudFailure, cloudSuccess } from './cloud-answers.ts';
import { CloudError } from './cloud-error.ts';
import { checkParameters, missingParameter } from './cloud-parameters.ts';
import type { CloudAction, CloudProduct } from './cloud-product.ts';
import { readQueryParameters } from './query-parameters.ts';
import { RequestLimit, requestLimitExceeded } from './request-limit.ts';
import { SigningKeys } from './tc3-signing-keys.ts';
import { cloudAccount } from './tencent-cloud-keys.ts';

const products: readonly CloudProduct[] = [mpsAigcProduct, vodAigcProduct];

const mostBodyBytes = 10 * 1_024 * 1_024;
const mostQueryBytes = 32 * 1_024;
/** How far the server's clock is ahead under the fault `clock-skew`. */
const skewMs = 600_000;

/** MPS and VOD, called directly: one path, told apart by `X-TC-Version`. */
export const tencentCloudService: ServiceModule = {
  faults: {
    'mps-aigc': { ...mpsAigcFaults, download: downloadFaults },
    'vod-aigc': { ...vodAigcFaults, download: downloadFaults },
  },
  mount(app, sandbox) {
    const frontDoor = createFrontDoor(sandbox);
    app.get('/', frontDoor);
    app.post('/', frontDoor);
  },
};

type Route = (context: Context<SandboxEnvironment>) => Promise<Response>;

function createFrontDoor(sandbox: SandboxContext): Route {
  const requestIds = seededRandom(sandbox.seed, 'tencent-cloud', 'request ids');
  const limit = new RequestLimit(sandbox.clock);
  const keys = new SigningKeys();
  const { permanent, temporary } = cloudAccount(sandbox.seed);
  const actionsOf = new Map(products.map((product) => [product, product.createActions(sandbox)]));

  async function answer(
    context: Context<SandboxEnvironment>,
    faults: RequestFaults,
    called: { readonly product: CloudProduct | undefined; readonly action: CloudAction | undefined },
  ): Promise<Response> {
    const nowMs = sandbox.clock.now() + (faults.has('clock-skew') ? skewMs : 0);
    const response = await members(context, faults, called, nowMs).then(
      (found) => cloudSuccess(found, requestIds, faults),
      (error: unknown) => {
        if (error instanceof CloudError) return cloudFailure(error, requestIds);
        throw error;
      },
    );
    response.headers.set('date', new Date(nowMs).toUTCString());
    return response;
  }

  /** The order of the checks is [I]: first what a gateway can tell, then what only the product knows. */
  async function members(
    context: Context<SandboxEnvironment>,
    faults: RequestFaults,
    { product, action }: { readonly product: CloudProduct | undefined; readonly action: CloudAction | undefined },
    nowMs: number,
  ): Promise<object> {
    const { method } = context.req;
    const { connection } = context.env;
    const query = /\?(.*)$/su.exec(connection.target)?.[1] ?? '';
    const body = new Uint8Array(await context.req.raw.arrayBuffer());
    if (body.byteLength > mostBodyBytes || query.length > mostQueryBytes) {
      throw new CloudError('RequestSizeLimitExceeded', 'The request size exceeds the upper limit.');
    }
    for (const name of ['Action', 'Version', 'Timestamp']) {
      if (context.req.header(`x-tc-${name}`) === undefined) throw missingParameter(name);
    }
    const host = context.req.header('host') ?? new URL(context.req.url).host;
    await authenticate(
      {
        method,
        query: method === 'GET' ? query : '',
        body,
        host,
        header: (name) => context.req.header(name),
        isSandboxHost: isSandboxHost(host, sandbox.origin()),
        service: (productOfHost(host) ?? product)?.name,
      },
      { known: [permanent, temporary], keys, nowMs },
    );
    const name = context.req.header('x-tc-action') ?? '';
    if (product === undefined) {
      throw new CloudError('NoSuchVersion', 'The request parameter `Version` is not valid.');
    }
    if (action === undefined) throw new CloudError('InvalidAction', `The request action \`${name}\` is not found.`);
    limit.count(`${product.name}/${name}`, action.perSecond);
    const sent = method === 'GET' ? readQueryParameters(query, action.parameters) : parseJson(body);
    const parameters = checkParameters(sent, action.parameters, action.required ?? []);
    return action.answer({ parameters, faults, connection });
  }

  return async (context) => {
    const product = productOf(context);
    const name = context.req.header('x-tc-action') ?? '';
    const actions: Readonly<Record<string, CloudAction>> =
      (product === undefined ? undefined : actionsOf.get(product)) ?? {};
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (product === undefined || action?.on === undefined) return answer(context, noFaults, { product, action });
    const { on } = action;
    const route = withFaults(sandbox, {
      service: product.service,
      on,
      rateLimited: () => cloudFailure(requestLimitExceeded(action.perSecond), requestIds),
      answer: (_, faults) => answer(context, faults, { product, action }),
    });
    return route(context);
  };
}

/** The product that a call is for: the version decides, and where the host belongs to a product it has to agree. */
function productOf(context: Context): CloudProduct | undefined {
  const version = context.req.header('x-tc-version');
  const ofHost = productOfHost(context.req.header('host') ?? '');
  return products.find((product) => product.version === version && (ofHost === undefined || ofHost === product));
}

/** The product behind a host such as `mps.intl.tencentcloudapi.com`, which a test may have led here. */
function productOfHost(host: string): CloudProduct | undefined {
  return products.find(({ name }) => host.split('.')[0] === name);
}

/** Clients that derive the scope's service from the host find `127`, `localhost:4010` or `sandbox` here. */
function isSandboxHost(host: string, origin: string): boolean {
  return host === new URL(origin).host || /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/u.test(host);
}

function parseJson(body: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

const noFaults: RequestFaults = { has: () => false };
