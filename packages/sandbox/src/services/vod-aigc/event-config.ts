import type { SandboxContext } from '../../service-module.ts';
import { CloudError } from '../tencent-cloud/cloud-error.ts';
import type { CloudAction } from '../tencent-cloud/cloud-product.ts';
import { cloudAccount } from '../tencent-cloud/tencent-cloud-keys.ts';
import { checkSubAppId, textOf } from './vod-parameters.ts';

/** How the application gets its events. */
export interface EventConfig {
  mode: 'PUSH' | 'PULL';
  /** Empty: nothing is pushed. */
  notificationUrl: string;
  /** Empty: pushed events are not signed. */
  signKey: string;
  readonly switches: Record<EventSwitch, string>;
}

type EventSwitch = (typeof eventSwitches)[number];

const eventSwitches = [
  'UploadMediaCompleteEventSwitch',
  'DeleteMediaCompleteEventSwitch',
  'PersistenceCompleteEventSwitch',
] as const;

/** Events wait to be pulled, unless the sandbox was told where to push them. */
export function createEventConfig(sandbox: SandboxContext): EventConfig {
  const { vodNotificationUrl } = sandbox.options;
  return {
    mode: vodNotificationUrl === undefined ? 'PULL' : 'PUSH',
    notificationUrl: vodNotificationUrl ?? '',
    signKey: cloudAccount(sandbox.seed).eventSignKey,
    switches: {
      UploadMediaCompleteEventSwitch: 'ON',
      DeleteMediaCompleteEventSwitch: 'OFF',
      PersistenceCompleteEventSwitch: 'OFF',
    },
  };
}

/** `ModifyEventConfig` of VOD. The switches are kept, and decide nothing: no event here depends on one. */
export function modifyEventConfig(sandbox: SandboxContext, config: EventConfig): CloudAction {
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    perSecond: 20,
    parameters: {
      SubAppId: 'integer',
      Mode: 'string',
      NotificationUrl: 'string',
      SignKey: 'string',
      UploadMediaCompleteEventSwitch: 'string',
      DeleteMediaCompleteEventSwitch: 'string',
      PersistenceCompleteEventSwitch: 'string',
    },
    answer({ parameters }) {
      checkSubAppId(parameters, subAppId);
      const mode = parameters['Mode'] ?? config.mode;
      const url =
        parameters['NotificationUrl'] === undefined ? config.notificationUrl : textOf(parameters, 'NotificationUrl');
      const signKey = parameters['SignKey'] === undefined ? config.signKey : textOf(parameters, 'SignKey');
      if (mode !== 'PUSH' && mode !== 'PULL') throw invalid('Mode must be PUSH or PULL');
      if (url !== '' && !isWebUrl(url)) throw invalid('NotificationUrl must be an http or https URL');
      if (!/^[A-Za-z0-9]{0,32}$/u.test(signKey)) throw invalid('SignKey must be at most 32 letters and digits');
      config.mode = mode;
      config.notificationUrl = url;
      config.signKey = signKey;
      for (const name of eventSwitches) config.switches[name] = textOf(parameters, name) || config.switches[name];
      return {};
    },
  };
}

/** `DescribeEventConfig` of VOD. The key is not told. */
export function describeEventConfig(sandbox: SandboxContext, config: EventConfig): CloudAction {
  const { subAppId } = cloudAccount(sandbox.seed);
  return {
    perSecond: 100, // [I]
    parameters: { SubAppId: 'integer' },
    answer({ parameters }) {
      checkSubAppId(parameters, subAppId);
      return { Mode: config.mode, NotificationUrl: config.notificationUrl, ...config.switches };
    },
  };
}

function isWebUrl(text: string): boolean {
  return /^https?:\/\//u.test(text) && URL.canParse(text);
}

function invalid(message: string): CloudError {
  return new CloudError('InvalidParameterValue', message);
}
