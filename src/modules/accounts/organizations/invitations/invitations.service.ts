/** Invitations from the side of those who send them. */
import type { OrganizationRole, SignedIn } from "../../../../access/viewer.js";
import { AppError, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { DAY_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { EXPIRY_DAYS, INVITATIONS_MAX, MAILS_PER_ADDRESS_AND_DAY } from "../organization-limits.js";
import { expectToAppoint, organizationToRun, type OrganizationRow } from "../organization.rows.js";
import { noteOf } from "../organizations.service.js";
import { createInvitationLimits } from "../../identity/people-lists/invitation-limits.js";
import { ORGANIZATION_RATES } from "./organization-rates.js";
import { INVITATION_COLUMNS, type InvitationRow } from "./invitation.rows.js";
import { invite, mailInvitations } from "./invite.js";
import { newLinkCode } from "./link-code.js";

export interface InvitationsService {
  /** Says nothing about whether the address has an account. CONFLICT if a member has confirmed it, which the viewer can see anyway. */
  invite(
    viewer: SignedIn,
    input: { organizationId: string; email: string; role: OrganizationRole; expiresInDays?: number | null },
    address: string,
  ): Promise<InvitationRow>;
  createLink(
    viewer: SignedIn,
    input: { organizationId: string; role: OrganizationRole; useLimit?: number | null; expiresInDays?: number | null },
    address: string,
  ): Promise<InvitationRow>;
  /** Mails it again, and renews it if it is about to expire. RATE_LIMITED after too many mails to the address. */
  resend(viewer: SignedIn, id: string, address: string): Promise<InvitationRow>;
  revoke(viewer: SignedIn, id: string, address: string): Promise<void>;
}

export const expiryOf = (days: number | null | undefined): Date => new Date(Date.now() + (days ?? EXPIRY_DAYS.default) * DAY_MS);

export function createInvitationsService({ db, limiter }: { db: Database; limiter: RateLimiter }): InvitationsService {
  const limits = createInvitationLimits(limiter, ORGANIZATION_RATES);
  const invitationOf = async (em: EntityManager, id: string): Promise<InvitationRow> => {
    const [row] = await rows<InvitationRow>(em, `select ${INVITATION_COLUMNS} from organization_invitations i where i.id = ?`, [id]);
    if (!row) throw notFound("invitation");
    return row;
  };
  /** The invitation with its organization, both current. */
  const heldInvitation = async (em: EntityManager, viewer: SignedIn, id: string): Promise<[InvitationRow, OrganizationRow]> => {
    const { organizationId } = await invitationOf(em, id);
    const organization = await nullIfNotFound(organizationToRun(em, viewer, organizationId).catch(hidden));
    if (!organization) throw notFound("invitation");
    const row = await invitationOf(em, id);
    expectToAppoint(organization, row.role);
    return [row, organization];
  };

  return {
    async invite(viewer, { organizationId, email: given, role, expiresInDays }, address) {
      const email = given.toLowerCase();
      return db.transaction(async (tx) => {
        const organization = await organizationToRun(tx, viewer, organizationId);
        expectToAppoint(organization, role);
        await expectStranger(tx, organizationId, email);
        const [invited] = await invite(tx, limits, viewer, organization, [{ email, role }], expiryOf(expiresInDays));
        await mailInvitations(tx, limits, [invited!]);
        noteOf(viewer, address)(tx, "invited", organizationId, { invitationId: invited!.id, role });
        return invitationOf(tx, invited!.id);
      });
    },

    createLink: (viewer, { organizationId, role, useLimit = null, expiresInDays }, address) =>
      db.transaction(async (tx) => {
        const organization = await organizationToRun(tx, viewer, organizationId);
        expectToAppoint(organization, role);
        const [{ count } = { count: 0 }] = await rows<{ count: number }>(
          tx,
          "select count(*)::int as count from organization_invitations where organization_id = ? and code is not null",
          [organizationId],
        );
        if (count >= INVITATIONS_MAX / 10)
          throw new AppError("CONFLICT", `An organization has at most ${INVITATIONS_MAX / 10} links. Revoke some.`);
        const id = newId();
        await tx.execute(
          `insert into organization_invitations (id, organization_id, code, role, use_limit, expires_at, invited_by_id)
           values (?, ?, ?, ?, ?, ?, ?)`,
          [id, organizationId, newLinkCode(), role, useLimit, expiryOf(expiresInDays), viewer.id],
        );
        noteOf(viewer, address)(tx, "link-created", organizationId, { invitationId: id, role, useLimit });
        return invitationOf(tx, id);
      }),

    resend: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const [{ email, organizationId }] = await heldInvitation(tx, viewer, id);
        if (email === null) throw new AppError("CONFLICT", "A link is not mailed. Pass it on yourself.");
        await tx.execute("update organization_invitations set expires_at = greatest(expires_at, ?) where id = ?", [expiryOf(null), id]);
        if ((await mailInvitations(tx, limits, [{ id, email }])) === 0) {
          const message = `An address gets at most ${MAILS_PER_ADDRESS_AND_DAY} invitations a day, from all organizations together.`;
          throw new AppError("RATE_LIMITED", message, { retryAfterMs: DAY_MS });
        }
        noteOf(viewer, address)(tx, "invitation-resent", organizationId, { invitationId: id });
        return invitationOf(tx, id);
      }),

    revoke: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const [{ organizationId }] = await heldInvitation(tx, viewer, id);
        await tx.execute("delete from organization_invitations where id = ?", [id]);
        noteOf(viewer, address)(tx, "invitation-revoked", organizationId, { invitationId: id });
      }),
  };
}

/** Invitations are hidden from members who do not run the organization. */
function hidden(error: unknown): never {
  throw error instanceof AppError && error.code === "FORBIDDEN" ? notFound("invitation") : error;
}

async function expectStranger(em: EntityManager, organizationId: string, email: string): Promise<void> {
  const members = await rows(
    em,
    `select 1 from organization_members m join users u on u.id = m.user_id
     where m.organization_id = ? and u.email = ? and u.email_verified_at is not null`,
    [organizationId, email],
  );
  if (members.length > 0) throw new AppError("CONFLICT", "A member has this address. Change their role instead.");
}
