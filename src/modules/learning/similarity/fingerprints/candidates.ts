import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { CodeFamily } from "../code/grammars.js";
import { decodeTokens } from "../code/stored-tokens.js";
import { similarityOf, type Comparable, type Similarity } from "../code/compare.js";
import { SKETCH_BITS, sketchOf } from "../code/winnow.js";
import { COMPARED, LOOKED_AT, PRESELECTED } from "../similarity-limits.js";

/** A submission that is compared. */
export interface Compared extends Comparable {
  submissionId: string;
  userId: string;
  problemId: string;
  family: CodeFamily;
  fingerprints: readonly (number | string)[];
}

/** Conditions on the submissions `s` of others, such as a class. */
export interface Among {
  sql: string;
  params: readonly unknown[];
}

export interface Candidate {
  submissionId: string;
  userId: string;
  shared: number;
  count: number;
  tokens: Buffer;
}

/**
 * The COMPARED submissions of other accounts with the largest share of common fingerprints, one of each account. Sketches choose PRESELECTED
 * of the newest LOOKED_AT submissions to the problem; of these the fingerprints are compared.
 */
export function candidatesFor(em: EntityManager, of: Omit<Compared, "tokens">, among?: Among): Promise<Candidate[]> {
  const { submissionId, userId, problemId, family, fingerprints, fingerprintCount } = of;
  const sketch = sketchOf(fingerprints);
  const bits = sketch.split("1").length - 1;
  return rows<Candidate>(em, lookupSql(among?.sql), [
    ...[sketch, bits, problemId, family, userId, submissionId, ...(among?.params ?? [])],
    ...[`{${fingerprints.join(",")}}`, fingerprintCount],
  ]);
}

/** With a condition on the submissions `s` of others. */
export const lookupSql = (among?: string): string => `with newest as (
    select f.submission_id, f.user_id, bit_count(f.sketch & ?::bit(${SKETCH_BITS}))::float8 / greatest(least(bit_count(f.sketch), ?), 1) as share
    from code_fingerprints f${among ? " join submissions s on s.id = f.submission_id" : ""}
    where f.problem_id = ? and f.family = ? and f.state = 'READY' and f.user_id <> ? and f.submission_id <> ?${among ? ` and ${among}` : ""}
    order by f.submission_id desc limit ${LOOKED_AT}
  ), near as materialized (
    select submission_id from (select distinct on (user_id) submission_id, share from newest order by user_id, share desc, submission_id desc) one
    order by share desc, submission_id desc limit ${PRESELECTED}
  ), exact as materialized (
    select f.submission_id, f.user_id, f.tokens, cardinality(f.fingerprints) as count,
      (select count(*)::int from unnest(f.fingerprints) as one where one = any(?::bigint[])) as shared
    from near join code_fingerprints f on f.submission_id = near.submission_id
  )
  select submission_id as "submissionId", user_id as "userId", shared, count, tokens from exact where shared > 0
  order by shared::float8 / greatest(least(count, ?), 1) desc, submission_id desc limit ${COMPARED}`;

export interface Similar extends Similarity {
  submissionId: string;
  userId: string;
}

/** The most similar first. */
export async function compareWithStored(em: EntityManager, of: Compared, among?: Among): Promise<Similar[]> {
  const found = await candidatesFor(em, of, among);
  return found
    .map(({ submissionId, userId, shared, count, tokens }) => ({
      ...{ submissionId, userId },
      ...similarityOf(of, { tokens: decodeTokens(tokens), fingerprintCount: count }, shared),
    }))
    .sort((a, b) => b.score - a.score || (a.submissionId < b.submissionId ? 1 : -1));
}
