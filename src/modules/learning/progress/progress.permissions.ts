import { EVERY_ROLE } from "../../../access/permissions.js";

export const progressPermissions = {
  "progress:edit": { roles: EVERY_ROLE },
  "progress:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof progressPermissions, true> {}
}
