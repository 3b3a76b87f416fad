import { AUTHORS, EVERY_ROLE } from "../../../access/permissions.js";

/** For sessions only: an API token must not spend the quota of an account. */
export const aiPermissions = {
  "ai:read": { roles: EVERY_ROLE, beforeVerification: true },
  "ai:use": { roles: EVERY_ROLE, notWhileImpersonating: true },
  "ai:author": { roles: AUTHORS, organizationAuthors: true, notWhileImpersonating: true },
  "ai:consent": { roles: EVERY_ROLE, beforeVerification: true, notWhileImpersonating: true },
  "ai:switch": { roles: EVERY_ROLE, notWhileImpersonating: true },
  "notebook:edit": { roles: EVERY_ROLE },
  "notebook:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof aiPermissions, true> {}
}
