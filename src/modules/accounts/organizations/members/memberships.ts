/**
 * Who belongs to an organization: the only statements that add, change and remove members, so that rows, taken seats, cached viewers and
 * events always agree. Callers hold the lock on the organization's row.
 */
import type { OrganizationRole } from "../../../../access/viewer.js";
import { organizationMemberJoined } from "../../../../events/organization-member-joined.event.js";
import { organizationMemberLeft, type OrganizationMemberLeft } from "../../../../events/organization-member-left.event.js";
import { organizationMemberRoleChanged } from "../../../../events/organization-member-role-changed.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { CredentialCache } from "../../identity/sessions/credential-cache.js";
import type { SessionsService } from "../../identity/sessions/sessions.service.js";
import { MEMBERSHIPS_MAX, OWNERS_MAX } from "../organization-limits.js";
import type { OrganizationJoinWay } from "./organization-member.entity.js";

export interface Joining {
  userId: string;
  role: OrganizationRole;
}

export interface MemberState extends Joining {
  id: string;
  organizationId: string;
}

export interface Memberships {
  /**
   * Adds those who are no members yet, all or none. Returns their ids, or "FULL" if there are not enough seats, or "CROWDED" if one of
   * them already has MEMBERSHIPS_MAX memberships. Invitations of their confirmed addresses are used, unless they offer a higher role.
   */
  add(
    tx: Transaction,
    organizationId: string,
    people: readonly Joining[],
    joinedBy: OrganizationJoinWay,
  ): Promise<string[] | "FULL" | "CROWDED">;
  /** The first owner of a new organization. */
  found(tx: Transaction, organizationId: string, userId: string): Promise<void>;
  /** CONFLICT if it would take the last owner. */
  changeRole(tx: Transaction, member: MemberState, role: OrganizationRole): Promise<void>;
  /** Ends the sessions that the organization's single sign-on started. CONFLICT for the last owner. */
  remove(tx: Transaction, member: MemberState, how: OrganizationMemberLeft["how"]): Promise<void>;
}

export const noSeat = () => new AppError("CONFLICT", "All seats of this organization are taken. Its owner can free one, or ask for more.");
export const tooManyMemberships = () => new AppError("CONFLICT", `An account belongs to at most ${MEMBERSHIPS_MAX} organizations.`);

interface Dependencies {
  cache: CredentialCache;
  sessions: Pick<SessionsService, "endOfOrganization">;
}

export function createMemberships({ cache, sessions }: Dependencies): Memberships {
  return {
    async add(tx, organizationId, people, joinedBy) {
      const fresh = await strangersAmong(tx, organizationId, people);
      if (fresh === "CROWDED") return "CROWDED";
      if (fresh.length === 0) return [];
      const owners = fresh.filter(({ role }) => role === "OWNER").length;
      if (!(await takeSeats(tx, organizationId, fresh.length, owners))) return "FULL";
      await tx.execute(
        `insert into organization_members (id, organization_id, user_id, role, joined_by)
         select l.id, ?, l."user", l.role, ? from jsonb_to_recordset(?::jsonb) as l (id uuid, "user" uuid, role text)`,
        [organizationId, joinedBy, JSON.stringify(fresh.map(({ userId, role }) => ({ id: newId(), user: userId, role })))],
      );
      await tx.execute(
        `delete from organization_invitations i using organization_members m join users u on u.id = m.user_id
         where m.organization_id = ? and m.user_id = any(?::uuid[]) and i.organization_id = m.organization_id and ${OF_ADDRESS}
           and i.role in (m.role, 'LEARNER')`,
        [organizationId, uuids(fresh)],
      );
      for (const { userId, role } of fresh) {
        announce(tx, organizationMemberJoined, { organizationId, userId, role, joinedBy });
        cache.changed(tx, userId);
      }
      return fresh.map(({ userId }) => userId);
    },

    async found(tx, organizationId, userId) {
      await tx.execute(
        "insert into organization_members (id, organization_id, user_id, role, joined_by) values (?, ?, ?, 'OWNER', 'CREATED')",
        [newId(), organizationId, userId],
      );
      cache.changed(tx, userId);
    },

    async changeRole(tx, { id, organizationId, userId, role: from }, to) {
      if (from === to) return;
      await changeOwners(tx, organizationId, Number(to === "OWNER") - Number(from === "OWNER"));
      await tx.execute("update organization_members set role = ? where id = ?", [to, id]);
      announce(tx, organizationMemberRoleChanged, { organizationId, userId, from, to });
      cache.changed(tx, userId);
    },

    async remove(tx, { id, organizationId, userId, role }, how) {
      await changeOwners(tx, organizationId, -Number(role === "OWNER"));
      await tx.execute("delete from organization_members where id = ?", [id]);
      // One that stayed would let them in again.
      await tx.execute(`delete from organization_invitations i using users u where i.organization_id = ? and u.id = ? and ${OF_ADDRESS}`, [
        organizationId,
        userId,
      ]);
      await tx.execute("update organizations set seats_used = seats_used - 1 where id = ?", [organizationId]);
      await tx.execute("delete from organization_identities where organization_id = ? and user_id = ?", [organizationId, userId]);
      await sessions.endOfOrganization(tx, organizationId, userId);
      announce(tx, organizationMemberLeft, { organizationId, userId, memberId: id, how });
      cache.changed(tx, userId);
    },
  };
}

const OF_ADDRESS = "u.email = i.email and u.email_verified_at is not null";

const uuids = (people: readonly Joining[]) => `{${people.map(({ userId }) => userId).join(",")}}`;

async function strangersAmong(em: EntityManager, organizationId: string, people: readonly Joining[]): Promise<Joining[] | "CROWDED"> {
  const known = await rows<{ userId: string; isMember: boolean; count: number }>(
    em,
    `select user_id as "userId", bool_or(organization_id = ?) as "isMember", count(*)::int as count
     from organization_members where user_id = any(?::uuid[]) group by user_id`,
    [organizationId, uuids(people)],
  );
  const byUser = new Map(known.map((one) => [one.userId, one]));
  const fresh = people.filter(({ userId }) => !byUser.get(userId)?.isMember);
  return fresh.some(({ userId }) => (byUser.get(userId)?.count ?? 0) >= MEMBERSHIPS_MAX) ? "CROWDED" : fresh;
}

/** One conditional update: however many join at once, no more than the limit get in. A trigger is the second lock. */
async function takeSeats(em: EntityManager, organizationId: string, seats: number, owners: number): Promise<boolean> {
  const taken = await rows(
    em,
    `update organizations set seats_used = seats_used + ?::int, owner_count = owner_count + ?::int
     where id = ? and coalesce(seats_used + ?::int <= organization_seats(id, seat_limit), true) returning 1`,
    [seats, owners, organizationId, seats],
  );
  return taken.length > 0;
}

async function changeOwners(em: EntityManager, organizationId: string, by: number): Promise<void> {
  if (by === 0) return;
  const [{ count } = { count: 0 }] = await rows<{ count: number }>(
    em,
    "select owner_count + ?::int as count from organizations where id = ?",
    [by, organizationId],
  );
  if (count < 1) throw new AppError("CONFLICT", "This is the last owner of the organization. Make another member owner first.");
  if (count > OWNERS_MAX) throw new AppError("CONFLICT", `An organization has at most ${OWNERS_MAX} owners.`);
  await em.execute("update organizations set owner_count = ? where id = ?", [count, organizationId]);
}
