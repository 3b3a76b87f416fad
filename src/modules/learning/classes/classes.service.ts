import type { SignedIn } from "../../../access/viewer.js";
import { readConnection } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { badInput } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { isZone } from "../../../kernel/wall-time.js";
import { type Database, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { expectOwner } from "../../accounts/organizations/content/content-owner.js";
import { record } from "../../base/audit/record.js";
import { changedMeanwhile } from "../../base/settings/settings.service.js";
import { DEFAULT_CAPACITY } from "./class-limits.js";
import {
  classSelect,
  classToRun,
  expectInstructor,
  FROM_CLASSES,
  NEWEST_CLASS_FIRST,
  readClass,
  runsClassSql,
  type ClassRow,
} from "./class.rows.js";
import { dayOf, expectTermEnd } from "./term/term-end.js";
import { newJoinCode } from "./join-code.js";
import { bindInvitations } from "./roster/bind-invitations.js";

export interface NewClass {
  title: string;
  description?: string | null;
  term?: string | null;
  timeZone: string;
  /** Midnight in UTC of the last day. */
  termEndsOn?: Date | null;
  capacity?: number | null;
  showsStatistics?: boolean | null;
  /** It belongs to this organization. Never changes. */
  organizationId?: string | null;
}

export interface ClassChange extends Partial<Omit<NewClass, "organizationId">> {
  id: string;
  expectedVersion: number;
}

export interface ClassListFilter {
  archived?: boolean | null;
  /** Also those that the viewer runs as an owner or manager of it, and for admins all of it. */
  organizationId?: string | null;
}

export interface ClassesService {
  list(em: EntityManager, viewer: SignedIn, filter: ClassListFilter, page: PageArgs): Promise<Connection<ClassRow>>;
  /** The viewer becomes its instructor. */
  create(viewer: SignedIn, input: NewClass, address: string): Promise<ClassRow>;
  /** In the caller's transaction, for a copy. */
  insert(tx: Transaction, viewer: SignedIn, input: NewClass & { copyOfId: string | null }, address: string): Promise<string>;
  update(viewer: SignedIn, change: ClassChange, address: string): Promise<ClassRow>;
  /** Repeating it changes nothing. */
  setArchived(viewer: SignedIn, id: string, archived: boolean, address: string): Promise<ClassRow>;
  /** A new code, or none. The old one stops working. */
  setJoinCode(viewer: SignedIn, id: string, code: { expiresAt: Date | null } | null, address: string): Promise<ClassRow>;
}

/** BAD_USER_INPUT unless it is an IANA time zone. */
export function expectZone(timeZone: string, field: string): void {
  if (!isZone(timeZone)) throw badInput(field, "This is not the name of a time zone, such as `Europe/Berlin`.", "UNKNOWN_VALUE");
}

export function createClassesService({ db }: { db: Database }): ClassesService {
  const read = (viewer: SignedIn, id: string) => readClass(db.em.fork(), viewer, id);
  const note = (em: EntityManager, viewer: SignedIn, verb: string, id: string, address: string, details: Record<string, unknown> = {}) =>
    record(em, { actorId: viewer.id, action: `class.${verb}`, subject: { type: "class", id }, address, details });

  const insert: ClassesService["insert"] = async (tx, viewer, input, address) => {
    const id = newId();
    await expectOwner(tx, viewer, input.organizationId ?? null);
    const termEndsOn = input.termEndsOn ? dayOf(input.termEndsOn) : null;
    await tx.execute(
      `insert into classes (id, title, description, term, time_zone, capacity, shows_statistics, organization_id, copy_of_id, created_by_id,
         term_ends_on, archives_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[id, input.title, input.description ?? "", input.term ?? "", input.timeZone, input.capacity ?? DEFAULT_CAPACITY],
        ...[input.showsStatistics ?? false, input.organizationId ?? null, input.copyOfId, viewer.id],
        ...[termEndsOn, termEndsOn && expectTermEnd(termEndsOn, input.timeZone)],
      ],
    );
    await tx.execute("insert into class_members (id, class_id, user_id, role, joined_by) values (?, ?, ?, 'INSTRUCTOR', 'CREATED')", [
      newId(),
      id,
      viewer.id,
    ]);
    note(tx, viewer, input.copyOfId ? "copied" : "created", id, address, input.copyOfId ? { copyOf: input.copyOfId } : {});
    return id;
  };

  return {
    insert,

    list: (em, viewer, { archived = null, organizationId = null }, page) =>
      readConnection(
        em,
        {
          select: classSelect(viewer),
          from: FROM_CLASSES,
          fromParams: [viewer.id],
          conditions: [
            organizationId === null
              ? { sql: "vm.id is not null", params: [] }
              : { sql: `c.organization_id = ? and (vm.id is not null or ${runsClassSql(viewer)})`, params: [organizationId] },
            ...(archived === null ? [] : [{ sql: `c.archived_at is ${archived ? "not " : ""}null`, params: [] }]),
          ],
        },
        page,
        NEWEST_CLASS_FIRST,
      ),

    async create(viewer, input, address) {
      const id = await db.transaction((tx) => insert(tx, viewer, { ...input, copyOfId: null }, address));
      return read(viewer, id);
    },

    async update(viewer, { id, expectedVersion, ...given }, address) {
      await db.transaction(async (tx) => {
        const before = await classToRun(tx, viewer, id);
        if (before.version !== expectedVersion) throw changedMeanwhile("class");
        const capacity = given.capacity ?? before.capacity;
        if (capacity < before.learnerCount) {
          const message = `The class has ${before.learnerCount} learners.`;
          throw badInput("input.capacity", message, "OUT_OF_RANGE", { minimum: before.learnerCount, actual: capacity });
        }
        const timeZone = given.timeZone ?? before.timeZone;
        const termEndsOn = given.termEndsOn === undefined ? before.termEndsOn : given.termEndsOn && dayOf(given.termEndsOn);
        const sameEnd = termEndsOn === before.termEndsOn && timeZone === before.timeZone;
        const archivesAt = sameEnd ? before.archivesAt : termEndsOn && expectTermEnd(termEndsOn, timeZone);
        await tx.execute(
          `update classes set title = ?, description = ?, term = ?, time_zone = ?, capacity = ?, shows_statistics = ?, term_ends_on = ?,
             ending_notified_at = case when archives_at = ?::timestamptz then ending_notified_at end, archives_at = ?, version = version + 1, updated_at = now() where id = ?`,
          [
            ...[given.title ?? before.title, given.description === undefined ? before.description : (given.description ?? "")],
            ...[given.term === undefined ? before.term : (given.term ?? ""), timeZone, capacity],
            ...[given.showsStatistics ?? before.showsStatistics, termEndsOn, archivesAt, archivesAt, id],
          ],
        );
        note(tx, viewer, "updated", id, address, { changed: Object.keys(given) });
        if (capacity > before.capacity) await bindInvitations(tx, id);
      });
      return read(viewer, id);
    },

    async setArchived(viewer, id, archived, address) {
      await db.transaction(async (tx) => {
        const before = await readClass(tx, viewer, id, { lock: true });
        expectInstructor(before);
        if ((before.archivedAt !== null) === archived) return;
        // A code of an archived class must not work again by itself. A reopened class stays open until it gets another end.
        await tx.execute(
          `update classes set archived_at = ${archived ? "now()" : "null"}, join_code = null, join_code_expires_at = null,
             ${archived ? "" : "term_ends_on = null, archives_at = null, ending_notified_at = null,"}
             version = version + 1, updated_at = now() where id = ?`,
          [id],
        );
        note(tx, viewer, archived ? "archived" : "reopened", id, address);
        // Of people who confirmed their address meanwhile.
        if (!archived) await bindInvitations(tx, id);
      });
      return read(viewer, id);
    },

    async setJoinCode(viewer, id, code, address) {
      if (code?.expiresAt && code.expiresAt <= new Date())
        throw badInput("input.expiresAt", "It must expire in the future.", "OUT_OF_RANGE");
      await db.transaction(async (tx) => {
        await classToRun(tx, viewer, id);
        await tx.execute("update classes set join_code = ?, join_code_expires_at = ?, updated_at = now() where id = ?", [
          code && newJoinCode(),
          code?.expiresAt ?? null,
          id,
        ]);
        note(tx, viewer, code ? "join-code-replaced" : "join-code-removed", id, address);
      });
      return read(viewer, id);
    },
  };
}
