import { organizationMemberLeft } from "../../../../events/organization-member-left.event.js";
import { organizationMemberRoleChanged } from "../../../../events/organization-member-role-changed.event.js";
import { organizationWithoutOwner } from "../../../../events/organization-without-owner.event.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { record } from "../../../base/audit/record.js";
import { lockOrganization } from "../organization.rows.js";
import type { MemberState } from "./memberships.js";

const STATE = `id, organization_id as "organizationId", user_id as "userId", role`;

/**
 * One membership of a deleted account, in the caller's transaction; returns how many were found. The seat is free again. The last owner is
 * succeeded by the longest-standing manager; without one the organization is suspended and admins are told. Cached viewers notice the
 * change when their 30 seconds are over.
 */
export async function forgetMember(em: EntityManager, userId: string): Promise<number> {
  const find = () => rows<MemberState>(em, `select ${STATE} from organization_members where user_id = ? order by id limit 1`, [userId]);
  const [seen] = await find();
  if (!seen) return 0;
  await lockOrganization(em, seen.organizationId);
  const [member] = await find();
  if (member?.id !== seen.id) return 1;
  const { id, organizationId, role } = member;
  if (role === "OWNER") await succeed(em, organizationId);
  await em.execute("delete from organization_members where id = ?", [id]);
  await em.execute("update organizations set seats_used = seats_used - 1 where id = ?", [organizationId]);
  announce(em, organizationMemberLeft, { organizationId, userId, memberId: id, how: "DELETED" });
  return 1;
}

/** Takes one owner away, and finds another if it was the last. */
async function succeed(em: EntityManager, organizationId: string): Promise<void> {
  const [{ owners } = { owners: 0 }] = await rows<{ owners: number }>(em, "select owner_count as owners from organizations where id = ?", [
    organizationId,
  ]);
  if (owners > 1) {
    await em.execute("update organizations set owner_count = owner_count - 1 where id = ?", [organizationId]);
    return;
  }
  const subject = { type: "organization", id: organizationId };
  const [heir] = await rows<{ userId: string }>(
    em,
    `update organization_members set role = 'OWNER' where id = (select m.id from organization_members m join users u on u.id = m.user_id
       where m.organization_id = ? and m.role = 'MANAGER' and u.deleted_at is null order by m.id limit 1) returning user_id as "userId"`,
    [organizationId],
  );
  if (heir) {
    announce(em, organizationMemberRoleChanged, { organizationId, userId: heir.userId, from: "MANAGER", to: "OWNER" });
    record(em, { actorId: null, action: "organization.inherited", subject, details: { userId: heir.userId } });
    return;
  }
  await em.execute(
    `update organizations set owner_count = 0, version = version + 1, updated_at = now(),
       state_reason = case when state = 'ACTIVE' then 'The account of its last owner was deleted.' else state_reason end,
       state = case when state = 'ACTIVE' then 'SUSPENDED' else state end where id = ?`,
    [organizationId],
  );
  announce(em, organizationWithoutOwner, { organizationId });
  record(em, { actorId: null, action: "organization.without-owner", subject });
}
