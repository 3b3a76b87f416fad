/** The statements of a search: one SELECT for each source, put together with UNION ALL. */
import type { Viewer } from "../../../access/viewer.js";
import type { SearchCondition, SearchSource } from "../../contracts/search-source.js";
import type { SearchConditions, SearchQuery } from "./search-query.js";

/** WORDS: documents with the words. SIMILAR: documents with a similar title, for mistyped searches. */
export type SearchMode = "WORDS" | "SIMILAR";

export interface Statement {
  sql: string;
  params: readonly unknown[];
}

/** SIMILAR scores are below it, WORDS scores are not. So a cursor tells the mode of its search. */
export const LEAST_WORDS_SCORE = 1;

/** Scores of titles are at least this. */
const TITLE_SCORE = 3;

/** Vector that the viewer may search. */
const vectorOf = ({ vector, withheld }: SearchSource) => (withheld ? "readable.vector" : vector);

/** Where the words are comes first, then how often and how close together (ts_rank, scaled to below 1 by its flag 32). */
function scoreOf(source: SearchSource, mode: SearchMode): string {
  if (mode === "SIMILAR") return `word_similarity(q.letters, ${source.letters})::float8 * 0.99`;
  const vector = vectorOf(source);
  return `case when ${source.name} = q.name then 4 when ts_filter(${vector}, '{a}') @@ q.query then ${TITLE_SCORE}
    when ts_filter(${vector}, '{a,b}') @@ q.query then 2 else ${LEAST_WORDS_SCORE} end + ts_rank(${vector}, q.query, 32)::float8`;
}

/** Tables, with the search as `q`. Constants, so that the planner knows how many documents have the words. */
function fromOf(source: SearchSource, viewer: Viewer, { query, name, letters }: SearchQuery): Statement {
  const withheld = source.withheld?.(viewer);
  const readable = withheld
    ? ` cross join lateral (select case when ${withheld.sql} then ts_filter(${source.vector}, '{a,b}') else ${source.vector} end as vector) readable`
    : "";
  return {
    sql: `(select ?::tsquery as query, ?::text as name, ?::text as letters) q cross join ${source.from}${readable}`,
    params: [query, name, letters, ...(withheld?.params ?? [])],
  };
}

/** The conditions on the stored columns use the indexes; the one on what the viewer may read follows. */
function* matching(source: SearchSource, viewer: Viewer, mode: SearchMode): Generator<SearchCondition> {
  if (mode === "SIMILAR") yield { sql: `${source.letters} %> q.letters`, params: [] };
  else {
    yield { sql: `(${source.name} = q.name or ${source.vector} @@ q.query)`, params: [] };
    if (source.withheld) yield { sql: `(${source.name} = q.name or readable.vector @@ q.query)`, params: [] };
  }
  yield source.visible(viewer);
}

const uuids = (ids: readonly string[]) => `{${ids.join(",")}}`;
const NOTHING: SearchCondition = { sql: "false", params: [] };

/** By part of the filter. A source without such a value has no document that matches. Undefined: not filtered. */
export function filtersOf(source: SearchSource, { difficulties, topicIds, subjectIds, locale }: SearchConditions) {
  return {
    difficulty:
      difficulties &&
      (source.difficulty ? { sql: `${source.difficulty} = any(?::text[])`, params: [`{${difficulties.join(",")}}`] } : NOTHING),
    topic:
      topicIds &&
      (source.topics
        ? { sql: `exists (select from (${source.topics}) topic (id) where topic.id = any(?::uuid[]))`, params: [uuids(topicIds)] }
        : NOTHING),
    subject: subjectIds && (source.subject ? { sql: `${source.subject} = any(?::uuid[])`, params: [uuids(subjectIds)] } : NOTHING),
    locale: locale === null ? null : source.locale ? { sql: source.locale, params: [locale] } : NOTHING,
  };
}

