import type { OrganizationRole, SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { currentOrganization, expectActive, expectToAppoint, expectToOwn, type OrganizationRow } from "../organization.rows.js";
import { noteOf } from "../organizations.service.js";
import { membersByIds, type MemberRow } from "./member.rows.js";
import type { MemberState, Memberships } from "./memberships.js";

export interface MembersService {
  changeRole(viewer: SignedIn, change: { id: string; role: OrganizationRole }, address: string): Promise<MemberRow>;
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
  leave(viewer: SignedIn, organizationId: string, address: string): Promise<void>;
  /** The member becomes an owner and the viewer a manager, if they are an owner. */
  transfer(viewer: SignedIn, id: string, address: string): Promise<MemberRow>;
}

const STATE = `m.id, m.organization_id as "organizationId", m.user_id as "userId", m.role`;

export function createMembersService({ db, memberships }: { db: Database; memberships: Memberships }): MembersService {
  const memberWhere = async (em: EntityManager, sql: string, params: readonly unknown[]): Promise<MemberState> => {
    const [row] = await rows<MemberState>(em, `select ${STATE} from organization_members m where ${sql}`, params);
    if (!row) throw notFound("member");
    return row;
  };
  /** The member with the organization, both current. NOT_FOUND also for members whom the viewer can't see. */
  const heldMember = async (em: EntityManager, viewer: SignedIn, id: string): Promise<[MemberState, OrganizationRow]> => {
    const { organizationId } = await memberWhere(em, "m.id = ?", [id]);
    const organization = await nullIfNotFound(currentOrganization(em, viewer, organizationId));
    if (!organization || (await membersByIds(em, viewer, [id])).length === 0) throw notFound("member");
    return [await memberWhere(em, "m.id = ?", [id]), organization];
  };
  const shown = async (viewer: SignedIn, id: string): Promise<MemberRow> => {
    const [row] = await membersByIds(db.em.fork(), viewer, [id]);
    if (!row) throw notFound("member");
    return row;
  };

  return {
    async changeRole(viewer, { id, role }, address) {
      await db.transaction(async (tx) => {
        const [member, organization] = await heldMember(tx, viewer, id);
        expectActive(organization);
        expectToAppoint(organization, member.role, role);
        if (member.role === role) return;
        await memberships.changeRole(tx, member, role);
        const details = { userId: member.userId, from: member.role, to: role };
        noteOf(viewer, address)(tx, "member-role-changed", organization.id, details);
      });
      return shown(viewer, id);
    },

    remove: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const [member, organization] = await heldMember(tx, viewer, id);
        if (member.userId === viewer.id) throw new AppError("CONFLICT", "This is you. Use `leaveOrganization`.");
        expectActive(organization);
        expectToAppoint(organization, member.role);
        await memberships.remove(tx, member, "REMOVED");
        noteOf(viewer, address)(tx, "member-removed", organization.id, { userId: member.userId, role: member.role });
      }),

    leave: (viewer, organizationId, address) =>
      db.transaction(async (tx) => {
        await currentOrganization(tx, viewer, organizationId);
        const member = await memberWhere(tx, "m.organization_id = ? and m.user_id = ?", [organizationId, viewer.id]);
        await memberships.remove(tx, member, "LEFT");
        noteOf(viewer, address)(tx, "member-left", organizationId, { userId: viewer.id, role: member.role });
      }),

    async transfer(viewer, id, address) {
      await db.transaction(async (tx) => {
        const [member, organization] = await heldMember(tx, viewer, id);
        expectToOwn(organization);
        // So that admins can give a suspended organization an owner.
        if (!organization.viewerIsAdmin) expectActive(organization);
        if (member.role === "OWNER") throw new AppError("CONFLICT", "This member is an owner already.");
        await memberships.changeRole(tx, member, "OWNER");
        if (organization.viewerRole === "OWNER") {
          const self = await memberWhere(tx, "m.organization_id = ? and m.user_id = ?", [organization.id, viewer.id]);
          await memberships.changeRole(tx, self, "MANAGER");
        }
        noteOf(viewer, address)(tx, "transferred", organization.id, { userId: member.userId, from: member.role });
      });
      return shown(viewer, id);
    },
  };
}
