import { EVERY_ROLE } from "../../../access/permissions.js";

/** For those who may edit the problem, and for staff of a class among its learners: lists/access.ts. */
export const similarityPermissions = {
  "similarity:read": { roles: EVERY_ROLE },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof similarityPermissions, true> {}
}
