/** `mayOpenTrack` asks for them. */
export const contentEntitlements = {
  "premium-tracks": { description: "The content of all premium tracks.", counted: false },
  track: { description: "The content of one premium track, which was bought.", counted: false, ofOne: true },
} as const;

declare module "../../../access/entitlements.js" {
  interface EntitlementNames extends Record<keyof typeof contentEntitlements, true> {}
}
