import { isAdmin, organizationRoleOf } from "../../../access/policy.js";
import type { Viewer } from "../../../access/viewer.js";

/** Owners and managers of an active organization, in a session: a token may not change where an organization's data go. And admins. */
export function mayManageWebhooks(viewer: Viewer, organizationId: string): boolean {
  if (isAdmin(viewer)) return true;
  const role = organizationRoleOf(viewer, organizationId);
  return !viewer?.scopes && (role === "OWNER" || role === "MANAGER");
}
