import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * The service, in a process of its own, so that its work is not counted. It answers every query with the same task, and
 * signs that once a minute: what is measured is who asks. Throw-away keys, made at each start.
 */

/** What the contenders need; sent to the parent process. */
export interface ServiceSettings {
  readonly baseUrl: string;
  readonly mchId: string;
  readonly merchantSerialNumber: string;
  readonly privateKey: string;
  readonly publicKeyId: string;
  readonly publicKey: string;
  readonly taskId: string;
  readonly brandId: string;
}

const pem = {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
};
const merchant = generateKeyPairSync('rsa', { modulusLength: 2048, ...pem } as never) as unknown as KeyPair;
const platform = generateKeyPairSync('rsa', { modulusLength: 2048, ...pem } as never) as unknown as KeyPair;
const publicKeyId = 'PUB_KEY_ID_0119000000012026010100000000000001';
const [taskId, brandId] = ['benchmark-task-1', '120344'];
const body = JSON.stringify({
  task_id: taskId,
  brand_id: brandId,
  image_generation_type: 'COMBINE_IMAGE',
  task_state: 'PROCESSING',
});

interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

function signedHeaders(): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const nonce = randomBytes(16).toString('hex');
  const message = `${timestamp}\n${nonce}\n${body}\n`;
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'wechatpay-serial': publicKeyId,
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': sign('sha256', Buffer.from(message), platform.privateKey).toString('base64'),
  };
}

let headers = signedHeaders();
setInterval(() => (headers = signedHeaders()), 60_000).unref();

const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const settings: ServiceSettings = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mchId: '1900000001',
    merchantSerialNumber: 'A1'.repeat(20),
    privateKey: merchant.privateKey,
    publicKeyId,
    publicKey: platform.publicKey,
    taskId,
    brandId,
  };
  process.send?.(settings);
});
process.on('disconnect', () => process.exit(0));
