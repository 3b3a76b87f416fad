import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { classInvited } from "../../../../events/class-invited.event.js";
import { classMemberChanged } from "../../../../events/class-member-changed.event.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { record } from "../../../base/audit/record.js";
import { SECTIONS_MAX } from "../class-limits.js";
import { classToRun, mayRunClass, readClass, type ClassRow } from "../class.rows.js";
import { noSeat } from "../members/seats.js";
import { readRoster, type RosterFault, type RosterFile, type RosterLine } from "./roster-file.js";

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
}

export function createRosterService({ db }: { db: Database }): RosterService {
  return {
    async importRoster(viewer, { classId, csv, dryRun }, address) {
      const file = await readRoster(csv);
      return db.transaction(async (tx) => {
        const found = await classToRun(tx, viewer, classId);
        const lines = await planned(tx, found, file.lines);
        const sections = await sectionIds(tx, classId);
        const newSections = [...new Set(lines.flatMap(({ section }) => (section && !sections.has(section) ? [section] : [])))];
        if (sections.size + newSections.length > SECTIONS_MAX)
          throw new AppError("CONFLICT", `A class has at most ${SECTIONS_MAX} sections. The roster names ${newSections.length} new ones.`);
        const report = { lines, fileFault: file.fault, newSections };
        if (dryRun || file.fault || lines.some(({ fault }) => fault)) return { ...report, applied: false };
        for (const name of newSections) {
          const id = newId();
          await tx.execute("insert into class_sections (id, class_id, name) values (?, ?, ?)", [id, classId, name]);
          sections.set(name, id);
        }
        await apply(tx, viewer, found, lines, sections);
        const count = (outcome: RosterOutcome) => lines.filter((line) => line.outcome === outcome).length;
        record(tx, {
          ...{ actorId: viewer.id, action: "class.roster-imported", subject: { type: "class", id: classId }, address },
          details: { added: count("ADD"), invited: count("INVITE"), moved: count("MOVE") },
        });
        return { ...report, applied: true };
      });
    },

    async invitations(em, viewer, classId, page) {
      if (!mayRunClass(await readClass(em, viewer, classId))) throw new AppError("FORBIDDEN", "Only instructors of the class may do this.");
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
        `select ${INVITATION_COLUMNS} from class_invitations i join class_members vm on vm.class_id = i.class_id and vm.user_id = ?
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

const valuesOf = (lines: readonly RosterLine[], key: "email" | "username") => JSON.stringify(lines.flatMap((line) => line[key] ?? []));

async function planned(em: EntityManager, { id, capacity, learnerCount }: ClassRow, lines: readonly RosterLine[]): Promise<PlannedLine[]> {
  const sound = lines.filter(({ fault }) => !fault);
  // An address counts once it is confirmed: anybody can register with that of somebody else.
  const known = await rows<Known>(
    em,
    `select u.id as "userId", u.username, case when u.email_verified_at is not null then u.email end as email, m.role, s.name as section
     from users u left join class_members m on m.class_id = ? and m.user_id = u.id left join class_sections s on s.id = m.section_id
     where u.deleted_at is null and (u.username in (select jsonb_array_elements_text(?::jsonb))
       or (u.email_verified_at is not null and u.email in (select jsonb_array_elements_text(?::jsonb))))`,
    [id, valuesOf(sound, "username"), valuesOf(sound, "email")],
  );
  const byUsername = new Map(known.map((one) => [one.username, one]));
  const byEmail = new Map(known.flatMap((one) => (one.email ? [[one.email, one] as const] : [])));
  const taken = new Set<string>();
  let seats = capacity - learnerCount;
  return lines.map((line): PlannedLine => {
    const faulty = (fault: RosterFault): PlannedLine => ({ ...line, fault, outcome: "FAULT", userId: null });
    if (line.fault) return faulty(line.fault);
    const account = line.username ? byUsername.get(line.username) : byEmail.get(line.email!);
    if (!account) return line.username ? faulty("UNKNOWN_ACCOUNT") : { ...line, outcome: "INVITE", userId: null };
    if (taken.has(account.userId)) return faulty("DUPLICATE");
    taken.add(account.userId);
    const { userId, role, section } = account;
    if (role !== null && role !== "LEARNER") return faulty("ALREADY_STAFF");
    if (role === "LEARNER") return { ...line, userId, outcome: line.section === null || line.section === section ? "UNCHANGED" : "MOVE" };
    return --seats < 0 ? faulty("NO_SEAT") : { ...line, userId, outcome: "ADD" };
  });
}

async function apply(
  tx: Transaction,
  viewer: SignedIn,
  found: ClassRow,
  lines: readonly PlannedLine[],
  sections: ReadonlyMap<string, string>,
): Promise<void> {
  const { id: classId } = found;
  const asJson = (outcome: RosterOutcome) =>
    JSON.stringify(
      lines
        .filter((line) => line.outcome === outcome)
        .map(({ userId, email, section }) => ({ id: newId(), user: userId, email, section: section && sections.get(section)! })),
    );
  const records = 'jsonb_to_recordset(?::jsonb) as l (id uuid, "user" uuid, email text, section uuid)';
  const added = await rows<{ userId: string }>(
    tx,
    `insert into class_members (id, class_id, user_id, role, section_id, joined_by)
     select l.id, ?, l."user", 'LEARNER', l.section, 'ADDED' from ${records} on conflict (class_id, user_id) do nothing returning user_id as "userId"`,
    [classId, asJson("ADD")],
  );
  const seats = await rows(
    tx,
    "update classes set learner_count = learner_count + ?::int where id = ? and learner_count + ?::int <= capacity returning id",
    [added.length, classId, added.length],
  );
  if (seats.length === 0) throw noSeat();
  for (const { userId } of added) announce(tx, classMemberChanged, { classId, userId });
  await tx.execute(`update class_members m set section_id = l.section from ${records} where m.class_id = ? and m.user_id = l."user"`, [
    asJson("MOVE"),
    classId,
  ]);
  const invited = await rows<{ id: string }>(
    tx,
    `insert into class_invitations (id, class_id, email, section_id, invited_by_id) select l.id, ?, l.email, l.section, ? from ${records}
     on conflict (class_id, email) do update set section_id = coalesce(excluded.section_id, class_invitations.section_id)
     returning case when xmax = 0 then id end as id`,
    [classId, viewer.id, asJson("INVITE")],
  );
  // Only new invitations are mailed.
  for (const { id } of invited) if (id) announce(tx, classInvited, { invitationId: id });
}
