import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { domainOf } from "../domains/domain-name.js";
import { createInvitationLimits } from "../../identity/people-lists/invitation-limits.js";
import { ORGANIZATION_RATES } from "../invitations/organization-rates.js";
import { expiryOf } from "../invitations/invitations.service.js";
import { invite, mailInvitations } from "../invitations/invite.js";
import { noSeat, tooManyMemberships, type Memberships, type MemberState } from "../members/memberships.js";
import { MEMBERSHIPS_MAX } from "../organization-limits.js";
import { expectToRun, mayAppoint, organizationToRun, type OrganizationRow } from "../organization.rows.js";
import { noteOf } from "../organizations.service.js";
import { readMemberFile, type MemberFault, type MemberFile, type MemberLine } from "./member-file.js";

export const MEMBER_OUTCOMES = ["ADD", "INVITE", "CHANGE_ROLE", "UNCHANGED", "FAULT"] as const;
export type MemberOutcome = (typeof MEMBER_OUTCOMES)[number];

export interface PlannedMember extends MemberLine {
  outcome: MemberOutcome;
}

interface Planned extends PlannedMember {
  /** Of an account that is or becomes a member. */
  userId: string | null;
  /** Of a member. */
  member: MemberState | null;
}

export interface ImportReport {
  lines: PlannedMember[];
  fileFault: MemberFile["fault"];
  applied: boolean;
}

export interface MemberImports {
  /**
   * What the file would do, and does it all at once unless it is a dry run or a line has a fault. Nobody is removed. Accounts are only
   * looked for at verified domains, and among members: for other addresses the report says the same whether or not they have accounts.
   */
  import(viewer: SignedIn, input: { organizationId: string; csv: string; dryRun: boolean }, address: string): Promise<ImportReport>;
}

interface Known {
  email: string;
  userId: string;
  memberId: string | null;
  role: MemberState["role"] | null;
  memberships: number;
}

export function createMemberImports({
  db,
  limiter,
  memberships,
}: {
  db: Database;
  limiter: RateLimiter;
  memberships: Memberships;
}): MemberImports {
  const limits = createInvitationLimits(limiter, ORGANIZATION_RATES);

  const apply = async (tx: Transaction, viewer: SignedIn, organization: OrganizationRow, lines: readonly Planned[]) => {
    const people = lines.flatMap(({ outcome, userId, role }) => (outcome === "ADD" ? [{ userId: userId!, role }] : []));
    const added = await memberships.add(tx, organization.id, people, "IMPORT");
    if (added === "FULL") throw noSeat();
    if (added === "CROWDED") throw tooManyMemberships();
    for (const { outcome, member, role } of lines) if (outcome === "CHANGE_ROLE") await memberships.changeRole(tx, member!, role);
    const invitees = lines.flatMap(({ outcome, email, role }) => (outcome === "INVITE" ? [{ email, role }] : []));
    const invited = await invite(tx, limits, viewer, organization, invitees, expiryOf(null));
    await mailInvitations(
      tx,
      limits,
      invited.filter(({ isNew }) => isNew),
    );
  };

  return {
    async import(viewer, { organizationId, csv, dryRun }, address) {
      await limits.countImport(viewer);
      const file = await readMemberFile(csv);
      return db.transaction(async (tx) => {
        const organization = await organizationToRun(tx, viewer, organizationId);
        expectToRun(organization);
        const lines = await plan(tx, organization, file.lines);
        const applied = !dryRun && !file.fault && !lines.some(({ fault }) => fault);
        if (applied) await apply(tx, viewer, organization, lines);
        const count = (outcome: MemberOutcome) => lines.filter((line) => line.outcome === outcome).length;
        noteOf(viewer, address)(tx, applied ? "members-imported" : "members-checked", organizationId, {
          ...{ added: count("ADD"), invited: count("INVITE"), changed: count("CHANGE_ROLE"), faults: count("FAULT") },
        });
        return { lines, fileFault: file.fault, applied };
      });
    },
  };
}

async function plan(em: EntityManager, organization: OrganizationRow, lines: readonly MemberLine[]): Promise<Planned[]> {
  const emails = lines.flatMap(({ email, fault }) => (fault ? [] : [email]));
  const verified = await rows<{ domain: string }>(
    em,
    "select domain from organization_domains where organization_id = ? and verified_at is not null",
    [organization.id],
  );
  const domains = new Set(verified.map(({ domain }) => domain));
  const known = await rows<Known>(
    em,
    `select u.email, u.id as "userId", m.id as "memberId", m.role,
       (select count(*)::int from organization_members a where a.user_id = u.id) as memberships
     from users u left join organization_members m on m.organization_id = ? and m.user_id = u.id
     where u.email = any(array(select jsonb_array_elements_text(?::jsonb))) and u.email_verified_at is not null and u.deleted_at is null`,
    [organization.id, JSON.stringify(emails)],
  );
  const byEmail = new Map(known.map((one) => [one.email, one]));
  let seats = (organization.seatLimit ?? Infinity) - organization.seatsUsed;
  let owners = organization.ownerCount;
  return lines.map((line): Planned => {
    const planned = (outcome: MemberOutcome, more: Partial<Planned> = {}): Planned => ({
      ...{ ...line, outcome, userId: null, member: null },
      ...more,
    });
    const faulty = (fault: MemberFault) => planned("FAULT", { fault });
    if (line.fault) return faulty(line.fault);
    if (!mayAppoint(organization, line.role)) return faulty("ROLE_NOT_ALLOWED");
    const account = byEmail.get(line.email);
    if (account?.memberId) {
      const { memberId: id, userId, role } = account;
      const member: MemberState = { id, userId, organizationId: organization.id, role: role! };
      if (role === line.role) return planned("UNCHANGED", { userId, member });
      if (!mayAppoint(organization, role!)) return faulty("ROLE_NOT_ALLOWED");
      if (role === "OWNER" && --owners < 1) return faulty("LAST_OWNER");
      return planned("CHANGE_ROLE", { userId, member });
    }
    if (!account || !domains.has(domainOf(line.email))) return planned("INVITE");
    if (account.memberships >= MEMBERSHIPS_MAX) return faulty("TOO_MANY_MEMBERSHIPS");
    return --seats < 0 ? faulty("NO_SEAT") : planned("ADD", { userId: account.userId });
  });
}
