import type { ExtInfo } from './ext-info.ts';

/** A reference picture, as the gateway takes it: `fileId` or `url`. */
export interface VodGatewayFileInfo {
  /** Need not be given: `Url` is written beside a URL; a `fileId` goes without, or with `File`. */
  type?: 'File' | 'Url' | undefined;
  /** A file stored in VOD. */
  fileId?: string | undefined;
  /** http or https; the service fetches it. jpeg, png or webp, below 7 MB recommended. */
  url?: string | URL | undefined;
  /** What it shows. GEM 2.5 and 3.0. */
  text?: string | undefined;
}

/** How the picture is made and kept; the values are those of the direct API. */
export interface VodGatewayOutputConfig {
  /** `Temporary` (default): a link for 7 days. `Permanent`: stored in the gateway's VOD account. */
  storageMode?: 'Temporary' | 'Permanent' | undefined;
  /** By model: `1K` `2K` `4K`, `720P` `1080P`… The case of the letters matters. */
  resolution?: string | undefined;
  /** By model: `1:1` `16:9` `9:16`… */
  aspectRatio?: string | undefined;
  /** Whether people may be in it. */
  personGeneration?: 'AllowAdult' | 'Disallowed' | (string & {}) | undefined;
  /** Whether the service looks for what is forbidden in prompt and reference pictures. Default: the service's. */
  inputComplianceCheck?: 'Enabled' | 'Disabled' | undefined;
  /** Whether the service looks for what is forbidden in the picture it made. Default: the service's. */
  outputComplianceCheck?: 'Enabled' | 'Disabled' | undefined;
}

/**
 * What `images.submit` of a gateway takes: smaller than the direct API's. One picture per task. Source: the gateway's
 * public documentation of `POST /tencent-vod/v1/aigc-image`.
 */
export interface VodGatewayImageInput {
  /**
   * Documented: `GEM`, `Qwen`, `Hunyuan`; relays add others (`Kling`…). An unknown one is refused before any task. At most
   * 512 characters, because refs hold no more.
   */
  modelName: 'GEM' | 'Qwen' | 'Hunyuan' | (string & {});
  /** By model: GEM `2.5` `3.0`, Qwen `0925`, Hunyuan `3.0`… */
  modelVersion: string;
  /** What to draw. Required here, also beside reference pictures. */
  prompt: string;
  /** Reference pictures; how many depends on the model. */
  fileInfos?: readonly VodGatewayFileInfo[] | undefined;
  /** What not to draw. */
  negativePrompt?: string | undefined;
  /** Whether the service may rewrite the prompt. */
  enhancePrompt?: 'Enabled' | 'Disabled' | undefined;
  /** Shape and keeping of the picture. Default: kept for 7 days, in the model's own size. */
  outputConfig?: VodGatewayOutputConfig | undefined;
  /**
   * At most 50 characters. Whether the gateway passes it on is not known, so it guards nothing here: after a lost answer
   * nothing is sent again.
   */
  sessionId?: string | undefined;
  /** At most 1000 characters; given back with the task. */
  sessionContext?: string | undefined;
  /** −10 to 10; default 0. Sent as text, as documented. */
  tasksPriority?: number | undefined;
  /** The model's own parameters, encoded as the service wants them; or text, sent as it is. */
  extInfo?: ExtInfo | undefined;
}
