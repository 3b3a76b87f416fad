import { EVERY_ROLE } from "../../../access/permissions.js";

export const motivationPermissions = {
  "motivation:edit": { roles: EVERY_ROLE },
  "motivation:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof motivationPermissions, true> {}
}
