import { ADMINS, AUTHORS } from "../../../access/permissions.js";

export const problemsPermissions = {
  "problem:create": { roles: AUTHORS, scopes: ["problems:write"], organizationAuthors: true },
  "problem:edit": { roles: AUTHORS, scopes: ["problems:write"], organizationAuthors: true },
  "problem:transfer": { roles: ADMINS, scopes: ["admin"] },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof problemsPermissions, true> {}
}
