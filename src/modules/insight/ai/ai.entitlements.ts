export const aiEntitlements = {
  "more-ai": { description: "More AI requests per day.", counted: false },
} as const;

declare module "../../../access/entitlements.js" {
  interface EntitlementNames extends Record<keyof typeof aiEntitlements, true> {}
}
