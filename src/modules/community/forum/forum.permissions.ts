import { ADMINS, EVERY_ROLE } from "../../../access/permissions.js";

/** Who moderates what depends on the thread: threads/thread-access.ts. */
export const forumPermissions = {
  "forum:administer": { roles: ADMINS, scopes: ["admin"] },
  "forum:read-own": { roles: EVERY_ROLE, beforeVerification: true },
  "forum:write": { roles: EVERY_ROLE },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof forumPermissions, true> {}
}
