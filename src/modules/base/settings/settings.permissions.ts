import { ADMINS } from "../../../access/permissions.js";

export const settingsPermissions = {
  "setting:edit": { roles: ADMINS, scopes: ["admin"] },
  "flag:edit": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof settingsPermissions, true> {}
}
