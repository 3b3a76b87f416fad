import { AUTHORS, EVERY_ROLE } from "../../../access/permissions.js";
import { CANDIDATE } from "../../../access/scopes.js";

/**
 * Whose assessment it is decides the rest: authoring/assessment.rows.ts. `assessment:take` is all that the session of a candidate opens; a
 * guest's address is never confirmed, as the link has proved it.
 */
export const assessmentsPermissions = {
  "assessment:edit": { roles: AUTHORS, organizationAuthors: true },
  "assessment:invited": { roles: EVERY_ROLE },
  "assessment:take": { roles: EVERY_ROLE, scopes: [CANDIDATE], beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof assessmentsPermissions, true> {}
}
