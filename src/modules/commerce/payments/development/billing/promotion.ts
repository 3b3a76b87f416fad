/** The promotion codes of the built-in provider: a quarter off every invoice. */
export const PERCENT_BP = 2500;

const PROMOTION = {
  ...{ id: "promo_dev25", object: "promotion_code", code: "DEV25", active: true },
  coupon: { id: "dev25", name: "25% off", percent_off: 25, amount_off: null, currency: null },
} as const;

export const promotionsFor = (code: string): (typeof PROMOTION)[] => (code.trim().toUpperCase() === PROMOTION.code ? [PROMOTION] : []);

/** Throws for an unknown id. */
export function promotionWith(id: string): typeof PROMOTION {
  if (id !== PROMOTION.id) throw new Error("The built-in provider has no such promotion code.");
  return PROMOTION;
}
