import type { Role, SignedIn, Viewer } from "../../../access/viewer.js";
import { readConnection, newestFirst } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../kernel/errors.js";
import { newId } from "../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager } from "../../../platform/database/database.js";
import { record } from "../../base/audit/record.js";
import { changedMeanwhile } from "../../base/settings/settings.service.js";
import type { Announcement, AnnouncementLevel } from "./announcement.entity.js";

export type AnnouncementRow = Announcement;

export interface AnnouncementContent {
  title?: string | null;
  body?: string | null;
  level?: AnnouncementLevel | null;
  /** Null for everyone; undefined leaves it unchanged. */
  roles?: readonly Role[] | null;
  startsAt?: Date | null;
  /** Null for until withdrawn; undefined leaves it unchanged. */
  endsAt?: Date | null;
  notify?: boolean | null;
}

export interface AnnouncementsService {
  /** Active announcements for the viewer that are not dismissed; the most severe first, then the newest. */
  shownTo(em: EntityManager, viewer: Viewer): Promise<AnnouncementRow[]>;
  /** By id, in any order. */
  read(em: EntityManager, ids: readonly string[]): Promise<AnnouncementRow[]>;
  /** Those active for the viewer, including dismissed ones. */
  readOn(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<AnnouncementRow[]>;
  list(em: EntityManager, page: PageArgs): Promise<Connection<AnnouncementRow>>;
  create(viewer: SignedIn, content: AnnouncementContent & { title: string }, address: string): Promise<AnnouncementRow>;
  update(
    viewer: SignedIn,
    change: AnnouncementContent & { id: string; expectedRevision: number },
    address: string,
  ): Promise<AnnouncementRow>;
  /** CONFLICT if already withdrawn. */
  withdraw(viewer: SignedIn, id: string, address: string): Promise<AnnouncementRow>;
  /** NOT_FOUND if it is not shown to the viewer. Idempotent. */
  dismiss(viewer: SignedIn, id: string): Promise<void>;
}

const COLUMNS = `a.id, a.title, a.body, a.level, a.roles, a.starts_at as "startsAt", a.ends_at as "endsAt", a.notify,
  a.notified_at as "notifiedAt", a.withdrawn_at as "withdrawnAt", a.revision, a.created_by_id as "createdById",
  a.created_at as "createdAt", a.updated_at as "updatedAt"`;

const NEWEST_FIRST = newestFirst<AnnouncementRow>("a.id");

/** More than anyone reads at once. */
const MOST_SHOWN = 20;

/** Takes one parameter: the viewer's role, or null. */
const IS_ON = `a.withdrawn_at is null and a.starts_at <= now() and (a.ends_at is null or a.ends_at > now())
  and (a.roles is null or ?::text = any(a.roles))`;

export function createAnnouncementsService({ db }: { db: Database }): AnnouncementsService {
  const note = (em: EntityManager, viewer: SignedIn, verb: string, { id, ...row }: AnnouncementRow, address: string) => {
    const { title, level, roles, startsAt, endsAt, notify, revision } = row;
    const details = { title, level, roles, startsAt, endsAt, notify, revision };
    record(em, { actorId: viewer.id, action: `announcement.${verb}`, subject: { type: "announcement", id }, address, details });
  };
  const locked = async (em: EntityManager, id: string) => {
    const [row] = await rows<AnnouncementRow>(em, `select ${COLUMNS} from announcements a where a.id = ? for update`, [id]);
    if (!row) throw notFound("announcement");
    if (row.withdrawnAt) throw new AppError("CONFLICT", "This announcement has been withdrawn.");
    return row;
  };

  return {
    shownTo: (em, viewer) =>
      rows<AnnouncementRow>(
        em,
        `select ${COLUMNS} from announcements a where ${IS_ON}
           and not exists (select from announcement_dismissals d where d.announcement_id = a.id and d.user_id = ?::uuid)
         order by array_position(array['CRITICAL', 'WARNING', 'INFO'], a.level), a.starts_at desc, a.id desc limit ${MOST_SHOWN}`,
        [viewer?.role ?? null, viewer?.id ?? null],
      ),

    read: (em, ids) => rows<AnnouncementRow>(em, `select ${COLUMNS} from announcements a where a.id in (?)`, [ids]),

    readOn: (em, viewer, ids) =>
      rows<AnnouncementRow>(em, `select ${COLUMNS} from announcements a where ${IS_ON} and a.id in (?)`, [viewer?.role ?? null, ids]),

    list: (em, args) => readConnection(em, { select: COLUMNS, from: "from announcements a", conditions: [] }, args, NEWEST_FIRST),

    async create(viewer, { title, body, level, roles, startsAt, endsAt, notify }, address) {
      const starts = startsAt ?? new Date();
      checkTimes(starts, endsAt ?? null);
      return db.transaction(async (em) => {
        const [row] = await rows<AnnouncementRow>(
          em,
          `insert into announcements as a (id, title, body, level, roles, starts_at, ends_at, notify, revision, created_by_id)
           values (?, ?, ?, ?, ?::text[], ?, ?, ?, 1, ?) returning ${COLUMNS}`,
          [newId(), title, body ?? "", level ?? "INFO", textArray(roles), starts, endsAt ?? null, notify ?? false, viewer.id],
        );
        note(em, viewer, "created", row!, address);
        return row!;
      });
    },

    update: (viewer, { id, expectedRevision, ...given }, address) =>
      db.transaction(async (em) => {
        const before = await locked(em, id);
        if (before.revision !== expectedRevision) throw changedMeanwhile("announcement");
        const roles = given.roles === undefined ? before.roles : given.roles;
        const startsAt = given.startsAt ?? before.startsAt;
        const endsAt = given.endsAt === undefined ? before.endsAt : given.endsAt;
        checkTimes(startsAt, endsAt);
        const [after] = await rows<AnnouncementRow>(
          em,
          `update announcements a set title = ?, body = ?, level = ?, roles = ?::text[], starts_at = ?, ends_at = ?, notify = ?,
             revision = a.revision + 1, updated_at = now() where a.id = ? returning ${COLUMNS}`,
          [
            given.title ?? before.title,
            given.body === undefined ? before.body : (given.body ?? ""),
            given.level ?? before.level,
            textArray(roles),
            startsAt,
            endsAt,
            given.notify ?? before.notify,
            id,
          ],
        );
        note(em, viewer, "updated", after!, address);
        return after!;
      }),

    withdraw: (viewer, id, address) =>
      db.transaction(async (em) => {
        await locked(em, id);
        const [row] = await rows<AnnouncementRow>(
          em,
          `update announcements a set withdrawn_at = now(), revision = a.revision + 1, updated_at = now() where a.id = ? returning ${COLUMNS}`,
          [id],
        );
        note(em, viewer, "withdrawn", row!, address);
        return row!;
      }),

    async dismiss(viewer, id) {
      const em = db.em.fork();
      const found = await rows(em, `select from announcements a where a.id = ? and ${IS_ON}`, [id, viewer.role]);
      if (found.length === 0) throw notFound("announcement");
      await em.execute("insert into announcement_dismissals (announcement_id, user_id) values (?, ?) on conflict do nothing", [
        id,
        viewer.id,
      ]);
    },
  };
}

function checkTimes(startsAt: Date, endsAt: Date | null): void {
  if (endsAt && endsAt <= startsAt) throw badInput("input.endsAt", "It must end after it starts.", "OUT_OF_RANGE");
}
