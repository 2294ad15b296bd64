import { signTc3 } from '@x/tencent-cloud';
import { createVodAigc } from '@x/vod-aigc';
import vectors from '../../../tools/payloads/vectors/tc3.json' with { type: 'json' };
import push from '../../../tools/payloads/vod/push-callback.json' with { type: 'json' };
import { type RuntimeCase, expectSame, rejection } from './runtime-case.ts';

/** What Tencent's own signer made of the same requests, and an event as its documentation shows it. */
export const tencentCases: readonly RuntimeCase[] = [
  {
    name: 'TC3 signatures equal the official SDK’s',
    row: 'TC3 signatures',
    executed: [],
    async run() {
      for (const { payload: body, expected, ...request } of vectors) {
        const { authorization, signature, canonicalRequest, stringToSign } = expected;
        expectSame(await signTc3({ ...request, headers: undefined, body }), {
          authorization,
          signature,
          canonicalRequest,
          stringToSign,
        });
      }
      return `${vectors.length} vectors`;
    },
  },
  {
    name: 'VOD events are parsed, a wrong Sign is refused',
    row: 'callbacks',
    executed: [],
    async run({ vodAigc }) {
      const body = new TextEncoder().encode(JSON.stringify(push));
      const { eventSignKey: _signed, ...unsigned } = vodAigc;
      const [event] = await createVodAigc(unsigned).events.parse({ headers: new Headers(), body });
      if (event?.type !== 'image-task') throw new Error(JSON.stringify(event));
      expectSame([event.snapshot.status, event.sessionId], ['succeeded', 'mysession']);
      const error = await rejection(createVodAigc(vodAigc).events.parse({ headers: new Headers(), body }));
      expectSame(Object(error).code, 'signature');
    },
  },
];
