import { EVERY_ROLE } from "../../../access/permissions.js";

/** What a member may do depends on the role in the class: coursework/assignments/assignment.rows.ts. */
export const feedbackPermissions = {
  "feedback:read": { roles: EVERY_ROLE },
  "feedback:write": { roles: EVERY_ROLE },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof feedbackPermissions, true> {}
}
