import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { readOrganization, type OrganizationRow } from "../../../accounts/organizations/organization.rows.js";
import { readMemberActivity, readTotals, type MemberTotals, type OrganizationActivity } from "./organization-figures.js";

export interface OrganizationAnalytics extends MemberTotals, OrganizationActivity {
  organization: OrganizationRow;
}

/** NOT_FOUND for organizations of others, FORBIDDEN for learners. Three statements, whatever the size of the organization. */
export async function readOrganizationAnalytics(
  em: EntityManager,
  viewer: SignedIn,
  organizationId: string,
  now = new Date(),
): Promise<OrganizationAnalytics> {
  const organization = await readOrganization(em, viewer, { id: organizationId });
  if (!organization.viewerIsAdmin && organization.viewerRole === "LEARNER")
    throw new AppError("FORBIDDEN", "Only owners, managers and instructors of the organization may do this.");
  const today = now.toISOString().slice(0, 10);
  const totals = await readTotals(em, organizationId, today);
  return { organization, ...totals, ...(await readMemberActivity(em, organizationId, today)) };
}
