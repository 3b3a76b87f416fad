import { ADMINS } from "../../../access/permissions.js";

export const adminPermissions = {
  "queue:operate": { roles: ADMINS, scopes: ["admin"] },
  "statistics:read": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof adminPermissions, true> {}
}
