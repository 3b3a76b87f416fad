import { ADMINS, EVERY_ROLE } from "../../../access/permissions.js";

/** Orders are for sessions only: an API token must not spend money. */
export const ordersPermissions = {
  "order:read": { roles: EVERY_ROLE, beforeVerification: true },
  "order:place": { roles: EVERY_ROLE, notWhileImpersonating: true },
  "discount-code:manage": { roles: ADMINS, scopes: ["admin"] },
  "order:support": { roles: ADMINS, staff: "order-support", scopes: ["admin"], notWhileImpersonating: true },
  "order:manage": { roles: ADMINS, scopes: ["admin"], notWhileImpersonating: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof ordersPermissions, true> {}
}
