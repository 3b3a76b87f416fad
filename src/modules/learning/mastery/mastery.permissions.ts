import { EVERY_ROLE } from "../../../access/permissions.js";

export const masteryPermissions = {
  "mastery:edit": { roles: EVERY_ROLE },
  "mastery:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof masteryPermissions, true> {}
}
