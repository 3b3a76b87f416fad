import { EVERY_ROLE } from "../../../access/permissions.js";

export const leaderboardsPermissions = {
  "leaderboard:edit": { roles: EVERY_ROLE },
  "leaderboard:read": { roles: EVERY_ROLE, beforeVerification: true },
} as const;

declare module "../../../access/permissions.js" {
  interface PermissionNames extends Record<keyof typeof leaderboardsPermissions, true> {}
}
