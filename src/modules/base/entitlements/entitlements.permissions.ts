import { ADMINS, EVERY_ROLE } from "../../../access/permissions.js";

export const entitlementsPermissions = {
  "entitlement:read": { roles: EVERY_ROLE, scopes: ["account:read"], beforeVerification: true },
  "entitlement:edit": { roles: ADMINS, scopes: ["admin"], notWhileImpersonating: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof entitlementsPermissions, true> {}
}
