import { EVERY_ROLE } from "../../../access/permissions.js";

/** What a member may do depends on the role in the class: classes/class.rows.ts and assignments/assignment.rows.ts. */
export const courseworkPermissions = {
  "coursework:edit": { roles: EVERY_ROLE },
  "coursework:read": { roles: EVERY_ROLE },
  "coursework:submit": { roles: EVERY_ROLE },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof courseworkPermissions, true> {}
}
