import { readBody, textIn } from './body-members.ts';
import type { WxpayEndpoint } from './wxpay-endpoint.ts';
import { parameterError, WxpayError } from './wxpay-error.ts';

/** [V] 2 MB; [I] that they are binary ones. */
const mostBytes = 2 * 1_024 * 1_024;

/**
 * `POST …/media/upload-image`: a form with `meta`, which alone is signed, and `file`. The URL is of the service's own
 * store, so that a cut-out takes it; there is nothing behind it.
 */
export const uploadImage: WxpayEndpoint = {
  perSecond: 20,
  async signedBody(body, contentType) {
    const form = await readForm(body, contentType);
    return form?.meta ?? new Uint8Array();
  },
  async answer({ body, header }) {
    const { meta, file } = (await readForm(body, header('content-type') ?? '')) ?? {};
    if (meta === undefined) throw missing('meta', '媒体文件元信息');
    if (file === undefined || file.length === 0) throw missing('file', '媒体文件');
    const described = readBody(meta);
    const filename = textIn(described, 'filename', /^.{1,150}$/u);
    const [, extension] = /\.(jpg|bmp|png)$/iu.exec(filename) ?? [];
    if (extension === undefined) throw wrong('/filename', filename, 'none of .jpg, .bmp, .png');
    if (file.length > mostBytes) {
      const message = '图片大小超过2MB';
      throw new WxpayError({ status: 400, code: 'PARAM_ERROR', message, number: 270_087_680 });
    }
    const digest = hex(await crypto.subtle.digest('SHA-256', file));
    const claimed = textIn(described, 'sha256', /^[0-9A-Fa-f]{64}$/u);
    if (claimed.toLowerCase() !== digest) throw wrong('/sha256', claimed, 'not of this file');
    return { image_url: `https://wxpaylogo.qpic.cn/wxpaylogo/${digest.slice(0, 40)}.${extension.toLowerCase()}` };
  },
};

interface UploadForm {
  readonly meta?: Uint8Array<ArrayBuffer> | undefined;
  readonly file?: Uint8Array<ArrayBuffer> | undefined;
}

async function readForm(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<UploadForm | undefined> {
  const response = new Response(body, { headers: { 'content-type': contentType } });
  const form = await response.formData().catch(() => undefined);
  if (form === undefined) return undefined;
  const part = async (name: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const value = form.get(name);
    if (value === null) return undefined;
    return new Uint8Array(await new Response(value).arrayBuffer());
  };
  return { meta: await part('meta'), file: await part('file') };
}

/** [P] The text for a missing `meta` was seen. */
function missing(name: string, title: string): WxpayError {
  const message = `输入源“/body/${name}”映射到字段“${title}”必填性规则校验失败，此字段为必填项`;
  return parameterError({ field: `/${name}`, value: '', issue: 'required', location: 'body' }, message);
}

function wrong(field: string, value: string, issue: string): WxpayError {
  return parameterError({ field, value, issue, location: 'body' });
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
