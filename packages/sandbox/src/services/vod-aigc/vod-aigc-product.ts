import type { SupportedFaults } from '../../faults/fault.ts';
import { cloudFaults } from '../tencent-cloud/cloud-faults.ts';
import type { CloudProduct } from '../tencent-cloud/cloud-product.ts';
import { createAigcImageTask } from './create-aigc-image-task.ts';
import { describeMediaInfos } from './describe-media-infos.ts';
import { describeTaskDetail } from './describe-task-detail.ts';
import { describeTasks } from './describe-tasks.ts';
import { createEventConfig, describeEventConfig, modifyEventConfig } from './event-config.ts';
import { EventQueue } from './event-queue.ts';
import { confirmEvents, pullEvents } from './pull-events.ts';
import { pushEvents } from './push-events.ts';

/** Where each fault makes sense. What hits a notification hits the calls that pull them, too. */
export const vodAigcFaults: NonNullable<SupportedFaults['vod-aigc']> = {
  submit: [...cloudFaults, 'no-id', 'unknown-field'],
  query: [...cloudFaults, 'unknown-status', 'unknown-field', 'no-picture'],
  callback: [...cloudFaults, 'unknown-field', 'bad-signature', 'duplicate-callback', 'lost-callback'],
};

/** Tencent VOD, as far as it makes pictures. */
export const vodAigcProduct: CloudProduct = {
  service: 'vod-aigc',
  name: 'vod',
  version: '2018-07-17',
  createActions(sandbox) {
    const config = createEventConfig(sandbox);
    const events = { sandbox, config, queue: new EventQueue(sandbox) };
    pushEvents(events);
    return {
      CreateAigcImageTask: createAigcImageTask(sandbox),
      DescribeTaskDetail: describeTaskDetail(sandbox),
      DescribeTasks: describeTasks(sandbox),
      DescribeMediaInfos: describeMediaInfos(sandbox),
      PullEvents: pullEvents(events),
      ConfirmEvents: confirmEvents(events),
      ModifyEventConfig: modifyEventConfig(sandbox, config),
      DescribeEventConfig: describeEventConfig(sandbox, config),
    };
  },
};
