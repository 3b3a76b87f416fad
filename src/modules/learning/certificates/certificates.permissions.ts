import { ADMINS, EVERY_ROLE } from "../../../access/permissions.js";

export const certificatesPermissions = {
  "certificate:read": { roles: EVERY_ROLE, beforeVerification: true },
  "certificate:revoke": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof certificatesPermissions, true> {}
}
