/**
 * What `images.submit` takes: the members of `CreateAigcImageTask` in camel case. Models come and go every month, so
 * names, versions and what each takes are passed on as they are; checked is what holds for all of them.
 *
 * Source: API page and SDK model of `CreateAigcImageTask`, version 2019-06-12.
 */
export interface MpsImageInput {
  /** Mainland pages name Hunyuan, Qwen, Vidu, Kling; international ones Hunyuan, GEM, Qwen. Default: the service's. */
  modelName?: 'Hunyuan' | 'GEM' | 'Qwen' | 'Vidu' | 'Kling' | (string & {}) | undefined;
  /** Hunyuan `3.0`; GEM `2.5` `3.0`; Qwen `0925`; Vidu `q2`; Kling `2.1` `O1` `3.0` `3.0-Omni`. Default: the stable one. */
  modelVersion?: string | undefined;
  /** `3d_panorama`, Hunyuan only. */
  sceneType?: '3d_panorama' | (string & {}) | undefined;
  /** What to draw. Required where there are no `imageInfos`. Older pages say at most 1000 characters, newer nothing. */
  prompt?: string | undefined;
  /** What to leave out; some models only. */
  negativePrompt?: string | undefined;
  /** Lets the service rewrite the prompt. Default false. */
  enhancePrompt?: boolean | undefined;
  /** Pictures to start from. At most, by model: Hunyuan and GEM 3, Kling 2.1 4, Vidu 7, Kling O1 and 3.0-Omni 10. */
  imageInfos?: readonly MpsReferenceImage[] | undefined;
  /** How many pictures; "currently 1". */
  outputImageCount?: number | undefined;
  /** Shape, size and format of the picture. Default: the model's. */
  extraParameters?: MpsExtraParameters | undefined;
  /**
   * What one model takes beside all this; goes out as JSON in a text. `{ size: '1024x1024' }`: Hunyuan 3.0 sides of 512
   * to 2048 and at most 1024² pixels, Qwen 0925 512² to 2048² pixels.
   */
  additionalParameters?: Readonly<Record<string, unknown>> | undefined;
  /** Puts the picture into a COS bucket of yours; needs the role `MPS_QcsRole`. Default: the service's, for 12 hours. */
  storeCosParam?: MpsStoreCosParam | undefined;
  /** Free text: who called. */
  operator?: string | undefined;
}

/** A picture to start from: jpeg, png or webp, best below 7 MB. */
export interface MpsReferenceImage {
  /** http or https, open to the service's crawler; neither base64 nor a file id. */
  readonly imageUrl: string;
  /** Vidu q2: the id of a subject. GV: `asset` or `style`. */
  readonly referenceType?: string | undefined;
}

/** What most models take. */
export interface MpsExtraParameters {
  /** `16:9` `9:16` `1:1` `4:3` `3:4` `3:2` `2:3` `21:9` (Kling, Vidu); GEM `4:5` `5:4` as well. */
  readonly aspectRatio?: string | undefined;
  /** `720P`, `1080P`, `2K`, `4K`, by model. */
  readonly resolution?: string | undefined;
  /** 1 puts a mark on the picture that says that it was generated. Default 0. */
  readonly logoAdd?: 0 | 1 | undefined;
  /** `jpeg` or `png`. */
  readonly outputFormat?: 'jpeg' | 'png' | (string & {}) | undefined;
}

/** A bucket of the account's own. */
export interface MpsStoreCosParam {
  /** The bucket's name. */
  readonly cosBucketName: string;
  /** The bucket's own region: `ap-guangzhou`. */
  readonly cosBucketRegion: string;
  /** Where in the bucket. Default: the service's. */
  readonly cosBucketPath?: string | undefined;
}
