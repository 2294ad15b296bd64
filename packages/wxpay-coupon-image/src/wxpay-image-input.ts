/** An amount off. */
export interface WxpayNormalCoupon {
  /** Fen (1/100 yuan): what has to be spent; 0 = any amount. ¥100 = 10000. A whole number. */
  threshold: number;
  /** Fen: what is taken off. A whole number. The service is known to refuse 0, and more than a threshold that is not 0. */
  discountAmount: number;
}

/** A share off. */
export interface WxpayDiscountCoupon {
  /** Fen (1/100 yuan): what has to be spent; 0 = any amount. A whole number. */
  threshold: number;
  /** Percent taken **off**: 30 = pay 70 % (7 折). A whole number; sibling pages allow 1 to 99. */
  percentOff: number;
}

/** One item at a fixed price. */
export interface WxpayExchangeCoupon {
  /** Fen (1/100 yuan): what has to be spent; 0 = any amount. A whole number. */
  threshold: number;
  /** Fen: the price of the item; may be 0. A whole number. */
  exchangePrice: number;
}

/** The offer that the picture shows. */
export type WxpayCombineImage = {
  /** The page of the service takes `SINGLE` alone at present. */
  usageMode: 'SINGLE';
  /** `#rrggbb`: `#ff5733`. Default: the service's choice. */
  backgroundColor?: string | undefined;
} & (
  | {
      /** What the coupon is for: `ALL` that the shop has, or `SINGLE` items. */
      scope: 'ALL' | 'SINGLE';
      /** `NORMAL`: an amount off. */
      type: 'NORMAL';
      normalCoupon: WxpayNormalCoupon;
    }
  | {
      scope: 'ALL' | 'SINGLE';
      /** `DISCOUNT`: a share off. */
      type: 'DISCOUNT';
      discountCoupon: WxpayDiscountCoupon;
    }
  | {
      /** Single items only. */
      scope: 'SINGLE';
      /** `EXCHANGE`: one item at a fixed price. */
      type: 'EXCHANGE';
      exchangeCoupon: WxpayExchangeCoupon;
    }
);

/** A picture to cut out. */
export interface WxpayCutOut {
  /** Under `https://wxpaylogo.qpic.cn`: what `uploadImage` gives back. */
  imageUrl: string;
}

/** What every input has. */
interface Common {
  /** The brand's id, from WeChat Pay; the brand must have authorised this service provider. Text, although it is digits. */
  brandId: string;
  /**
   * Your own number of the task: 6 to 40 letters, digits, `_` and `-`, unique for all your brands. The service recognises
   * a repeated submit by it. Default: 32 random letters and digits.
   *
   * An offer that changed needs a new one: after a lost answer the task is looked for, and one under this id, with the
   * picture of the old offer, is taken for this order.
   *
   * A submit that is refused as `ALREADY_EXISTS` (`ApiError.providerCode`; siblings of this API say it of an id that was
   * used with other data, the pages of this one do not) means that a task of that id exists: look with `images.get` before
   * anything else.
   */
  taskId?: string | undefined;
}

/**
 * What `images.submit` takes: every field of the service's page (4017327735), by type. Amounts are whole fen. What only
 * sibling pages say (1 to 99 percent, amounts that are not 0, not more than the threshold) is a `warning` event.
 */
export type WxpayCouponImageInput =
  | (Common & {
      /** Brand elements and the offer together: a head image for a coupon. */
      imageGenerationType: 'COMBINE_IMAGE';
      combineImage: WxpayCombineImage;
    })
  | (Common & {
      /** A product picture without its background. */
      imageGenerationType: 'CUT_OUT';
      cutOut: WxpayCutOut;
    });
