import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { classInvited } from "../../../../events/class-invited.event.js";
import { classMemberChanged } from "../../../../events/class-member-changed.event.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { record } from "../../../base/audit/record.js";
import { ROSTER_ROWS_MAX, SECTIONS_MAX } from "../class-limits.js";
import { classToRun, expectInstructor, readClass, type ClassRow } from "../class.rows.js";
import { noSeat, removeInvitations } from "../members/seats.js";
import { readRoster, type RosterFault, type RosterFile, type RosterLine } from "./roster-file.js";
import { createInvitationLimits, type InvitationLimits } from "../../../accounts/identity/people-lists/invitation-limits.js";
import { ROSTER_RATES } from "./roster-limits.js";
import { isPresentMember } from "../../../accounts/organizations/content/present-member.js";
import { PRESENT_MEMBERS } from "../members/present-members.js";

export const ROSTER_OUTCOMES = ["ADD", "INVITE", "MOVE", "UNCHANGED", "FAULT"] as const;
export type RosterOutcome = (typeof ROSTER_OUTCOMES)[number];

export interface PlannedLine extends RosterLine {
  outcome: RosterOutcome;
  /** Of an account that is or becomes a member. */
  userId: string | null;
}

export interface RosterReport {
  lines: PlannedLine[];
  fileFault: RosterFile["fault"];
  newSections: string[];
  applied: boolean;
}

export interface InvitationRow {
  id: string;
  classId: string;
  email: string;
  sectionId: string | null;
  createdAt: Date;
}

export interface RosterService {
  /** What the roster would do, and does it all at once unless it is a dry run or a line has a fault. Nobody is removed. */
  importRoster(viewer: SignedIn, input: { classId: string; csv: string; dryRun: boolean }, address: string): Promise<RosterReport>;
  invitations(em: EntityManager, viewer: SignedIn, classId: string, page: PageArgs): Promise<Connection<InvitationRow>>;
  /** Those of classes that the viewer runs as a member. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<InvitationRow[]>;
  revoke(viewer: SignedIn, id: string): Promise<void>;
}

const INVITATION_COLUMNS = `i.id, i.class_id as "classId", i.email, i.section_id as "sectionId", i.created_at as "createdAt"`;
const NEWEST_FIRST = newestFirst<InvitationRow>("i.id");

interface Known {
  userId: string;
  username: string;
  email: string | null;
  role: string | null;
  section: string | null;
  /** False if the class belongs to an organization that the account is no member of. */
  mayJoin: boolean;
}

