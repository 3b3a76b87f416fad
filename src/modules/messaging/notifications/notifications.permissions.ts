import { ADMINS, EVERY_ROLE } from "../../../access/permissions.js";

export const notificationsPermissions = {
  "notification:read": { roles: EVERY_ROLE, beforeVerification: true },
  "notification:edit": { roles: EVERY_ROLE, beforeVerification: true, notWhileImpersonating: true },
  "mail:operate": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof notificationsPermissions, true> {}
}
