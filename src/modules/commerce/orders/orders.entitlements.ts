/** The permission `order:support` asks for it. */
export const ordersEntitlements = {
  "order-support": {
    description: "Support of orders: sees those of all accounts, tries stuck ones again and cancels unpaid ones. Only admins give it.",
    counted: false,
    staff: true,
  },
} as const;

declare module "../../../access/entitlements.js" {
  interface EntitlementNames extends Record<keyof typeof ordersEntitlements, true> {}
}
