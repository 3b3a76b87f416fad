/** Owners of new content, and memberships for work in the background. */
import type { Ref } from "@mikro-orm/core";
import { isAdmin, mayAuthorFor, organizationRoleOf, type ContentVisibility } from "../../../../access/policy.js";
import type { Membership, SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { organizationHolds } from "../../../base/entitlements/organization-holds.js";
import { COUNTED_MEMBERSHIPS } from "../members/counted-memberships.js";
import { Organization } from "../organization.entity.js";

/** Columns of new content: private to the organization, or owned by the author and for everyone. */
export interface ContentOwner {
  organization: Ref<Organization> | null;
  visibility: ContentVisibility;
}

/**
 * Owner of what the viewer creates: an organization, or the viewer if null. FORBIDDEN unless the viewer may author for it, NOT_FOUND for
 * organizations of others, ENTITLEMENT_REQUIRED for one without private content.
 */
export async function contentOwner(em: EntityManager, viewer: SignedIn, organizationId: string | null | undefined): Promise<ContentOwner> {
  await expectOwner(em, viewer, organizationId ?? null);
  return organizationId == null
    ? { organization: null, visibility: "PUBLIC" }
    : { organization: em.getReference(Organization, organizationId, { wrapped: true }), visibility: "ORGANIZATION" };
}

/** As `contentOwner`, without an entity. */
export async function expectOwner(em: EntityManager, viewer: SignedIn, organizationId: string | null): Promise<void> {
  await expectAuthorFor(em, viewer, organizationId);
  if (organizationId !== null) await expectPrivateContent(em, viewer, organizationId);
}

/** ENTITLEMENT_REQUIRED unless the organization has private content. What it has already stays as it is. Admins need none. */
export async function expectPrivateContent(em: EntityManager, viewer: SignedIn, organizationId: string): Promise<void> {
  if (isAdmin(viewer) || (await organizationHolds(em, organizationId, "private-content"))) return;
  const message = "The organization needs a plan with private content for this. What it has stays as it is.";
  throw new AppError("ENTITLEMENT_REQUIRED", message, { entitlement: "private-content" });
}

/** Whether the viewer may author for it. The organization's row is locked against archiving until the transaction ends. */
export async function expectAuthorFor(em: EntityManager, viewer: SignedIn, organizationId: string | null): Promise<void> {
  if (organizationId === null) {
    if (!mayAuthorFor(viewer, null))
      throw new AppError("FORBIDDEN", "Set `organizationId`: your role creates content of organizations only.");
    return;
  }
  if (organizationRoleOf(viewer, organizationId) === null && !isAdmin(viewer)) throw notFound("organization");
  if (!mayAuthorFor(viewer, organizationId))
    throw new AppError("FORBIDDEN", "Only owners, managers and instructors of the organization may do this.");
  const sql = "select state from organizations where id = ? for share";
  const [found] = await rows<{ state: string }>(em, sql, [organizationId]);
  if (!found) throw notFound("organization");
  if (found.state !== "ACTIVE") throw new AppError("CONFLICT", `This organization is ${found.state.toLowerCase()} and read-only.`);
}

/** Memberships that count, for work on behalf of an account in the background. Requests have them on their viewer. */
export function membershipsOf(em: EntityManager, userId: string): Promise<Membership[]> {
  return rows<Membership>(
    em,
    `select m.organization_id as "organizationId", m.role ${COUNTED_MEMBERSHIPS} and m.user_id = ? order by m.id`,
    [userId],
  );
}
