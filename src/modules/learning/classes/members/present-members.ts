import { isPresentMember } from "../../../accounts/organizations/content/present-member.js";

/**
 * Rows of class_members that count now, to join in its place: members of a class of an organization only while they are members of the
 * organization, which is active. An account that leaves it keeps the row and the work, but loses access.
 */
export const PRESENT_MEMBERS = `(select pm.* from class_members pm join classes pc on pc.id = pm.class_id
  where pc.organization_id is null or ${isPresentMember("pc.organization_id", "pm.user_id")})`;