export function createRosterService({ db, limiter }: { db: Database; limiter: RateLimiter }): RosterService {
  const limits = createInvitationLimits(limiter, ROSTER_RATES);
  return {
    async importRoster(viewer, { classId, csv, dryRun }, address) {
      await limits.countImport(viewer);
      const file = await readRoster(csv);
      return db.transaction(async (tx) => {
        const found = await classToRun(tx, viewer, classId);
        const lines = await planned(tx, found, file.lines);
        const sections = await sectionIds(tx, classId);
        const newSections = [...new Set(lines.flatMap(({ section }) => (section && !sections.has(section) ? [section] : [])))];
        if (sections.size + newSections.length > SECTIONS_MAX)
          throw new AppError("CONFLICT", `A class has at most ${SECTIONS_MAX} sections. The roster names ${newSections.length} new ones.`);
        await expectInvitationRoom(tx, classId, lines);
        const applied = !dryRun && !file.fault && !lines.some(({ fault }) => fault);
        const count = (outcome: RosterOutcome) => lines.filter((line) => line.outcome === outcome).length;
        // Also of what changed nothing: it told the viewer which addresses have accounts.
        record(tx, {
          ...{ actorId: viewer.id, action: applied ? "class.roster-imported" : "class.roster-checked" },
          ...{ subject: { type: "class", id: classId }, address },
          details: { added: count("ADD"), invited: count("INVITE"), moved: count("MOVE"), ...(!applied && { faults: count("FAULT") }) },
        });
        const report = { lines, fileFault: file.fault, newSections, applied };
        if (!applied) return report;
        for (const name of newSections) {
          const id = newId();
          await tx.execute("insert into class_sections (id, class_id, name) values (?, ?, ?)", [id, classId, name]);
          sections.set(name, id);
        }
        await addLearners(tx, classId, lines, sections);
        await invite(tx, viewer, classId, lines, sections, limits);
        return report;
      });
    },

    async invitations(em, viewer, classId, page) {
      expectInstructor(await readClass(em, viewer, classId));
      const list = {
        select: INVITATION_COLUMNS,
        from: "from class_invitations i",
        conditions: [{ sql: "i.class_id = ?", params: [classId] }],
      };
      return readConnection(em, list, page, NEWEST_FIRST);
    },

    byIds: (em, viewer, ids) =>
      rows<InvitationRow>(
        em,
        `select ${INVITATION_COLUMNS} from class_invitations i join ${PRESENT_MEMBERS} vm on vm.class_id = i.class_id and vm.user_id = ?
         where i.id in (?) and vm.role = 'INSTRUCTOR'`,
        [viewer.id, ids],
      ),

    revoke: (viewer, id) =>
      db.transaction(async (tx) => {
        const [row] = await rows<InvitationRow>(tx, `select ${INVITATION_COLUMNS} from class_invitations i where i.id = ?`, [id]);
        if (!row || !(await nullIfNotFound(classToRun(tx, viewer, row.classId)))) throw notFound("invitation");
        await tx.execute("delete from class_invitations where id = ?", [id]);
      }),
  };
}

async function sectionIds(em: EntityManager, classId: string): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string }>(em, "select id, name from class_sections where class_id = ?", [classId]);
  return new Map(found.map(({ id, name }) => [name, id]));
}

/** CONFLICT if the class would have too many invitations. Those that it has already do not count twice. */
async function expectInvitationRoom(em: EntityManager, classId: string, lines: readonly PlannedLine[]): Promise<void> {
  const invited = lines.filter(({ outcome }) => outcome === "INVITE");
  if (invited.length === 0) return;
  const [{ count } = { count: 0 }] = await rows<{ count: number }>(
    em,
    `select count(*)::int as count from
       (select email from class_invitations where class_id = ? union select jsonb_array_elements_text(?::jsonb)) as all_invited`,
    [classId, valuesOf(invited, "email")],
  );
  if (count > ROSTER_ROWS_MAX) {
    const message = `A class has at most ${ROSTER_ROWS_MAX} invitations at a time; this would make ${count}. Revoke some, or use the join code.`;
    throw new AppError("CONFLICT", message);
  }
}

const valuesOf = (lines: readonly RosterLine[], key: "email" | "username") => JSON.stringify(lines.flatMap((line) => line[key] ?? []));

async function planned(
  em: EntityManager,
  { id, capacity, learnerCount, organizationId }: ClassRow,
  lines: readonly RosterLine[],
): Promise<PlannedLine[]> {
  const sound = lines.filter(({ fault }) => !fault);
  // An address counts once it is confirmed: anybody can register with that of somebody else.
  const known = await rows<Known>(
    em,
    `select u.id as "userId", u.username, case when u.email_verified_at is not null then u.email end as email, m.role, s.name as section,
       ?::uuid is null or ${isPresentMember("?::uuid", "u.id")} as "mayJoin"
     from users u left join class_members m on m.class_id = ? and m.user_id = u.id left join class_sections s on s.id = m.section_id
     where u.deleted_at is null and u.id in (
       select id from users where username = any(array(select jsonb_array_elements_text(?::jsonb))) union
       select id from users where email = any(array(select jsonb_array_elements_text(?::jsonb))) and email_verified_at is not null)`,
    [organizationId, organizationId, id, valuesOf(sound, "username"), valuesOf(sound, "email")],
  );
  const byUsername = new Map(known.map((one) => [one.username, one]));
  const byEmail = new Map(known.flatMap((one) => (one.email ? [[one.email, one] as const] : [])));
  const taken = new Set<string>();
  let seats = capacity - learnerCount;
  return lines.map((line): PlannedLine => {
    const faulty = (fault: RosterFault): PlannedLine => ({ ...line, fault, outcome: "FAULT", userId: null });
    if (line.fault) return faulty(line.fault);
    const account = line.username ? byUsername.get(line.username) : byEmail.get(line.email!);
    if (!account && line.username) return faulty("UNKNOWN_ACCOUNT");
    // Nobody else joins a class of an organization, so an invitation would have no effect.
    if (!account) return organizationId ? faulty("NOT_IN_ORGANIZATION") : { ...line, outcome: "INVITE", userId: null };
    if (taken.has(account.userId)) return faulty("DUPLICATE");
    taken.add(account.userId);
    const { userId, role, section } = account;
    if (role !== null && role !== "LEARNER") return faulty("ALREADY_STAFF");
    if (role === "LEARNER") return { ...line, userId, outcome: line.section === null || line.section === section ? "UNCHANGED" : "MOVE" };
    if (!account.mayJoin) return faulty("NOT_IN_ORGANIZATION");
    return --seats < 0 ? faulty("NO_SEAT") : { ...line, userId, outcome: "ADD" };
  });
}

