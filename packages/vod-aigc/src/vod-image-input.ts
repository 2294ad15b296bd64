import type { ExtInfo } from './ext-info.ts';

/** A reference picture: exactly one of `fileId`, `url` and `base64`. */
export interface VodFileInfo {
  /** Need not be given: `Url` is written beside a URL, `Base64` beside Base64; a `fileId` goes without, or with `File`. */
  type?: 'File' | 'Url' | 'Base64' | undefined;
  /** A file stored in VOD. jpeg, png or webp, below 7 MB recommended. */
  fileId?: string | undefined;
  /** http or https; the service fetches it. The same limits. */
  url?: string | URL | undefined;
  /** The picture itself, without `data:…,` before it. All pictures of one request together: 7 MB. */
  base64?: string | undefined;
  /** What it shows. GEM 2.5 and 3.0. */
  text?: string | undefined;
  /** `mask`: the picture is a mask. OG. */
  referenceType?: 'mask' | (string & {}) | undefined;
}

/** How the picture is made and kept. */
export interface VodOutputConfig {
  /** `Temporary` (default): nothing stored, a link for 7 days. `Permanent`: stored in VOD, billed, with a `fileId`. */
  storageMode?: 'Temporary' | 'Permanent' | undefined;
  /** Name of the stored file, at most 64 characters. */
  mediaName?: string | undefined;
  /** Class of the stored file; default 0. */
  classId?: number | undefined;
  /** When the stored file is deleted, in ISO 8601: `2026-12-31T00:00:00Z`; default never. */
  expireTime?: string | undefined;
  /**
   * By model; the case of the letters matters. OG, GG 2.5 and 3.0, SI 4.0: `1K` (default) `2K` `4K`; GG 3.1 also `720P`;
   * SI 4.5: `2K` (default) `4K`; SI 5.0-lite: `2K` (default) `3K`; Kling 2.1 and 3.0: `1k` (default) `2k`; Kling 3.0-Omni
   * and O1 also `4k`; Vidu q2: `1080p` (default) `2K` `4K`. Hunyuan and Qwen: not here, but `extInfo.size`.
   */
  resolution?: string | undefined;
  /** By model: `1:1` `16:9` `9:16`…; Kling 3.0-Omni and O1 also `auto`. SI, Hunyuan and Qwen do not take it. */
  aspectRatio?: string | undefined;
  /** Whether people may be in it. */
  personGeneration?: 'AllowAdult' | 'Disallowed' | (string & {}) | undefined;
  /** Whether the service looks for what is forbidden in prompt and reference pictures. Default: the service's. */
  inputComplianceCheck?: 'Enabled' | 'Disabled' | undefined;
  /** Whether the service looks for what is forbidden in the picture it made. Default: the service's. */
  outputComplianceCheck?: 'Enabled' | 'Disabled' | undefined;
  /** How many pictures. Kling 1 to 9, OG 1 to 8; ignored elsewhere. */
  outputImageCount?: number | undefined;
  /** Default: the model's. */
  outputFormat?: 'jpeg' | 'png' | (string & {}) | undefined;
  /** A watermark that says that the picture was generated; default `Disabled`. */
  logoAdd?: 'Enabled' | 'Disabled' | undefined;
}

/**
 * What `images.submit` of the direct API takes: every field of `CreateAigcImageTask` but `SubAppId`, which is a setting.
 * Names, limits and texts are those of the service's API definition (2018-07-17). What depends on the model is not
 * checked: models change from month to month.
 */
export interface VodImageInput {
  /**
   * `OG` (gpt-image), `GG` or its old name `GEM` (Gemini), `Hunyuan`, `Vidu`, `Kling`, `SI` (Seedream), `Qwen`… At most
   * 512 characters, because refs hold no more.
   */
  modelName: 'GEM' | 'GG' | 'OG' | 'Hunyuan' | 'Vidu' | 'Kling' | 'SI' | 'Qwen' | (string & {});
  /**
   * OG `image2_low` `image2_medium` `image2_high`; GG `2.5` `3.0` `3.1`; Hunyuan `3.0`; Vidu `q2`; Kling `2.1` `3.0`
   * `3.0-Omni` `O1` `scene`; SI `4.0` `4.5` `5.0-lite`; Qwen `0925`…
   */
  modelVersion: string;
  /** What to draw. Required where there are no `fileInfos`. */
  prompt?: string | undefined;
  /** Reference pictures, at most: GG 2.5 3, GG 3.x 14, Kling 2.1 4, 3.0 1, 3.0-Omni and O1 10, Vidu q2 7, Hunyuan 3. */
  fileInfos?: readonly VodFileInfo[] | undefined;
  /** What not to draw. */
  negativePrompt?: string | undefined;
  /** Whether the service may rewrite the prompt. */
  enhancePrompt?: 'Enabled' | 'Disabled' | undefined;
  /** Shape, number and keeping of the pictures. Default: one that is kept for 7 days, in the model's own size. */
  outputConfig?: VodOutputConfig | undefined;
  /** Where the reference pictures are. */
  inputRegion?: 'Mainland' | 'Oversea' | 'OverseaUSWest' | (string & {}) | undefined;
  /** `3d_panorama` (Hunyuan), `image_expand` (Kling). */
  sceneType?: '3d_panorama' | 'image_expand' | (string & {}) | undefined;
  /** A whole number. */
  seed?: number | undefined;
  /**
   * At most 50 characters. The service refuses a second order under the same one for some days (one page says 3, another
   * 7): that is what keeps a repeated submit from being paid twice. Default: one is made for each submit. `''` switches
   * it off: then nothing is sent again after a lost answer. An `api` error with `InvalidParameterValue.SessionId` means
   * that an earlier order under your id was executed: look for that one, another id would buy again.
   */
  sessionId?: string | undefined;
  /** At most 1000 characters; given back with the task and in events. */
  sessionContext?: string | undefined;
  /** −10 to 10, the higher the sooner; default 0. */
  tasksPriority?: number | undefined;
  /** The model's own parameters, encoded as the service wants them; or text, sent as it is. */
  extInfo?: ExtInfo | undefined;
}
