import type { EntityManager } from "../../../platform/database/database.js";
import { rows } from "../../../platform/database/database.js";
import { SEARCH_KINDS, type SearchKind, type SearchSource } from "../../contracts/search-source.js";
import { DIFFICULTIES, type Difficulty } from "../../practice/problems/problem.entity.js";
import { facetBaseSql, type Wanted } from "./search-sql.js";

interface Counted<T> {
  value: T;
  count: number;
}

export interface FacetCounts {
  kinds: Counted<SearchKind>[];
  difficulties: Counted<Difficulty>[];
  /** By topic id. */
  topics: Counted<string>[];
  /** By subject id. */
  subjects: Counted<string>[];
}

export const NO_FACETS: FacetCounts = {
  kinds: SEARCH_KINDS.map((value) => ({ value, count: 0 })),
  difficulties: DIFFICULTIES.map((value) => ({ value, count: 0 })),
  topics: [],
  subjects: [],
};

/** Each topic with all its descendants. */
const BELOW = `below (root, id) as (
  select id, id from topics union all select below.root, t.id from topics t join below on t.parent_id = below.id
)`;

const PARTS = ["kind", "difficulty", "topic", "subject"] as const;
const others = (own: (typeof PARTS)[number]) =>
  PARTS.filter((part) => part !== own)
    .map((part) => `in_${part}`)
    .join(" and ");

/** Each facet ignores its own part of the filter, to show what other choices would find. One statement. */
export async function countFacets(em: EntityManager, sources: readonly SearchSource[], wanted: Wanted): Promise<FacetCounts> {
  const found = facetBaseSql(sources, wanted);
  const { kinds } = wanted.conditions;
  const counted = await rows<{ facet: string; value: string; count: number }>(
    em,
    `with recursive ${BELOW}, base as materialized (select found.*, ${kinds ? "kind = any(?::text[])" : "true"} as in_kind from (${found.sql}) found)
     select 'kind' as facet, kind as value, count(*)::int as count from base where ${others("kind")} group by kind
     union all select 'difficulty', difficulty, count(*)::int from base where ${others("difficulty")} and difficulty is not null group by difficulty
     union all select 'topic', below.root::text, count(distinct base.id)::int
       from base cross join unnest(base.topic_ids) topic (id) join below on below.id = topic.id where ${others("topic")} group by below.root
     union all select 'subject', subject_id::text, count(*)::int from base where ${others("subject")} and subject_id is not null group by subject_id`,
    [...(kinds ? [`{${kinds.join(",")}}`] : []), ...found.params],
  );
  const of = (facet: string) => counted.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }));
  const each = <T extends string>(values: readonly T[], facet: string): Counted<T>[] => {
    const counts = new Map(of(facet).map(({ value, count }) => [value, count]));
    return values.map((value) => ({ value, count: counts.get(value) ?? 0 }));
  };
  return {
    kinds: each(SEARCH_KINDS, "kind"),
    difficulties: each(DIFFICULTIES, "difficulty"),
    topics: of("topic"),
    subjects: of("subject"),
  };
}
