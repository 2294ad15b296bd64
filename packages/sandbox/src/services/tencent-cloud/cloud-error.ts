/** What an action of Tencent Cloud's API 3.0 refuses with: it becomes `Response.Error`, with HTTP status 200. */
export class CloudError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
