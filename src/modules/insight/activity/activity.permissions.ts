import { EVERY_ROLE } from "../../../access/permissions.js";

/** Consent is for the account's owner alone, so an admin who impersonates the account may not change it. */
export const activityPermissions = {
  "activity:edit": { roles: EVERY_ROLE, notWhileImpersonating: true },
  "activity:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof activityPermissions, true> {}
}
