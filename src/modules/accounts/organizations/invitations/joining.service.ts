/** Invitations from the side of those who get them. */
import type { OrganizationRole, SignedIn } from "../../../../access/viewer.js";
import { readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import type { Gate } from "../../../../kernel/gate.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { noSeat, tooManyMemberships, type Memberships, type MemberState } from "../members/memberships.js";
import type { OrganizationJoinWay } from "../members/organization-member.entity.js";
import { lockOrganization, readOrganization, type OrganizationRow } from "../organization.rows.js";
import { noteOf } from "../organizations.service.js";
import { GUESSES } from "./organization-rates.js";
import { INVITATION_COLUMNS, IS_OPEN, OFFER_COLUMNS, type InvitationRow, type OfferRow } from "./invitation.rows.js";
import { readLinkCode } from "./link-code.js";

export interface JoiningService {
  /** Open invitations to the viewer's confirmed address. Empty without one. */
  offers(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<OfferRow>>;
  /** NOT_FOUND for an unknown, revoked, expired or used up code, RATE_LIMITED for guessing. */
  preview(em: EntityManager, viewer: SignedIn, code: string): Promise<OfferRow>;
  /** A member whom the invitation offers a higher role gets it. EMAIL_NOT_VERIFIED, NOT_FOUND unless the address is the viewer's. */
  accept(viewer: SignedIn, id: string, address: string): Promise<OrganizationRow>;
  decline(viewer: SignedIn, id: string, address: string): Promise<void>;
  /** By link. A member stays as they are, and the link is not used. */
  join(viewer: SignedIn, code: string, address: string): Promise<OrganizationRow>;
}

const RANKS: Record<OrganizationRole, number> = { LEARNER: 0, INSTRUCTOR: 1, MANAGER: 2, OWNER: 3 };
const FROM = "from organization_invitations i join organizations o on o.id = i.organization_id";
const MINE = "i.email = (select email from users where id = ? and email_verified_at is not null)";

interface Dependencies {
  db: Database;
  limiter: RateLimiter;
  memberships: Memberships;
  /** Many people join at the same moment, and wait for one row. */
  hotRows: Gate;
}

export function createJoiningService({ db, limiter, memberships, hotRows }: Dependencies): JoiningService {
  /** RATE_LIMITED after too many codes. */
  const countGuess = async ({ id }: SignedIn) => {
    const refused = await limiter.take(GUESSES, id);
    if (refused) throw new AppError("RATE_LIMITED", "Too many codes tried. Try again later.", refused);
  };
  const inTransaction = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => hotRows(() => db.transaction(work));

  /** The open invitation, read again after the organization's row is locked. */
  const held = async (tx: Transaction, sql: string, params: readonly unknown[]): Promise<InvitationRow> => {
    const find = () => rows<InvitationRow>(tx, `select ${INVITATION_COLUMNS} ${FROM} where ${sql} and ${IS_OPEN}`, params);
    const [seen] = await find();
    if (seen) await lockOrganization(tx, seen.organizationId);
    const [current] = seen ? await find() : [];
    if (!current) throw notFound("invitation");
    return current;
  };

  /** False if the viewer is a member already. */
  const enter = async (
    tx: Transaction,
    viewer: SignedIn,
    { organizationId, role }: InvitationRow,
    way: OrganizationJoinWay,
    address: string,
  ): Promise<boolean> => {
    const added = await memberships.add(tx, organizationId, [{ userId: viewer.id, role }], way);
    if (added === "FULL") throw noSeat();
    if (added === "CROWDED") throw tooManyMemberships();
    if (added.length > 0) noteOf(viewer, address)(tx, "member-joined", organizationId, { userId: viewer.id, role, by: way });
    return added.length > 0;
  };

  const raise = async (tx: Transaction, viewer: SignedIn, { organizationId, role }: InvitationRow, address: string): Promise<void> => {
    const [member] = await rows<MemberState>(
      tx,
      `select id, organization_id as "organizationId", user_id as "userId", role from organization_members where organization_id = ? and user_id = ?`,
      [organizationId, viewer.id],
    );
    if (!member || RANKS[role] <= RANKS[member.role]) return;
    await memberships.changeRole(tx, member, role);
    noteOf(viewer, address)(tx, "member-role-changed", organizationId, { userId: viewer.id, from: member.role, to: role });
  };

  return {
    offers: (em, viewer, page) =>
      readConnection<OfferRow>(
        em,
        {
          select: `i.id as "invitationId", ${OFFER_COLUMNS}`,
          from: FROM,
          conditions: [
            { sql: MINE, params: [viewer.id] },
            { sql: IS_OPEN, params: [] },
          ],
        },
        page,
        { name: "offers", columns: [{ sql: "i.id", direction: "desc", cast: "uuid" }], key: ({ invitationId }) => [invitationId!] },
      ),

    async preview(em, viewer, code) {
      await countGuess(viewer);
      const sql = `select null as "invitationId", ${OFFER_COLUMNS} ${FROM} where i.code = ? and ${IS_OPEN}`;
      const [found] = await rows<OfferRow>(em, sql, [readLinkCode(code)]);
      if (!found) throw notFound("invitation");
      return found;
    },

    async accept(viewer, id, address) {
      await expectVerified(db.em.fork(), viewer);
      const organizationId = await inTransaction(async (tx) => {
        const invitation = await held(tx, `i.id = ? and ${MINE}`, [id, viewer.id]);
        if (!(await enter(tx, viewer, invitation, "INVITATION", address))) await raise(tx, viewer, invitation, address);
        await tx.execute("delete from organization_invitations where id = ?", [id]);
        return invitation.organizationId;
      });
      return readOrganization(db.em.fork(), viewer, { id: organizationId });
    },

    async decline(viewer, id, address) {
      await expectVerified(db.em.fork(), viewer);
      await inTransaction(async (tx) => {
        const { organizationId } = await held(tx, `i.id = ? and ${MINE}`, [id, viewer.id]);
        await tx.execute("delete from organization_invitations where id = ?", [id]);
        noteOf(viewer, address)(tx, "invitation-declined", organizationId, { invitationId: id });
      });
    },

    async join(viewer, code, address) {
      await countGuess(viewer);
      const organizationId = await inTransaction(async (tx) => {
        const invitation = await held(tx, "i.code = ?", [readLinkCode(code)]);
        if (await enter(tx, viewer, invitation, "LINK", address))
          await tx.execute("update organization_invitations set use_count = use_count + 1 where id = ?", [invitation.id]);
        return invitation.organizationId;
      });
      return readOrganization(db.em.fork(), viewer, { id: organizationId });
    },
  };
}

async function expectVerified(em: EntityManager, { id }: SignedIn): Promise<void> {
  if ((await rows(em, "select 1 from users where id = ? and email_verified_at is not null", [id])).length === 0)
    throw new AppError("EMAIL_NOT_VERIFIED", "Confirm your e-mail address first.");
}
