import type { SupportedFaults } from '../../faults/fault.ts';
import { cloudFaults } from '../tencent-cloud/cloud-faults.ts';
import type { CloudProduct } from '../tencent-cloud/cloud-product.ts';
import { createAigcImageTask } from './create-aigc-image-task.ts';
import { describeAigcImageTask } from './describe-aigc-image-task.ts';

/** Where each fault makes sense. */
export const mpsAigcFaults: NonNullable<SupportedFaults['mps-aigc']> = {
  submit: [...cloudFaults, 'no-id', 'unknown-field'],
  query: [...cloudFaults, 'unknown-status', 'unknown-field', 'no-picture'],
};

/** Tencent MPS, as far as it makes pictures. */
export const mpsAigcProduct: CloudProduct = {
  service: 'mps-aigc',
  name: 'mps',
  version: '2019-06-12',
  createActions: (sandbox) => ({
    CreateAigcImageTask: createAigcImageTask(sandbox),
    DescribeAigcImageTask: describeAigcImageTask(sandbox),
  }),
};
