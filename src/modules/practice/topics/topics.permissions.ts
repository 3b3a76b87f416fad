import { ADMINS } from "../../../access/permissions.js";

export const topicsPermissions = {
  "topic:edit": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof topicsPermissions, true> {}
}
