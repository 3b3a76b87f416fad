import { EVERY_ROLE } from "../../../access/permissions.js";

export const bookmarksPermissions = {
  "bookmark:edit": { roles: EVERY_ROLE },
  "bookmark:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof bookmarksPermissions, true> {}
}
