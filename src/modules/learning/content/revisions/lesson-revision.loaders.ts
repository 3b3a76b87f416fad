/** Revisions of lessons, for editors. Each field costs one statement, regardless of the number of lessons. */
import DataLoader from "dataloader";
import { connectionsByParent, countsById, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { rows } from "../../../../platform/database/database.js";
import { contentFrom, type LessonContent } from "../lessons/lesson-content.js";

/** A revision without its content. */
export interface LessonRevisionRow {
  id: string;
  lessonId: string;
  number: number;
  live: boolean;
  changed: string[];
  note: string;
  restoredFrom: number | null;
  authorId: string | null;
  createdAt: Date;
  /** The track's own language. */
  locale: string;
}

const COLUMNS = `r.id, r.lesson_id as "lessonId", r.number, r.changed, r.note, r.restored_from as "restoredFrom", r.author_id as "authorId",
  r.created_at as "createdAt", r.number = l.revision as live, t.locale`;
const FROM = "from lesson_revisions r join lessons l on l.id = r.lesson_id join tracks t on t.id = l.track_id";

const LATEST_FIRST: KeysetOrder<LessonRevisionRow> = {
  name: "revision",
  columns: [{ sql: "r.number", direction: "desc", cast: "int" }],
  key: ({ number }) => [number],
};

export const revisionsOfLesson: LoaderFactory<PageOfParent, Connection<LessonRevisionRow>> = ({ em }) =>
  connectionsByParent(
    em,
    { select: COLUMNS, from: FROM, conditions: [], parent: "r.lesson_id", order: LATEST_FIRST },
    countsById((ids) => rows(em, "select id, latest_revision as count from lessons where id in (?)", [ids])),
  );

interface RevisionKey {
  lessonId: string;
  number: number;
}

const nameOf = ({ lessonId, number }: RevisionKey) => `${lessonId} ${number}`;

export const lessonRevisionByNumber: LoaderFactory<RevisionKey, LessonRevisionRow | null> = ({ em }) =>
  new DataLoader<RevisionKey, LessonRevisionRow | null, string>(
    async (keys) => {
      const found = await rows<LessonRevisionRow>(
        em,
        `select ${COLUMNS} ${FROM} join unnest(?::uuid[], ?::int[]) as wanted (lesson_id, number)
         on wanted.lesson_id = r.lesson_id and wanted.number = r.number`,
        [`{${keys.map(({ lessonId }) => lessonId).join(",")}}`, `{${keys.map(({ number }) => number).join(",")}}`],
      );
      const byKey = new Map(found.map((row) => [nameOf(row), row]));
      return keys.map((key) => byKey.get(nameOf(key)) ?? null);
    },
    { cacheKeyFn: nameOf },
  );

/** For Node look-ups. */
export const lessonRevisionById: LoaderFactory<string, LessonRevisionRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<LessonRevisionRow>(em, `select ${COLUMNS} ${FROM} where r.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** By id of the revision. */
export const contentOfLessonRevision: LoaderFactory<string, LessonContent> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; content: LessonContent }>(em, "select id, content from lesson_revisions where id in (?)", [ids]);
    const byId = new Map(found.map(({ id, content }) => [id, contentFrom(content)]));
    return ids.map((id) => byId.get(id) ?? new Error("the revision no longer exists"));
  });
