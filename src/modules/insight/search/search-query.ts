import { createHash } from "node:crypto";
import type { EntityManager } from "../../../platform/database/database.js";
import { rows } from "../../../platform/database/database.js";
import { textQuery, wantedTerms } from "../../../platform/database/text-query.js";
import type { SearchKind } from "../../contracts/search-source.js";
import type { Difficulty } from "../../practice/problems/problem.entity.js";

export const SEARCH_HINTS = ["NO_WORDS", "ONLY_EXCLUSIONS", "TOO_BROAD"] as const;
export type SearchHint = (typeof SEARCH_HINTS)[number];

/** Filters with ids in place of slugs. Null: no filter. */
export interface SearchConditions {
  kinds: readonly SearchKind[] | null;
  difficulties: readonly Difficulty[] | null;
  /** With all their descendants. */
  topicIds: readonly string[] | null;
  subjectIds: readonly string[] | null;
  locale: string | null;
}

/** A search as the database reads it. */
export interface SearchQuery {
  /** tsquery. */
  query: string;
  /** As names are stored. */
  name: string;
  /** For trigrams. Empty: too short. */
  letters: string;
  /** Words and stems to highlight. */
  stems: readonly string[];
}

/** What a search may take, and how similar a title must be to a mistyped search: 0 to 1. */
const TIMEOUT_MS = 3000;
const SIMILARITY = 0.45;
/** Fewer would be similar to everything. */
const LEAST_LETTERS = 3;

/**
 * Settings until the end of the transaction. Compiling a statement would take longer than running it. The planner does not know that a scan
 * reads each vector from its TOAST table, so it would prefer one to the index while the main table is small.
 */
export const LIMITS = `set_config('statement_timeout', '${TIMEOUT_MS}', true), set_config('pg_trgm.word_similarity_threshold', '${SIMILARITY}', true),
  set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true)`;

/** Sets the limits for the rest of the transaction. A hint: nothing can be found. */
export async function prepare(tx: EntityManager, search: string): Promise<SearchQuery | SearchHint> {
  const { sql, params } = textQuery(search);
  const wanted = wantedTerms(search).join(" ");
  const [read] = await rows<Omit<SearchQuery, "name"> & { indexed: string }>(
    tx,
    `select q.query::text as query, querytree(q.query) as indexed, search_letters(?) as letters,
       tsvector_to_array(search_vector(?)) as stems, ${LIMITS}
     from (select ${sql} as query) q`,
    [wanted, wanted, ...params],
  );
  const { query, indexed, letters, stems } = read!;
  if (query === "") return "NO_WORDS";
  // Nothing that an index could find: the search would read every document.
  if (indexed === "T" || indexed === "") return "ONLY_EXCLUSIONS";
  const isLong = letters.replaceAll(" ", "").length >= LEAST_LETTERS;
  return { query, letters: isLong ? letters.trim() : "", stems, name: search.trim().toLowerCase().replace(/^@/, "") };
}

/** Cursors name the search they are of, as scores of different searches can't be compared. */
export function nameOfSearch(search: string, conditions: SearchConditions): string {
  const { kinds, difficulties, topicIds, subjectIds, locale } = conditions;
  const sorted = [kinds, difficulties, topicIds, subjectIds].map((values) => values && [...values].sort());
  return `search ${createHash("sha256")
    .update(JSON.stringify([search, sorted, locale]))
    .digest("base64url")
    .slice(0, 22)}`;
}
