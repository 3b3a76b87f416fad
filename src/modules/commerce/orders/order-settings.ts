import { integerSetting } from "../../contracts/setting.js";

export const ordersPerMinute = integerSetting({
  name: "orders.perMinute",
  description: "Maximum number of `placeOrder` calls per account and minute.",
  default: 20,
  minimum: 1,
  maximum: 100_000,
});

/** Bounds guesses of discount codes. */
export const previewsPerMinute = integerSetting({
  name: "orders.previewsPerMinute",
  description: "Maximum number of `orderPreview` calls per account and minute.",
  default: 60,
  minimum: 1,
  maximum: 100_000,
});

export const openOrderLimit = integerSetting({
  name: "orders.openLimit",
  description: "Unpaid orders that an account may have at once. They hold stock until they expire.",
  default: 10,
  minimum: 1,
  maximum: 10_000,
});

export const orderExpiryMinutes = integerSetting({
  name: "orders.expiryMinutes",
  description: "Minutes after which an unpaid order ends and its stock is released. Applies to later orders.",
  default: 30,
  minimum: 5,
  maximum: 10_080,
});

export const orderSettings = [ordersPerMinute, previewsPerMinute, openOrderLimit, orderExpiryMinutes];
