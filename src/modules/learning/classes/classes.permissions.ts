import { AUTHORS, EVERY_ROLE } from "../../../access/permissions.js";

/** What a member may do in a class depends on the role there: class.rows.ts. */
export const classesPermissions = {
  "class:create": { roles: AUTHORS, organizationAuthors: true },
  "class:edit": { roles: EVERY_ROLE },
  "class:join": { roles: EVERY_ROLE },
  "class:read": { roles: EVERY_ROLE },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof classesPermissions, true> {}
}
