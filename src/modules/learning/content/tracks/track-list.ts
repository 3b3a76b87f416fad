import type { Viewer } from "../../../../access/viewer.js";
import { connectionsByParent, countsById, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { readConnection, type KeysetOrder, type ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { publicSql } from "../../../base/authorship/authored.js";
import { readableBy } from "./track-access.js";
import type { TrackFilter, TrackOrder } from "./track-list.input.js";
import { trackColumns, WRITTEN_BY, type TrackRow } from "./track.rows.js";

interface ListedTrack extends TrackRow {
  rank: string | number;
}

/** Milliseconds: cursors hold times as text, and a Date has no more. */
const PUBLISHED = "floor(extract(epoch from coalesce(t.published_at, t.created_at)) * 1000)::int8";
const RANKS: Record<TrackOrder, { sql: string; direction: "asc" | "desc"; cast: string }> = {
  NEWEST: { sql: PUBLISHED, direction: "desc", cast: "int8" },
  TITLE: { sql: `lower(t.title) collate "C"`, direction: "asc", cast: "text" },
  DIFFICULTY: { sql: "array_position(array['EASY', 'MEDIUM', 'HARD'], t.difficulty)", direction: "asc", cast: "int" },
};

/** One statement for the page, and one more if the total is requested. */
export function listTracks(
  em: EntityManager,
  viewer: Viewer,
  { page, filter, orderBy }: { page: PageArgs; filter: TrackFilter; orderBy: TrackOrder },
): Promise<Connection<TrackRow>> {
  const list = { ...sortedBy(viewer, orderBy), conditions: [readableBy(viewer), ...matching(filter)] };
  return readConnection<ListedTrack, TrackRow>(em, list, page, orderOf(orderBy));
}

const sortedBy = (viewer: Viewer, orderBy: TrackOrder) => ({
  select: `${trackColumns(viewer)}, ${RANKS[orderBy].sql} as rank`,
  from: "from tracks t",
});

const orderOf = (orderBy: TrackOrder): KeysetOrder<ListedTrack> => ({
  name: `tracks-${orderBy}`,
  columns: [RANKS[orderBy], { sql: "t.id", direction: "desc", cast: "uuid" }],
  key: ({ rank, id }) => [rank, id],
});

/** Tracks of subjects that are published for everyone, newest first. */
export const tracksOfSubject: LoaderFactory<PageOfParent, Connection<TrackRow>> = ({ em, viewer }) =>
  connectionsByParent<ListedTrack>(
    em,
    {
      ...sortedBy(viewer, "NEWEST"),
      conditions: [{ sql: publicSql("t"), params: [] }],
      parent: "t.subject_id",
      order: orderOf("NEWEST"),
    },
    countsById((ids) =>
      rows(
        em,
        `select t.subject_id as id, count(*)::int as count from tracks t where ${publicSql("t")} and t.subject_id in (?) group by t.subject_id`,
        [ids],
      ),
    ),
  );

/** Without a status filter, the list is the catalog: published tracks only. */
function* matching({
  subjects,
  difficulties,
  authorId,
  organizationId,
  status,
  locale,
  topics,
  premium,
}: TrackFilter): Generator<ListSql["conditions"][number]> {
  yield { sql: "t.status in (?)", params: [status?.length ? status : ["PUBLISHED"]] };
  if (subjects?.length) yield { sql: "t.subject_id in (select s.id from subjects s where s.slug in (?))", params: [subjects] };
  if (difficulties?.length) yield { sql: "t.difficulty in (?)", params: [difficulties] };
  if (authorId != null) yield { sql: WRITTEN_BY, params: [authorId, authorId] };
  if (organizationId != null) yield { sql: "t.organization_id = ?", params: [organizationId] };
  if (premium != null) yield { sql: "t.premium = ?", params: [premium] };
  if (locale != null) yield { sql: "(t.locale = ? or t.translations -> ? is not null)", params: [locale, locale] };
  if (topics?.length) {
    const sql = `exists (select from lessons l join lesson_topics lt on lt.lesson_id = l.id join topics o on o.id = lt.topic_id
      where l.track_id = t.id and l.status = 'PUBLISHED' and o.slug in (?))`;
    yield { sql, params: [topics] };
  }
}
