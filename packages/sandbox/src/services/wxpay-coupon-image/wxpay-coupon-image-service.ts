import { transportFaults } from '../../faults/fault.ts';
import { downloadFaults } from '../../pictures/picture-routes.ts';
import type { ServiceModule } from '../../service-module.ts';
import { listCertificates } from './certificates.ts';
import { getNotifyConfig, type NotifyConfig, setNotifyConfig } from './notify-config.ts';
import { queryImageTask } from './query-image-task.ts';
import { submitImageTask } from './submit-image-task.ts';
import { TaskNotifier } from './task-notifier.ts';
import { uploadImage } from './upload-image.ts';
import type { WxpayEndpoint } from './wxpay-endpoint.ts';
import { createFrontDoor } from './wxpay-front-door.ts';

const coupons = '/v3/marketing/partner/product-coupon';
const signatureFaults = ['bad-signature', 'probe', 'clock-skew'] as const;

/** WeChat Pay's image-generation tasks of product coupons, for service providers, and what belongs to them. */
export const wxpayCouponImageService: ServiceModule = {
  faults: {
    'wxpay-coupon-image': {
      submit: [...transportFaults, ...signatureFaults, 'no-id', 'unknown-field'],
      query: [...transportFaults, ...signatureFaults, 'unknown-status', 'unknown-field', 'no-picture'],
      callback: [...signatureFaults, 'unknown-field', 'duplicate-callback', 'lost-callback'],
      download: downloadFaults,
    },
  },
  mount(app, sandbox) {
    const enter = createFrontDoor(sandbox);
    const config: NotifyConfig = { url: sandbox.options.wxpayNotifyUrl, updatedAtMs: sandbox.clock.now() };
    const notifier = new TaskNotifier(sandbox, config);
    const paths: Readonly<Record<string, Readonly<Record<string, WxpayEndpoint>>>> = {
      [`${coupons}/image-generation-tasks`]: { POST: submitImageTask(sandbox, notifier) },
      [`${coupons}/image-generation-tasks/:task_id`]: { GET: queryImageTask(sandbox) },
      [`${coupons}/notify-configs`]: { POST: setNotifyConfig(config, sandbox.clock), GET: getNotifyConfig(config) },
      [`${coupons}/media/upload-image`]: { POST: uploadImage },
      '/v3/certificates': { GET: listCertificates(sandbox) },
    };
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, endpoint] of Object.entries(methods)) app.on(method, path, enter(endpoint));
      app.all(path, () => new Response(null, { status: 405 }));
    }
    app.all('/v3/*', () => new Response(null, { status: 404 }));
  },
};
