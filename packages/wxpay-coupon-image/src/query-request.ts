import type { RequestSpec } from '@x/core/provider';

/** Where the tasks are. */
export const TASKS_PATH = '/v3/marketing/partner/product-coupon/image-generation-tasks';

/** What a query needs beside the id: the brand, and the type as submitted. */
export interface QueryParams {
  readonly brandId: string;
  readonly imageGenerationType: string;
}

/** The request that asks for a task; percent-encoded once, because what is signed is what is sent. */
export function queryRequest(id: string, { brandId, imageGenerationType }: QueryParams): RequestSpec {
  const query = new URLSearchParams({ brand_id: brandId, image_generation_type: imageGenerationType });
  return { method: 'GET', path: `${TASKS_PATH}/${encodeURIComponent(id)}?${query}` };
}
