import { ADMINS } from "../../../access/permissions.js";

export const auditPermissions = {
  "audit:read": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof auditPermissions, true> {}
}
