import { decide } from "../../../../access/policy.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { organizationById } from "../organization.loaders.js";
import type { OrganizationRow } from "../organization.rows.js";

/** Owner of content, for its members and admins; null for everyone else. Batched. */
export async function shownOrganization(context: RequestContext, organizationId: string | null): Promise<OrganizationRow | null> {
  if (organizationId === null || decide(context.viewer, "organization:read") !== "allowed") return null;
  return context.loader(organizationById).load(organizationId);
}
