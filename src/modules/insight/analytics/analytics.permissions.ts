import { ADMINS, AUTHORS, EVERY_ROLE } from "../../../access/permissions.js";

/** Authors see figures of what they may edit. What a member sees of a class or an organization depends on the role there. */
export const analyticsPermissions = {
  "analytics:read": { roles: AUTHORS, scopes: ["problems:write"], organizationAuthors: true },
  "class-analytics:read": { roles: EVERY_ROLE },
  "organization-analytics:read": { roles: EVERY_ROLE },
  "platform-analytics:read": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof analyticsPermissions, true> {}
}
