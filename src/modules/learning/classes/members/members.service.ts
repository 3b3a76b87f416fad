import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import type { Gate } from "../../../../kernel/gate.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { RateLimit, RateLimiter } from "../../../../platform/redis/rate-limit.js";
import { record } from "../../../base/audit/record.js";
import { isPresentMember } from "../../../accounts/organizations/content/present-member.js";
import { userNamed } from "../../../base/users/user-named.js";
import { classToRun, expectActive, mayGradeClass, readClass, type ClassRow } from "../class.rows.js";
import { readJoinCode } from "../join-code.js";
import type { ClassMember, ClassRole } from "./class-member.entity.js";
import { PRESENT_MEMBERS } from "./present-members.js";
import { addMember, changeRole, noSeat, removeMember, type MemberState } from "./seats.js";

export interface MemberRow extends Pick<ClassMember, "id" | "role" | "joinedBy" | "createdAt"> {
  classId: string;
  userId: string;
  sectionId: string | null;
}

/** What a code tells about its class before joining. */
export interface JoinPreview {
  title: string;
  term: string;
  seatsLeft: number;
  instructors: string[];
}

export interface MembersService {
  list(
    em: EntityManager,
    viewer: SignedIn,
    filter: { classId: string; role?: ClassRole | null; sectionId?: string | null },
    page: PageArgs,
  ): Promise<Connection<MemberRow>>;
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<MemberRow[]>;
  /** NOT_FOUND for an unknown, replaced or expired code, RATE_LIMITED for guessing. */
  preview(viewer: SignedIn, code: string): Promise<JoinPreview>;
  /** The viewer as a learner. A member stays as they are. CONFLICT without a free seat. */
  join(viewer: SignedIn, code: string, address: string): Promise<ClassRow>;
  leave(viewer: SignedIn, classId: string, address: string): Promise<void>;
  add(
    viewer: SignedIn,
    input: { classId: string; username: string; role: ClassRole; sectionId?: string | null },
    address: string,
  ): Promise<MemberRow>;
  change(viewer: SignedIn, input: { id: string; role?: ClassRole | null; sectionId?: string | null }, address: string): Promise<MemberRow>;
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
}

const GUESSES: RateLimit = { name: "class-codes", most: 10, windowMs: MINUTE_MS };

const COLUMNS = `m.id, m.class_id as "classId", m.user_id as "userId", m.role, m.section_id as "sectionId", m.joined_by as "joinedBy",
  m.created_at as "createdAt"`;
const NEWEST_FIRST = newestFirst<MemberRow>("m.id");
const CURRENT_CODE = "c.join_code = ? and c.archived_at is null and (c.join_code_expires_at is null or c.join_code_expires_at > now())";

interface Dependencies {
  db: Database;
  limiter: RateLimiter;
  /** Many people join and leave at the same moment, and wait for one row. */
  hotRows: Gate;
}

