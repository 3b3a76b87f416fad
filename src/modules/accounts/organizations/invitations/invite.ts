import type { OrganizationRole, SignedIn } from "../../../../access/viewer.js";
import { organizationInvited } from "../../../../events/organization-invited.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { INVITATIONS_MAX } from "../organization-limits.js";
import { ownsOrganization, type OrganizationRow } from "../organization.rows.js";
import type { InvitationLimits } from "../../identity/people-lists/invitation-limits.js";

export interface Invitee {
  /** Lower case. */
  email: string;
  role: OrganizationRole;
}

export interface Invited {
  id: string;
  email: string;
  isNew: boolean;
}

/**
 * Writes invitations by mail, and renews those that the addresses have already. Says nothing about whether an address has an account.
 * The caller holds the lock on the organization's row. CONFLICT for too many, RATE_LIMITED for too many a day.
 */
export async function invite(
  tx: Transaction,
  limits: InvitationLimits,
  viewer: SignedIn,
  organization: OrganizationRow,
  people: readonly Invitee[],
  expiresAt: Date,
): Promise<Invited[]> {
  if (people.length === 0) return [];
  await expectRoom(tx, organization.id, people);
  // What an owner offered, a manager neither changes nor renews.
  const keeps = ownsOrganization(organization) ? "false" : "organization_invitations.role in ('OWNER', 'MANAGER')";
  const invited = await rows<Invited>(
    tx,
    `insert into organization_invitations (id, organization_id, email, role, expires_at, invited_by_id)
     select l.id, ?, l.email, l.role, ?, ? from jsonb_to_recordset(?::jsonb) as l (id uuid, email text, role text)
     on conflict (organization_id, email) do update set
       expires_at = case when ${keeps} then organization_invitations.expires_at else excluded.expires_at end,
       invited_by_id = case when ${keeps} then organization_invitations.invited_by_id else excluded.invited_by_id end,
       role = case when ${keeps} then organization_invitations.role else excluded.role end
     returning id, email, xmax = 0 as "isNew"`,
    [organization.id, expiresAt, viewer.id, JSON.stringify(people.map((one) => ({ id: newId(), ...one })))],
  );
  await limits.countInvitations(viewer, invited.filter(({ isNew }) => isNew).length);
  return invited;
}

/** Mails those whose addresses have not got enough mails today. Returns the number of mails. */
export async function mailInvitations(
  tx: Transaction,
  limits: InvitationLimits,
  invited: readonly Omit<Invited, "isNew">[],
): Promise<number> {
  const allowed = await Promise.all(invited.map(({ email }) => limits.mayMail(email)));
  const mailed = invited.filter((_, at) => allowed[at]);
  for (const { id } of mailed) announce(tx, organizationInvited, { invitationId: id, mailId: newId() });
  return mailed.length;
}

async function expectRoom(em: EntityManager, organizationId: string, people: readonly Invitee[]): Promise<void> {
  const [{ count } = { count: 0 }] = await rows<{ count: number }>(
    em,
    `select count(*)::int as count from (select email from organization_invitations where organization_id = ? and email is not null
       union select jsonb_array_elements_text(?::jsonb)) as all_invited`,
    [organizationId, JSON.stringify(people.map(({ email }) => email))],
  );
  if (count <= INVITATIONS_MAX) return;
  const message = `An organization has at most ${INVITATIONS_MAX} invitations at a time; this would make ${count}. Revoke some, or use a link.`;
  throw new AppError("CONFLICT", message);
}
