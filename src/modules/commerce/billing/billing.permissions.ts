import { ADMINS, EVERY_ROLE } from "../../../access/permissions.js";

/** For sessions only: an API token must not spend money, and invoices have names and addresses. */
export const billingPermissions = {
  "billing:read": { roles: EVERY_ROLE, beforeVerification: true },
  "billing:manage": { roles: EVERY_ROLE, notWhileImpersonating: true },
  "billing:administer": { roles: ADMINS, scopes: ["admin"], notWhileImpersonating: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof billingPermissions, true> {}
}
