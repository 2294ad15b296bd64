import type { ClientOptions, ImageTasks, RequestOptions, TaskSnapshot } from './core.d.ts';

type MaybePromise<T> = T | Promise<T>;

/** What users' programs are written against: @x/tencent-cloud, @x/mps-aigc, @x/vod-aigc. */
export interface TencentCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string | undefined;
}
export type TencentAuth =
  | TencentCredentials
  | { readonly credentials: () => MaybePromise<TencentCredentials & { readonly expiresAt?: Date | undefined }> };

export type TencentCloudSettings = ClientOptions &
  TencentAuth & { readonly service: string; readonly version: string; readonly region?: string | undefined };
export interface TencentCloudClient {
  call<Result extends object = Readonly<Record<string, unknown>>>(
    action: string,
    payload: object,
    options?: RequestOptions & { readonly idempotent?: boolean | undefined; readonly region?: string | undefined },
  ): Promise<{ readonly result: Result; readonly requestId: string }>;
}
export function createTencentCloud(settings: TencentCloudSettings): TencentCloudClient;
export function signTc3(request: {
  readonly method: string;
  readonly host: string;
  readonly service: string;
  readonly timestamp: number;
  readonly contentType: string;
  readonly query?: string | undefined;
  readonly body: string | Uint8Array;
  readonly secretId: string;
  readonly secretKey: string;
  /** Further headers to sign beside content-type and host. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}): Promise<{
  readonly authorization: string;
  readonly signature: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}>;

export interface MpsImageInput {
  modelName?: 'Hunyuan' | 'GEM' | 'Qwen' | (string & {}) | undefined;
  modelVersion?: string | undefined;
  prompt?: string | undefined;
  enhancePrompt?: boolean | undefined;
  imageInfos?: readonly { readonly imageUrl: string }[] | undefined;
  additionalParameters?: Readonly<Record<string, unknown>> | undefined;
}
export type MpsAigcSettings = ClientOptions &
  TencentAuth & { readonly site?: 'intl' | 'mainland' | undefined; readonly region?: string | undefined };
export function createMpsAigc(settings: MpsAigcSettings): { readonly images: ImageTasks<MpsImageInput> };

export interface VodImageInput {
  modelName: 'GEM' | 'GG' | 'OG' | (string & {});
  modelVersion: string;
  prompt?: string | undefined;
  sessionId?: string | undefined;
}
export interface VodGatewayImageInput {
  modelName: 'GEM' | (string & {});
  modelVersion: string;
  prompt: string;
  sessionId?: string | undefined;
}
export type VodGatewaySettings = ClientOptions & {
  readonly apiKey: string | (() => MaybePromise<string>);
  readonly baseUrl: string | URL;
};

/** Headers of any framework; body must be the bytes as received. */
export interface IncomingCallback {
  readonly headers:
    { get(name: string): string | null } | { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: string | Uint8Array | ArrayBuffer;
}
export interface VodImageEvent {
  readonly type: 'image-task';
  readonly snapshot: TaskSnapshot;
  readonly sessionId?: string | undefined;
  readonly sessionContext?: string | undefined;
}
export interface VodOtherEvent {
  readonly type: 'other';
  readonly eventType: string;
  readonly raw: unknown;
}
export type VodEvent = VodImageEvent | VodOtherEvent;
export interface VodEvents {
  parse(message: IncomingCallback): Promise<readonly VodEvent[]>;
  /** Taking the next one confirms the one before; `break` leaves it unconfirmed. */
  pull(options?: { readonly signal?: AbortSignal | undefined }): AsyncIterable<VodEvent>;
}
export type VodAigcSettings = ClientOptions &
  TencentAuth & {
    readonly subAppId: number;
    readonly site?: 'intl' | 'mainland' | undefined;
    readonly eventSignKey?: string | undefined;
  };
