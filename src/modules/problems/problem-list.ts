import { isEntitled, readableProblems } from "../../access/policy.js";
import type { Viewer } from "../../access/viewer.js";
import {
  countRows,
  keysetRows,
  parsePage,
  toConnection,
  type Connection,
  type KeysetOrder,
  type ListSql,
} from "../../graphql/pagination.js";
import { AppError, badInput } from "../../kernel/errors.js";
import type { EntityManager } from "../../platform/database.js";
import type { ReadCache } from "../../platform/read-cache.js";
import { keyOfPage, PAGES, TOTALS, withViewerStatus } from "./catalog.js";
import type { ProblemFilter, ProblemListQuery, ProblemOrder } from "./problem-list.type.js";
import { problemSql, type ProblemRow, type ViewerStatus } from "./problem.rows.js";

type Row = ProblemRow & { relevance?: number };
type Condition = ListSql["conditions"][number];

const BY_ID = { sql: "p.id", direction: "desc", cast: "uuid" } as const;

const DIFFICULTY_RANK = { EASY: 1, MEDIUM: 2, HARD: 3 };
const DIFFICULTY_SQL = "case p.difficulty when 'EASY' then 1 when 'MEDIUM' then 2 else 3 end";
/** Problems that nobody tried come last. */
const UNTRIED = -1;

const ORDERS: Record<ProblemOrder, KeysetOrder<Row>> = {
  NEWEST: {
    name: "newest",
    columns: [{ sql: "coalesce(p.published_at, p.created_at)", direction: "desc", cast: "timestamptz" }, BY_ID],
    key: (row) => [(row.publishedAt ?? row.createdAt).toISOString(), row.id],
  },
  TITLE: {
    name: "title",
    columns: [{ sql: "p.title", direction: "asc", cast: "text" }, BY_ID],
    key: (row) => [row.title, row.id],
  },
  DIFFICULTY: {
    name: "difficulty",
    columns: [{ sql: DIFFICULTY_SQL, direction: "asc", cast: "int" }, BY_ID],
    key: (row) => [DIFFICULTY_RANK[row.difficulty], row.id],
  },
  ACCEPTANCE_RATE: {
    name: "acceptance-rate",
    columns: [{ sql: `coalesce(s.accepted::float8 / nullif(s.submissions, 0), ${UNTRIED})`, direction: "desc", cast: "float8" }, BY_ID],
    key: (row) => [row.acceptanceRate ?? UNTRIED, row.id],
  },
  RELEVANCE: {
    name: "relevance",
    columns: [{ sql: "ts_rank(readable.search, query)", direction: "desc", cast: "float4" }, BY_ID],
    key: (row) => [row.relevance ?? 0, row.id],
  },
};

/** One statement for the page, and one more when the total is asked for. Pages that many ask for are kept for all. */
export async function listProblems(
  cache: ReadCache,
  em: EntityManager,
  viewer: Viewer,
  query: ProblemListQuery,
): Promise<Connection<ProblemRow>> {
  const search = query.search.trim();
  const orderBy = query.orderBy ?? (search ? "RELEVANCE" : "NEWEST");
  if (orderBy === "RELEVANCE" && !search) throw badInput("orderBy", "RELEVANCE orders the results of a search: give `search` too.");
  // Ranks of another search mean nothing here.
  const order = orderBy === "RELEVANCE" ? { ...ORDERS[orderBy], name: `relevance ${search}` } : ORDERS[orderBy];
  const page = parsePage(query.page, order.name);
  const listFor = (whom: Viewer) =>
    withSearch(whom, { ...problemSql(whom), conditions: [visibleTo(whom, query.filter), ...matching(whom, query.filter)] }, search);
  const connection = (found: Row[], count: () => Promise<number>) => toConnection<Row, ProblemRow>(found, page, order, (row) => row, count);

  const key = keyOfPage(viewer, query);
  if (key === null) {
    const list = listFor(viewer);
    return connection(await keysetRows<Row>(em, list, page, order), () => countRows(em, list));
  }
  const list = listFor(null);
  const found = await cache.read(PAGES, `page ${key}`, () => keysetRows<Row>(em, list, page, order));
  return connection(await withViewerStatus(em, viewer, found), () => cache.read(TOTALS, `total ${key}`, () => countRows(em, list)));
}

