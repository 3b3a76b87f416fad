/** Revisions of tracks, for editors. Each field costs one statement, regardless of the number of tracks. */
import DataLoader from "dataloader";
import { connectionsByParent, countsById, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { rows } from "../../../../platform/database/database.js";
import { outlineFrom, type TrackOutline } from "./outline.js";

/** A revision without its outline. */
export interface TrackRevisionRow {
  id: string;
  trackId: string;
  number: number;
  changed: string[];
  note: string;
  restoredFrom: number | null;
  authorId: string | null;
  createdAt: Date;
  /** The track's own language. */
  locale: string;
}

const COLUMNS = `r.id, r.track_id as "trackId", r.number, r.changed, r.note, r.restored_from as "restoredFrom", r.author_id as "authorId",
  r.created_at as "createdAt", t.locale`;
const FROM = "from track_revisions r join tracks t on t.id = r.track_id";

const LATEST_FIRST: KeysetOrder<TrackRevisionRow> = {
  name: "revision",
  columns: [{ sql: "r.number", direction: "desc", cast: "int" }],
  key: ({ number }) => [number],
};

export const revisionsOfTrack: LoaderFactory<PageOfParent, Connection<TrackRevisionRow>> = ({ em }) =>
  connectionsByParent(
    em,
    { select: COLUMNS, from: FROM, conditions: [], parent: "r.track_id", order: LATEST_FIRST },
    countsById((ids) =>
      rows(em, "select track_id as id, max(number) as count from track_revisions where track_id in (?) group by track_id", [ids]),
    ),
  );

interface RevisionKey {
  trackId: string;
  number: number;
}

const nameOf = ({ trackId, number }: RevisionKey) => `${trackId} ${number}`;

export const trackRevisionByNumber: LoaderFactory<RevisionKey, TrackRevisionRow | null> = ({ em }) =>
  new DataLoader<RevisionKey, TrackRevisionRow | null, string>(
    async (keys) => {
      const found = await rows<TrackRevisionRow>(
        em,
        `select ${COLUMNS} ${FROM} join unnest(?::uuid[], ?::int[]) as wanted (track_id, number)
         on wanted.track_id = r.track_id and wanted.number = r.number`,
        [`{${keys.map(({ trackId }) => trackId).join(",")}}`, `{${keys.map(({ number }) => number).join(",")}}`],
      );
      const byKey = new Map(found.map((row) => [nameOf(row), row]));
      return keys.map((key) => byKey.get(nameOf(key)) ?? null);
    },
    { cacheKeyFn: nameOf },
  );

/** For Node look-ups. */
export const trackRevisionById: LoaderFactory<string, TrackRevisionRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<TrackRevisionRow>(em, `select ${COLUMNS} ${FROM} where r.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** By id of the revision. */
export const outlineOfTrackRevision: LoaderFactory<string, TrackOutline> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; outline: TrackOutline }>(em, "select id, outline from track_revisions where id in (?)", [ids]);
    const byId = new Map(found.map(({ id, outline }) => [id, outlineFrom(outline)]));
    return ids.map((id) => byId.get(id) ?? new Error("the revision no longer exists"));
  });
