import { EVERY_ROLE } from "../../../access/permissions.js";

export const storagePermissions = {
  "file:upload": { roles: EVERY_ROLE },
  "file:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof storagePermissions, true> {}
}
