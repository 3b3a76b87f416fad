import { AUTHORS, EVERY_ROLE } from "../../../access/permissions.js";

/** Attempts need a session: an API token must not answer for its owner. */
export const quizzesPermissions = {
  "question:edit": { roles: AUTHORS, scopes: ["problems:write"] },
  "quiz:edit": { roles: AUTHORS, scopes: ["problems:write"] },
  "quiz-attempt:edit": { roles: EVERY_ROLE },
  "quiz-attempt:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof quizzesPermissions, true> {}
}
