import { ADMINS, EVERY_ROLE } from "../../../access/permissions.js";

export const identityPermissions = {
  "account:read": { roles: EVERY_ROLE, scopes: ["account:read"], beforeVerification: true },
  "profile:edit": { roles: EVERY_ROLE, beforeVerification: true },
  /** Passwords, sessions, tokens, two-factor: everything an intruder could use to keep access. */
  "account:secure": { roles: EVERY_ROLE, beforeVerification: true, notWhileImpersonating: true },
  "role:request": { roles: EVERY_ROLE, notWhileImpersonating: true },
  "role:decide": { roles: ADMINS, notWhileImpersonating: true },
  "user:read": { roles: ADMINS },
  "user:role": { roles: ADMINS, notWhileImpersonating: true },
  "user:suspend": { roles: ADMINS, notWhileImpersonating: true },
  "user:impersonate": { roles: ADMINS, notWhileImpersonating: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof identityPermissions, true> {}
}
