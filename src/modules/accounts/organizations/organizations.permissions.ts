import { ADMINS, AUTHORS, EVERY_ROLE, type PermissionRule } from "../../../access/permissions.js";

/** What a member may do in an organization depends on the role there: organization.rows.ts. */
export const organizationsPermissions = {
  "organization:read": { roles: EVERY_ROLE, scopes: ["account:read"] },
  "organization:create": { roles: ["BUSINESS_PARTNER", ...ADMINS] },
  "organization:edit": { roles: EVERY_ROLE },
  "organization:join": { roles: EVERY_ROLE, notWhileImpersonating: true },
  /** Owners and visibility of problems and tracks. */
  "content:own": { roles: AUTHORS, organizationAuthors: true },
  /** Single sign-on: it decides who can sign in to accounts of others. */
  "organization:secure": { roles: EVERY_ROLE, notWhileImpersonating: true },
  /** Suspension and seats. */
  "organization:administer": { roles: ADMINS },
} as const satisfies Record<string, PermissionRule>;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof organizationsPermissions, true> {}
}
