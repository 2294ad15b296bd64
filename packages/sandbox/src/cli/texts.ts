import type { Sandbox } from '../sandbox.ts';
import { supportedFaults } from '../services/services.ts';

const possible = Object.values(supportedFaults).flatMap((operations) => Object.values(operations).flat());

/** Text of `--help`, within 80 columns; `command` is what the sandbox was started with. */
export const helpText = (command: string): string => `Usage: ${command} [options]

Plays image-generation services on 127.0.0.1, for development and tests.

  --port PORT                 port to listen on, 0 for any free one (4010)
  --seed INTEGER              keys, ids and pictures follow from it (1)
  --task-duration-ms MS       how long every task takes (6 to 10 seconds)
  --fault FAULT               what shall go wrong; can be repeated
  --gateway-shape SHAPE       the VOD gateway answers raw or new-api (raw)
  --vod-concurrency NUMBER    VOD tasks that run at a time (1)
  --vod-when-busy WORD        a VOD task above that: wait or fail (wait)
  --vod-notification-url URL  where VOD pushes its events (they are pulled)
  --wxpay-notify-url URL      where WeChat Pay sends notifications (nowhere)
  --wxpay-keys WORD           it signs as switching or public-key (switching)
  --wxpay-unknown-task STATUS it answers 400 or 404 (400)
  --wxpay-event-type TYPE     of its notifications
                              (PRODUCT_COUPON_SP.IMAGE_GENERATION or .SEND)
  -h, --help                  this text
  -v, --version               the version

FAULT is [SERVICE/]NAME[:OPERATION][:NTH or PERCENT%], such as html:submit,
vod-aigc/rate-limit:query:3 or latency:20%. OPERATION is submit, query,
download or callback. Services:
${columns(Object.keys(supportedFaults), 78)}
Names:
${columns([...new Set(possible)], 78)}
`;

/** Text of a sandbox that is ready, within 80 columns: the exports can be pasted into a shell. */
export function startText({ url, settings }: Sandbox): string {
  const { tensorslab, mpsAigc, vodAigc, vodAigcGateway, wxpayCouponImage } = settings;
  return `Sandbox ready at ${url}

  # TensorsLab
  export TENSORSLAB_API_KEY=${tensorslab.apiKey}
  export TENSORSLAB_BASE_URL=${tensorslab.baseUrl}

  # Tencent MPS
  export MPS_AIGC_SECRET_ID=${mpsAigc.secretId}
  export MPS_AIGC_SECRET_KEY=${mpsAigc.secretKey}
  export MPS_AIGC_BASE_URL=${mpsAigc.baseUrl}

  # Tencent VOD
  export VOD_AIGC_SECRET_ID=${vodAigc.secretId}
  export VOD_AIGC_SECRET_KEY=${vodAigc.secretKey}
  export VOD_AIGC_SUB_APP_ID=${vodAigc.subAppId}
  export VOD_AIGC_EVENT_SIGN_KEY=${vodAigc.eventSignKey}
  export VOD_AIGC_BASE_URL=${vodAigc.baseUrl}

  # VOD through a gateway
  export VOD_AIGC_GATEWAY_API_KEY=${vodAigcGateway.apiKey}
  export VOD_AIGC_GATEWAY_BASE_URL=${vodAigcGateway.baseUrl}

  # WeChat Pay
  export WXPAY_MCH_ID=${wxpayCouponImage.mchId}
  export WXPAY_MERCHANT_SERIAL=${wxpayCouponImage.merchantSerialNumber}
  export WXPAY_BRAND_ID=120344
  export WXPAY_API_V3_KEY=${wxpayCouponImage.apiV3Key}
  export WXPAY_BASE_URL=${wxpayCouponImage.baseUrl}
  export WXPAY_PUBLIC_KEY_ID=${wxpayCouponImage.wechatpayPublicKey.id}
  export WXPAY_PUBLIC_KEY='${wxpayCouponImage.wechatpayPublicKey.key.trim()}'
  export WXPAY_PRIVATE_KEY='${wxpayCouponImage.privateKey.trim()}'

Press Ctrl-C to stop.
`;
}

function columns(words: readonly string[], width: number): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines.join('\n');
}
