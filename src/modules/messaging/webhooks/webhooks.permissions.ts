import { EVERY_ROLE, type PermissionRule } from "../../../access/permissions.js";

/** What a member may do depends on the role in the organization: mayManageWebhooks. In sessions only. */
export const webhooksPermissions = {
  "webhook:read": { roles: EVERY_ROLE },
  "webhook:edit": { roles: EVERY_ROLE, notWhileImpersonating: true },
} as const satisfies Record<string, PermissionRule>;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof webhooksPermissions, true> {}
}
