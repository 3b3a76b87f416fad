import { ADMINS, AUTHORS } from "../../../access/permissions.js";

export const contentPermissions = {
  "subject:edit": { roles: ADMINS, scopes: ["admin"] },
  "track:create": { roles: AUTHORS, scopes: ["problems:write"], organizationAuthors: true },
  "track:edit": { roles: AUTHORS, scopes: ["problems:write"], organizationAuthors: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof contentPermissions, true> {}
}
