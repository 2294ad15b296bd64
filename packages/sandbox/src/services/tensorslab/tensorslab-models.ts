/** What the service documents of one model's form. */
export interface TensorsLabModel {
  /** The most pictures of one task; undefined where the form has no `batchsize`. */
  readonly mostPictures?: number | undefined;
  /** The aspect ratios it takes, and the pixels each becomes. */
  readonly ratios: Readonly<Record<string, Size>>;
  /** Words for a size. */
  readonly words: Readonly<Record<string, Size>>;
  /** What stands between width and height; undefined where free sizes are not taken. */
  readonly separator?: 'x' | '*' | 'either' | undefined;
  /** Limits of width × height. */
  readonly pixels: { readonly least: number; readonly most: number };
  readonly defaultSize: Size;
  /** Whether the form has `sourceImage` and `imageUrl`. */
  readonly takesImages: boolean;
  /** Whether the form has `seed` and `prompt_extend`. */
  readonly takesSeed: boolean;
}

/** In pixels. */
export type Size = readonly [width: number, height: number];

// [I] The service says neither what a ratio nor what `2K` comes to. These are the sizes that the makers of the
// Seedream models recommend; each keeps the documented least of 3,686,400 pixels.
const seedreamRatios = {
  '1:1': [2048, 2048],
  '4:3': [2304, 1728],
  '3:4': [1728, 2304],
  '16:9': [2560, 1440],
  '9:16': [1440, 2560],
  '3:2': [2496, 1664],
  '2:3': [1664, 2496],
} as const satisfies Record<string, Size>;

// [I] Likewise around the documented default of 1024*1024.
const zImageRatios = {
  '1:1': [1024, 1024],
  '4:3': [1152, 864],
  '3:4': [864, 1152],
  '16:9': [1280, 720],
  '9:16': [720, 1280],
  '3:2': [1248, 832],
  '2:3': [832, 1248],
} as const satisfies Record<string, Size>;

const words = { '2K': [2048, 2048], '4K': [4096, 4096] } as const satisfies Record<string, Size>;
const mostPixels = 16_777_216;

const seedream: TensorsLabModel = {
  mostPictures: 15,
  ratios: seedreamRatios,
  words,
  separator: 'x',
  pixels: { least: 3_686_400, most: mostPixels },
  defaultSize: words['2K'],
  takesImages: true,
  takesSeed: false,
};

const { '3:2': _landscape, '2:3': _portrait, ...fiveRatios } = seedreamRatios;

/** The models of the service, by the last part of their path. */
export const tensorsLabModels: ReadonlyMap<string, TensorsLabModel> = new Map<string, TensorsLabModel>([
  // Documented are five ratios; the vendor's own script sends `2K` all the same, so that is taken too.
  ['seedreamv4', { ...seedream, ratios: fiveRatios, words: { '2K': words['2K'] }, separator: undefined }],
  ['seedreamv45', seedream],
  // [I] Likewise, with the sizes of V5: the page has nothing but its default.
  [
    'seedreamv5',
    { ...seedream, words: { ...words, '3K': [3072, 3072] }, pixels: { least: 262_144, most: mostPixels } },
  ],
  [
    'zimage',
    {
      ratios: zImageRatios,
      words: {},
      separator: '*',
      pixels: { least: 1, most: mostPixels }, // [I] no limits are documented; this one keeps pictures drawable
      defaultSize: zImageRatios['1:1'],
      takesImages: false,
      takesSeed: true,
    },
  ],
  // [I] Known from the vendor's own client only, which sends a resolution of unknown form: every form is taken.
  ['quickedit', { ...seedream, mostPictures: undefined, separator: 'either', pixels: { least: 1, most: mostPixels } }],
]);
