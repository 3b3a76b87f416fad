import { ADMINS, AUTHORS } from "../../../access/permissions.js";

export const authorshipPermissions = {
  "ownership:offer": { roles: AUTHORS },
  "ownership:assign": { roles: ADMINS },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof authorshipPermissions, true> {}
}
