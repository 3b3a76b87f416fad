/** Loaders of a table of revisions, for editors. Each costs one statement, regardless of the number of keys. */
import DataLoader from "dataloader";
import { connectionsByParent, countsById, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { rows } from "../../../../platform/database/database.js";

/** A revision without its content. */
export interface RevisionRow {
  id: string;
  number: number;
  changed: string[];
  note: string;
  restoredFrom: number | null;
  authorId: string | null;
  createdAt: Date;
  /** The track's own language. */
  locale: string;
}

interface RevisionTable<Row, Content> {
  table: string;
  /** Column of what is revised. */
  parent: string;
  /** From `r`, the revision, and `t`, its track. */
  from: string;
  /** Beside those of RevisionRow. */
  columns: string;
  parentOf: (row: Row) => string;
  /** Numbers of revisions as `count`, by `id` of what is revised; with one parameter. */
  counts: string;
  content: { column: string; read: (stored: Content) => Content };
}

interface RevisionKey {
  parentId: string;
  number: number;
}

interface RevisionLoaders<Row, Content> {
  ofParent: LoaderFactory<PageOfParent, Connection<Row>>;
  byNumber: LoaderFactory<RevisionKey, Row | null>;
  /** For Node look-ups. */
  byId: LoaderFactory<string, Row | null>;
  /** By id of the revision. */
  content: LoaderFactory<string, Content>;
}

const keyOf = ({ parentId, number }: RevisionKey) => `${parentId} ${number}`;

export function revisionLoaders<Row extends RevisionRow, Content>(of: RevisionTable<Row, Content>): RevisionLoaders<Row, Content> {
  const columns = `r.id, r.number, r.changed, r.note, r.restored_from as "restoredFrom", r.author_id as "authorId",
    r.created_at as "createdAt", t.locale, ${of.columns}`;
  const parent = `r.${of.parent}`;
  const order: KeysetOrder<Row> = {
    name: "revision",
    columns: [{ sql: "r.number", direction: "desc", cast: "int" }],
    key: ({ number }) => [number],
  };
  return {
    ofParent: ({ em }) =>
      connectionsByParent(
        em,
        { select: columns, from: of.from, conditions: [], parent, order },
        countsById((ids) => rows(em, of.counts, [ids])),
      ),
    byNumber: ({ em }) =>
      new DataLoader<RevisionKey, Row | null, string>(
        async (keys) => {
          const found = await rows<Row>(
            em,
            `select ${columns} ${of.from} join unnest(?::uuid[], ?::int[]) as wanted (parent_id, number)
             on wanted.parent_id = ${parent} and wanted.number = r.number`,
            [`{${keys.map(({ parentId }) => parentId).join(",")}}`, `{${keys.map(({ number }) => number).join(",")}}`],
          );
          const byKey = new Map(found.map((row) => [keyOf({ parentId: of.parentOf(row), number: row.number }), row]));
          return keys.map((key) => byKey.get(keyOf(key)) ?? null);
        },
        { cacheKeyFn: keyOf },
      ),
    byId: ({ em }) =>
      new DataLoader(async (ids) => {
        const found = await rows<Row>(em, `select ${columns} ${of.from} where r.id in (?)`, [ids]);
        const byId = new Map(found.map((row) => [row.id, row]));
        return ids.map((id) => byId.get(id) ?? null);
      }),
    content: ({ em }) =>
      new DataLoader(async (ids) => {
        const sql = `select id, ${of.content.column} as content from ${of.table} where id in (?)`;
        const found = await rows<{ id: string; content: Content }>(em, sql, [ids]);
        const byId = new Map(found.map(({ id, content }) => [id, of.content.read(content)]));
        return ids.map((id) => byId.get(id) ?? new Error("the revision no longer exists"));
      }),
  };
}