const present = (conditions: Iterable<SearchCondition | null>) => [...conditions].filter((one) => one !== null);
const joined = (conditions: readonly SearchCondition[]): Statement => ({
  sql: conditions.map(({ sql }) => sql).join(" and "),
  params: conditions.flatMap(({ params }) => params),
});

export function unionOf(statements: readonly Statement[]): Statement {
  return { sql: statements.map(({ sql }) => `(${sql})`).join(" union all "), params: statements.flatMap(({ params }) => params) };
}

export interface Wanted {
  viewer: Viewer;
  query: SearchQuery;
  mode: SearchMode;
  conditions: SearchConditions;
  /** Only matches of titles and names. */
  titlesOnly?: boolean;
}

/** Selects `kind` and `id` of the documents found, and with `scored` their `score`, `title` and `name`. Null: no source is wanted. */
export function documentsSql(sources: readonly SearchSource[], wanted: Wanted, scored: boolean): Statement | null {
  const { viewer, query, mode, conditions, titlesOnly = false } = wanted;
  const asked = sources.filter(({ kind }) => !conditions.kinds || conditions.kinds.includes(kind));
  if (asked.length === 0) return null;
  return unionOf(
    asked.map((source) => {
      const from = fromOf(source, viewer, query);
      const inTitle = titlesOnly && mode === "WORDS" ? `(${source.name} = q.name or ts_filter(${source.vector}, '{a}') @@ q.query)` : null;
      const where = joined(
        present([
          ...matching(source, viewer, mode),
          ...Object.values(filtersOf(source, conditions)),
          inTitle === null ? null : { sql: inTitle, params: [] },
        ]),
      );
      const more = scored ? `, ${scoreOf(source, mode)} as score, ${source.title} as title, ${source.name} as name` : "";
      return {
        sql: `select '${source.kind}' as kind, ${source.id} as id${more} from ${from.sql} where ${where.sql}`,
        params: [...from.params, ...where.params],
      };
    }),
  );
}

/** Selects what facets count: each document found, whatever its kind, and which parts of the filter it fits. */
export function facetBaseSql(sources: readonly SearchSource[], { viewer, query, mode, conditions }: Wanted): Statement {
  return unionOf(
    sources.map((source) => {
      const { locale, ...parts } = filtersOf(source, conditions);
      const flags = Object.entries(parts).map(([part, condition]) => ({
        sql: `${condition ? `coalesce(${condition.sql}, false)` : "true"} as in_${part}`,
        params: condition?.params ?? [],
      }));
      const from = fromOf(source, viewer, query);
      const where = joined(present([...matching(source, viewer, mode), locale]));
      return {
        sql: `select '${source.kind}' as kind, ${source.id} as id, ${source.difficulty ?? "null::text"} as difficulty,
          ${source.subject ?? "null::uuid"} as subject_id, ${source.topics ? `array(${source.topics})` : "null::uuid[]"} as topic_ids,
          ${flags.map(({ sql }) => sql).join(", ")} from ${from.sql} where ${where.sql}`,
        params: [...flags.flatMap(({ params }) => params), ...from.params, ...where.params],
      };
    }),
  );
}

/** Selects the texts of documents of one page for highlights, as far as the viewer may still read them. */
export function textsSql(source: SearchSource, viewer: Viewer, ids: readonly string[], mostCharacters: number): Statement {
  const visible = source.visible(viewer);
  const withheld = source.withheld?.(viewer);
  const body = withheld ? `case when ${withheld.sql} then '' else text.body end` : "text.body";
  return {
    sql: `select ${source.id} as id, text.locale, text.title, text.summary, left(${body}, ${mostCharacters}) as body
      from ${source.from} cross join lateral (${source.texts}) text (locale, title, summary, body)
      where ${source.id} = any(?::uuid[]) and ${visible.sql}`,
    params: [...(withheld?.params ?? []), uuids(ids), ...visible.params],
  };
}