/** Without a status in the filter the list is the catalog: what is published, drafts of the viewer's own left out. */
function visibleTo(viewer: Viewer, { status }: ProblemFilter): Condition {
  const wanted = status?.length ? status : ["PUBLISHED"];
  const reach = readableProblems(viewer);
  if (reach === "all") return { sql: "p.status in (?)", params: [wanted] };
  if (reach.publishedAndBy === null) return { sql: "p.status in (?) and p.status = 'PUBLISHED'", params: [wanted] };
  const { publishedAndBy } = reach;
  return { sql: `p.status in (?) and (p.status = 'PUBLISHED' or ${WRITTEN_BY})`, params: [wanted, publishedAndBy, publishedAndBy] };
}

const WRITTEN_BY = "(p.author_id = ? or exists (select from problem_co_authors c where c.problem_id = p.id and c.user_id = ?))";

const IN_TOPICS = `exists (
  with recursive below as (
    select id from topics where slug in (?) union select t.id from topics t join below on t.parent_id = below.id
  )
  select from problem_topics pt join below on below.id = pt.topic_id where pt.problem_id = p.id
)`;

const HAS_STATUS: Record<ViewerStatus, string> = { SOLVED: "v.solved", ATTEMPTED: "not v.solved", NOT_TRIED: "v.solved is null" };

function matching(viewer: Viewer, { topics, difficulties, tags, authorId, premium, viewerStatus }: ProblemFilter): Condition[] {
  if (viewerStatus && !viewer) throw new AppError("UNAUTHENTICATED", "Sign in to filter by what you have solved.");
  return [
    topics?.length ? [{ sql: IN_TOPICS, params: [topics] }] : [],
    difficulties?.length ? [{ sql: "p.difficulty in (?)", params: [difficulties] }] : [],
    tags?.length ? [{ sql: "p.tags @> array[?]::text[]", params: [tags] }] : [],
    authorId ? [{ sql: WRITTEN_BY, params: [authorId, authorId] }] : [],
    premium != null ? [{ sql: "p.premium = ?", params: [premium] }] : [],
    viewerStatus ? [{ sql: HAS_STATUS[viewerStatus], params: [] }] : [],
  ].flat();
}

/** Of a locked problem title and tags alone are searched and ranked, or its statement could be guessed word by word. */
function withSearch(viewer: Viewer, list: Required<ListSql>, search: string): Required<ListSql> {
  if (!search) return list;
  const { parser, text } = textQuery(search);
  const locked = lockedFor(viewer);
  return {
    select: `${list.select}, ts_rank(readable.search, query) as relevance`,
    from: `${list.from} cross join ${parser}('english', ?) query
      cross join lateral (select case when ${locked.sql} then ts_filter(p.search, '{a,b}') else p.search end as search) readable`,
    fromParams: [...list.fromParams, text, ...locked.params],
    // The second part is what the index finds.
    conditions: [...list.conditions, { sql: "readable.search @@ query and (p.premium or p.search @@ query)", params: [] }],
  };
}

/** The opposite of mayOpenProblem, for a list. */
function lockedFor(viewer: Viewer): Condition {
  const reach = readableProblems(viewer);
  if (reach === "all" || isEntitled(viewer, "premium-problems")) return { sql: "false", params: [] };
  if (reach.publishedAndBy === null) return { sql: "p.premium", params: [] };
  return { sql: `p.premium and not ${WRITTEN_BY}`, params: [reach.publishedAndBy, reach.publishedAndBy] };
}

/**
 * Plain words find what begins with each of them, so that a search works while it is being typed. Quotes, `or` and a
 * leading minus are left to PostgreSQL's web search syntax.
 */
function textQuery(search: string): { parser: string; text: string } {
  const words = search.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0 || /"|(^|\s)(-\S|or\s)/iu.test(search)) return { parser: "websearch_to_tsquery", text: search };
  return { parser: "to_tsquery", text: words.map((word) => `${word}:*`).join(" & ") };
}
