import { ADMINS } from "../../../access/permissions.js";

export const privacyPermissions = {
  "user:delete": { roles: ADMINS, notWhileImpersonating: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof privacyPermissions, true> {}
}
