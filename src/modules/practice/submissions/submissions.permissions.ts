import { AUTHORS, EVERY_ROLE } from "../../../access/permissions.js";

export const submissionsPermissions = {
  "submission:create": { roles: EVERY_ROLE, scopes: ["submissions:write"] },
  "submission:read": { roles: EVERY_ROLE, scopes: ["submissions:read", "submissions:write"], beforeVerification: true },
  "submission:rejudge": { roles: AUTHORS, scopes: ["problems:write", "admin"], organizationAuthors: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof submissionsPermissions, true> {}
}
