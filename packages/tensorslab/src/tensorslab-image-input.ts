/** Models that the service's pages or its own client name; others are passed through as they are. */
export type TensorsLabModel = 'seedreamv4' | 'seedreamv45' | 'seedreamv5' | 'zimage' | 'quickedit';

/**
 * What `images.submit` takes. Fields are checked against the model: what a known model does not have is refused before
 * any request. For a model that this version does not know, every field is allowed.
 *
 * Source: the service's page of each model; `quickedit` from the vendor's own client only.
 */
export interface TensorsLabImageInput {
  /** The last part of the endpoint's path. */
  model: TensorsLabModel | (string & {});
  /** What to draw, or what to change. Required; no documented limit of length. */
  prompt: string;
  /** How many pictures, 1 to 15; default 1. seedreamv4, seedreamv45, seedreamv5. */
  batchSize?: number | undefined;
  /**
   * The size of the picture, by model:
   *
   * - seedreamv4: `9:16` `16:9` `3:4` `4:3` `1:1`, or `2K` (which the vendor's own client sends, the page lacks it)
   * - seedreamv45: a ratio (also `2:3` `3:2`), `2K` (default), `4K`, or `WxH` with 3 686 400 to 16 777 216 pixels
   * - seedreamv5: a ratio, `2K` (default), `3K`, `4K`, or `WxH`; the page gives the default only, the rest is inferred
   * - zimage: a ratio or `W*H`; default `1024*1024`
   * - quickedit: passed on; the form is not documented
   *
   * `1024x1024` and `1024*1024` are both understood and written as the model wants it. Where no page bounds the pixels,
   * 262 144 (512 × 512) to 16 777 216 are let through.
   */
  resolution?: string | undefined;
  /** A whole number: the same seed should give the same picture (inferred from its name). zimage. */
  seed?: number | undefined;
  /** Lets the service rewrite the prompt. zimage. */
  promptExtend?: boolean | undefined;
  /** A label kept with the task; the service's default is the model's name. seedreamv4, seedreamv45, seedreamv5. */
  category?: string | undefined;
  /** Pictures to start from, sent as repeated file parts. seedreamv4, seedreamv45, seedreamv5, quickedit. */
  sourceImages?: readonly (Blob | Uint8Array)[] | undefined;
  /** A picture to start from that the service fetches itself: http or https, one at most. The same models. */
  imageUrl?: string | URL | undefined;
}
