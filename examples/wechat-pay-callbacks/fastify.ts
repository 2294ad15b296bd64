import type { WxpayCouponImageClient } from '@x/wxpay-coupon-image';
import type { FastifyPluginAsync } from 'fastify';
import type { StoreImage } from './store-image.ts';

export interface WxpayPluginOptions {
  readonly wxpay: WxpayCouponImageClient;
  readonly store: StoreImage;
}

/** `fastify.register(wxpayCallbacks, { wxpay, store })`; as it is, and not wrapped by fastify-plugin. */
export const wxpayCallbacks: FastifyPluginAsync<WxpayPluginOptions> = async (fastify, { wxpay, store }) => {
  // The signature covers the bytes. A plugin has parsers of its own: other routes go on getting JSON.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body);

  fastify.post('/wxpay/notify', async (request, response) => {
    let reply = wxpay.callbacks.reply(); // 204: stored
    try {
      const notification = await wxpay.callbacks.parse({ headers: request.headers, body: request.body as Buffer });
      await store(notification); // within 5 s, or the service sends again
    } catch (error) {
      reply = wxpay.callbacks.reply(error); // 401: not the service's; 500: comes again
    }
    return response.code(reply.status).headers(reply.headers).send(reply.body);
  });
};
