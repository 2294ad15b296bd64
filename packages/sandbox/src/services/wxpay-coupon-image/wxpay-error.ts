/** Where a parameter is at fault. */
export interface ErrorDetail {
  /** JSON pointer into the body, or the name of a parameter of path or query. */
  readonly field: string;
  readonly value: string;
  readonly issue: string;
  readonly location: 'body' | 'url' | 'query';
}

interface ErrorKind {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /**
   * The number at the end of `Request-ID`; absent where the answer has no `Request-ID`. [V] The numbers are those of the
   * service; which of them comes when is [I].
   */
  readonly number?: number | undefined;
}

/** What APIv3 refuses with: HTTP status and a body with code, message and perhaps a detail. */
export class WxpayError extends Error {
  readonly status: number;
  readonly code: string;
  readonly number: number | undefined;
  readonly detail: ErrorDetail | undefined;

  constructor({ status, code, message, number }: ErrorKind, detail?: ErrorDetail) {
    super(message);
    this.status = status;
    this.code = code;
    this.number = number;
    this.detail = detail;
  }
}

/** A parameter that is missing or of the wrong form. */
export function parameterError(detail: ErrorDetail, message = '参数错误'): WxpayError {
  return new WxpayError({ status: 400, code: 'PARAM_ERROR', message, number: 268_435_461 }, detail);
}

/** Parameters that do not go together, or with what the service knows. */
export function businessError(detail?: ErrorDetail, number = 268_578_101): WxpayError {
  return new WxpayError({ status: 400, code: 'INVALID_REQUEST', message: '传入参数不符合业务规则', number }, detail);
}

/** Something in the protocol's own headers. */
export function protocolError(message: string): WxpayError {
  return new WxpayError({ status: 400, code: 'INVALID_REQUEST', message, number: 268_578_224 });
}

/** [P] A refused signature comes without `Request-ID`. */
export function signError(message: string): WxpayError {
  return new WxpayError({ status: 401, code: 'SIGN_ERROR', message });
}

export function rateLimitError(): WxpayError {
  return new WxpayError({
    status: 429,
    code: 'RATELIMIT_EXCEEDED',
    message: '请求超过接口频率限制',
    number: 270_924_289,
  });
}

/** The brand has not authorised the merchant. */
export function permissionError(): WxpayError {
  const message = '商户号该产品权限未开通，请前往商户平台>产品中心检查后重试';
  return new WxpayError({ status: 403, code: 'NO_AUTH', message, number: 268_579_803 });
}

export function notFoundError(message: string): WxpayError {
  return new WxpayError({ status: 404, code: 'NOT_FOUND', message, number: 268_578_608 });
}