export function createMembersService({ db, limiter, hotRows }: Dependencies): MembersService {
  const note = (
    em: EntityManager,
    actorId: string,
    verb: string,
    member: { classId: string; userId: string },
    address: string,
    more: object = {},
  ) =>
    record(em, {
      ...{ actorId, action: `class.member-${verb}`, subject: { type: "class", id: member.classId }, address },
      details: { userId: member.userId, ...more },
    });
  const inTransaction = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => hotRows(() => db.transaction(work));
  const expectGuess = async (viewer: SignedIn) => {
    const refused = await limiter.take(GUESSES, viewer.id);
    if (refused) throw new AppError("RATE_LIMITED", "Too many codes tried. Try again later.", refused);
  };
  const memberOf = async (em: EntityManager, id: string): Promise<MemberRow> => {
    const [row] = await rows<MemberRow>(em, `select ${COLUMNS} from class_members m where m.id = ?`, [id]);
    if (!row) throw notFound("member");
    return row;
  };
  /** The member, for a change by those who run the class: both rows are current, as the class's row is locked. */
  const memberToRun = async (em: EntityManager, viewer: SignedIn, id: string): Promise<MemberRow> => {
    const { classId } = await memberOf(em, id);
    if (!(await nullIfNotFound(classToRun(em, viewer, classId)))) throw notFound("member");
    return memberOf(em, id);
  };

  return {
    async list(em, viewer, { classId, role, sectionId }, page) {
      const found = await readClass(em, viewer, classId);
      const conditions = [
        { sql: "m.class_id = ?", params: [classId] as unknown[] },
        ...(role ? [{ sql: "m.role = ?", params: [role] }] : []),
        ...(sectionId ? [{ sql: "m.section_id = ?", params: [sectionId] }] : []),
        ...(mayGradeClass(found) ? [] : [{ sql: "(m.role <> 'LEARNER' or m.user_id = ?)", params: [viewer.id] }]),
      ];
      return readConnection(em, { select: COLUMNS, from: "from class_members m", conditions }, page, NEWEST_FIRST);
    },

    byIds: (em, viewer, ids) =>
      rows<MemberRow>(
        em,
        `select ${COLUMNS} from class_members m join ${PRESENT_MEMBERS} vm on vm.class_id = m.class_id and vm.user_id = ?
         where m.id in (?) and (vm.role <> 'LEARNER' or m.role <> 'LEARNER' or m.user_id = vm.user_id)`,
        [viewer.id, ids],
      ),

    async preview(viewer, code) {
      await expectGuess(viewer);
      const [found] = await rows<JoinPreview>(
        db.em.fork(),
        `select c.title, c.term, c.capacity - c.learner_count as "seatsLeft", array(select u.display_name from class_members m
           join users u on u.id = m.user_id where m.class_id = c.id and m.role = 'INSTRUCTOR' order by m.id limit 10) as instructors
         from classes c where ${CURRENT_CODE} and (c.organization_id is null or ${isPresentMember("c.organization_id", "?")})`,
        [readJoinCode(code), viewer.id],
      );
      if (!found) throw notFound("class with this code");
      return found;
    },

    async join(viewer, code, address) {
      await expectGuess(viewer);
      const joinCode = readJoinCode(code);
      const classId = await inTransaction(async (tx) => {
        const [found] = await rows<{ id: string }>(tx, `select c.id from classes c where ${CURRENT_CODE} for update`, [joinCode]);
        if (!found) throw notFound("class with this code");
        await expectPresent(tx, found.id, viewer.id, notFound("class with this code"));
        const member = { classId: found.id, userId: viewer.id };
        const outcome = await addMember(tx, { ...member, role: "LEARNER", joinedBy: "CODE" });
        if (outcome === "FULL") throw noSeat();
        if (outcome === "ADDED") note(tx, viewer.id, "joined", member, address);
        return found.id;
      });
      return readClass(db.em.fork(), viewer, classId);
    },

    leave: (viewer, classId, address) =>
      inTransaction(async (tx) => {
        expectActive(await readClass(tx, viewer, classId, { lock: true }));
        const [member] = await rows<MemberState>(tx, `select ${COLUMNS} from class_members m where m.class_id = ? and m.user_id = ?`, [
          classId,
          viewer.id,
        ]);
        if (!member) throw notFound("member");
        await removeMember(tx, member);
        note(tx, viewer.id, "left", member, address);
      }),

    async add(viewer, { classId, username, role, sectionId = null }, address) {
      return db.transaction(async (tx) => {
        await classToRun(tx, viewer, classId);
        const { id: userId } = await userNamed(tx, username);
        await expectSection(tx, classId, sectionId);
        const message = "This account is no member of the organization that the class belongs to. Invite it there first.";
        await expectPresent(tx, classId, userId, new AppError("CONFLICT", message));
        const outcome = await addMember(tx, { classId, userId, role, sectionId, joinedBy: "ADDED" });
        if (outcome === "FULL") throw noSeat();
        if (outcome === "PRESENT") throw new AppError("CONFLICT", "This account is already a member. Change its role instead.");
        note(tx, viewer.id, "added", { classId, userId }, address, { role });
        const [row] = await rows<MemberRow>(tx, `select ${COLUMNS} from class_members m where m.class_id = ? and m.user_id = ?`, [
          classId,
          userId,
        ]);
        return row!;
      });
    },

    change: (viewer, { id, role, sectionId }, address) =>
      db.transaction(async (tx) => {
        const member = await memberToRun(tx, viewer, id);
        if (role) await changeRole(tx, member, role);
        if (sectionId !== undefined) {
          await expectSection(tx, member.classId, sectionId);
          await tx.execute("update class_members set section_id = ? where id = ?", [sectionId, id]);
        }
        if (role && role !== member.role) note(tx, viewer.id, "role-changed", member, address, { from: member.role, to: role });
        return memberOf(tx, id);
      }),

    remove: (viewer, id, address) =>
      db.transaction(async (tx) => {
        const member = await memberToRun(tx, viewer, id);
        await removeMember(tx, member);
        note(tx, viewer.id, "removed", member, address, { role: member.role });
      }),
  };
}

/** Only members of its organization join a class. */
async function expectPresent(em: EntityManager, classId: string, userId: string, otherwise: AppError): Promise<void> {
  const sql = `select from classes c where c.id = ? and (c.organization_id is null or ${isPresentMember("c.organization_id", "?")})`;
  if ((await rows(em, sql, [classId, userId])).length === 0) throw otherwise;
}

async function expectSection(em: EntityManager, classId: string, sectionId: string | null): Promise<void> {
  if (sectionId === null) return;
  if ((await rows(em, "select from class_sections where id = ? and class_id = ?", [sectionId, classId])).length === 0)
    throw badInput("input.sectionId", "The class has no such section.", "UNKNOWN_VALUE");
}
