import { integerSetting } from "../../contracts/setting.js";

export const graceDays = integerSetting({
  name: "billing.graceDays",
  description: "Days after a failed payment during which a subscription keeps what it gives. Applies to payments that fail later.",
  default: 7,
  minimum: 0,
  maximum: 60,
});

export const billingSettings = [graceDays];
