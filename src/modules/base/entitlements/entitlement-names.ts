/** What later modules read; each is in force as soon as one of them asks for it. */
export const sharedEntitlements = {
  "private-content": {
    description: "New problems, tracks and classes of an organization, which only its members find.",
    counted: false,
    organizations: true,
  },
  "queue-priority": { description: "Submissions are judged before those of other accounts when many wait.", counted: false },
  seats: { description: "Seats for the members of an organization.", counted: true, organizations: true },
} as const;

declare module "../../../access/entitlements.js" {
  interface EntitlementNames extends Record<keyof typeof sharedEntitlements, true> {}
}
