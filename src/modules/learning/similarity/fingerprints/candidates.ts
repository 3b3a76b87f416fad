import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { CodeFamily } from "../code/grammars.js";
import { decodeTokens } from "../code/stored-tokens.js";
import { similarityOf, type Comparable, type Similarity } from "../code/compare.js";
import { COMPARED, LOOKED_AT } from "../similarity-limits.js";

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
 * The COMPARED submissions of other accounts with the largest share of common fingerprints, one of each account. Reads the fingerprints of the
 * newest LOOKED_AT of the problem and family: an inverted index would read as much, as programs for one problem all share some.
 */
export function candidatesFor(em: EntityManager, of: Omit<Compared, "tokens">, among?: Among): Promise<Candidate[]> {
  const { submissionId, userId, problemId, family, fingerprints, fingerprintCount } = of;
  const sql = `select best.submission_id as "submissionId", best.user_id as "userId", best.shared, best.count, t.tokens from (
      select distinct on (user_id) counted.*, shared::float8 / greatest(least(count, ?), 1) as share from (
        select f.submission_id, f.user_id, cardinality(f.fingerprints) as count,
          (select count(*)::int from unnest(f.fingerprints) as one where one = any(?::bigint[])) as shared
        from (select f.* from code_fingerprints f${among ? " join submissions s on s.id = f.submission_id" : ""}
          where f.problem_id = ? and f.family = ? and f.state = 'READY' and f.user_id <> ? and f.submission_id <> ?${among ? ` and ${among.sql}` : ""}
          order by f.submission_id desc limit ${LOOKED_AT}) f
      ) counted where shared > 0 order by user_id, share desc, submission_id desc
    ) best join code_fingerprints t on t.submission_id = best.submission_id order by best.share desc, best.submission_id desc limit ${COMPARED}`;
  const params = [fingerprintCount, `{${fingerprints.join(",")}}`, problemId, family, userId, submissionId, ...(among?.params ?? [])];
  return rows<Candidate>(em, sql, params);
}

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