type SectionIds = ReadonlyMap<string, string>;
const RECORDS = 'jsonb_to_recordset(?::jsonb) as l (id uuid, "user" uuid, email text, section uuid)';

/** The lines with the outcome, for RECORDS. */
const recordsOf = (lines: readonly PlannedLine[], outcome: RosterOutcome, sections: SectionIds): string =>
  JSON.stringify(
    lines
      .filter((line) => line.outcome === outcome)
      .map(({ userId, email, section }) => ({ id: newId(), user: userId, email, section: section && sections.get(section)! })),
  );

async function addLearners(tx: Transaction, classId: string, lines: readonly PlannedLine[], sections: SectionIds): Promise<void> {
  const added = await rows<{ userId: string }>(
    tx,
    `insert into class_members (id, class_id, user_id, role, section_id, joined_by)
     select l.id, ?, l."user", 'LEARNER', l.section, 'ADDED' from ${RECORDS}
     on conflict (class_id, user_id) do nothing returning user_id as "userId"`,
    [classId, recordsOf(lines, "ADD", sections)],
  );
  const seats = await rows(
    tx,
    "update classes set learner_count = learner_count + ?::int where id = ? and learner_count + ?::int <= capacity returning id",
    [added.length, classId, added.length],
  );
  if (seats.length === 0) throw noSeat();
  for (const { userId } of added) announce(tx, classMemberChanged, { classId, userId });
  await removeInvitations(
    tx,
    classId,
    added.map(({ userId }) => userId),
  );
  await tx.execute(`update class_members m set section_id = l.section from ${RECORDS} where m.class_id = ? and m.user_id = l."user"`, [
    recordsOf(lines, "MOVE", sections),
    classId,
  ]);
}

async function invite(
  tx: Transaction,
  viewer: SignedIn,
  classId: string,
  lines: readonly PlannedLine[],
  sections: SectionIds,
  limits: InvitationLimits,
): Promise<void> {
  const invited = await rows<{ id: string; email: string; isNew: boolean }>(
    tx,
    `insert into class_invitations (id, class_id, email, section_id, invited_by_id) select l.id, ?, l.email, l.section, ? from ${RECORDS}
     on conflict (class_id, email) do update set section_id = coalesce(excluded.section_id, class_invitations.section_id)
     returning id, email, xmax = 0 as "isNew"`,
    [classId, viewer.id, recordsOf(lines, "INVITE", sections)],
  );
  // Only new invitations are mailed.
  const fresh = invited.filter(({ isNew }) => isNew);
  await limits.countInvitations(viewer, fresh.length);
  const mailed = await Promise.all(fresh.map(({ email }) => limits.mayMail(email)));
  for (const [at, { id }] of fresh.entries()) if (mailed[at]) announce(tx, classInvited, { invitationId: id });
}
