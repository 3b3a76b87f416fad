import { AUTHORS, EVERY_ROLE } from "../../../access/permissions.js";

/** Whose interview it is depends on its participants: bookings/interview.rows.ts. Admins see no others. */
export const interviewsPermissions = {
  "interview:host": { roles: AUTHORS },
  "interview:read-own": { roles: EVERY_ROLE, beforeVerification: true },
  "interview:take-part": { roles: EVERY_ROLE, notWhileImpersonating: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof interviewsPermissions, true> {}
}
