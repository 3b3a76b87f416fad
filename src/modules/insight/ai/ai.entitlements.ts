/** The quota of AI requests adds it up. */
export const aiEntitlements = {
  "ai-quota": { description: "AI requests per day, in addition to those that every account has.", counted: true },
} as const;

declare module "../../../access/entitlements.js" {
  interface EntitlementNames extends Record<keyof typeof aiEntitlements, true> {}
}
