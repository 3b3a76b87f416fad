/** `mayOpenProblem` asks for it. */
export const problemEntitlements = {
  "premium-problems": { description: "Statements of premium problems, and submissions to them.", counted: false },
} as const;

declare module "../../../access/entitlements.js" {
  interface EntitlementNames extends Record<keyof typeof problemEntitlements, true> {}
}
