import { ADMINS } from "../../../access/permissions.js";

export const cataloguePermissions = {
  "product:edit": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof cataloguePermissions, true> {}
}
