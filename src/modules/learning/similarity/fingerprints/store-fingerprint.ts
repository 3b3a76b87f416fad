import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { TOKENS_MIN } from "../code/compare.js";
import { familyOf, type CodeFamily } from "../code/grammars.js";
import { decodeTokens } from "../code/stored-tokens.js";
import { SKETCH_BITS, sketchOf } from "../code/winnow.js";
import { FINGERPRINT_VERSION, STORED_SCORE_MIN } from "../similarity-limits.js";
import type { CodeReader } from "../worker/code-reader.js";
import type { CodeReading } from "../worker/code-thread.js";
import { compareWithStored, type Compared, type Similar } from "./candidates.js";
import type { FingerprintState } from "./code-fingerprint.entity.js";

/** Programs that did not run have nothing to compare, or are no work of the learner. */
export const COMPARED_VERDICTS = [
  ...["ACCEPTED", "WRONG_ANSWER", "TIME_LIMIT_EXCEEDED", "MEMORY_LIMIT_EXCEEDED", "OUTPUT_LIMIT_EXCEEDED", "RUNTIME_ERROR"],
];

interface Judged {
  userId: string;
  problemId: string;
  language: string;
  source: string;
  /** Of the problem, in this language. */
  starter: string | null;
  version: number | null;
}

interface Dependencies {
  db: Database;
  reader: CodeReader;
}

/** Returns false if there is nothing to do. Safe to run twice, and at once on several machines. */
export function createStoreFingerprint({ db, reader }: Dependencies) {
  return async (submissionId: string): Promise<boolean> => {
    const judged = await readJudged(db.em.fork(), submissionId);
    const family = judged && familyOf(judged.language);
    if (!judged || !family || judged.version === FINGERPRINT_VERSION) return false;
    const { userId, problemId, language, source } = judged;
    const starter = judged.starter ?? findLanguage(language)?.starter ?? "";
    const reading = await reader.read({ language, source, starter });
    const of = { submissionId, userId, problemId, family };
    await db.transaction(async (tx) => {
      // Submissions to one problem take turns: each is compared with all before it.
      await tx.execute("select pg_advisory_xact_lock(hashtextextended('fingerprint:' || ?, 0))", [problemId + family]);
      if (!(await keep(tx, of, reading)) || stateOf(reading) !== "READY") return;
      const compared: Compared = {
        ...of,
        fingerprints: reading!.fingerprints,
        fingerprintCount: reading!.fingerprints.length,
        tokens: decodeTokens(reading!.tokens),
      };
      const similar = await compareWithStored(tx, compared);
      const pairs = similar.filter(({ score }) => score >= STORED_SCORE_MIN);
      if (pairs.length > 0) await keepPairs(tx, compared, pairs);
    });
    return true;
  };
}

/** By the verdict that counts now. Null unless the program has run. */
async function readJudged(em: EntityManager, submissionId: string): Promise<Judged | null> {
  const [judged] = await rows<Judged>(
    em,
    `select s.user_id as "userId", s.problem_id as "problemId", s.language, s.source, p.starter_code ->> s.language as starter, f.version
     from submissions s join problems p on p.id = s.problem_id left join code_fingerprints f on f.submission_id = s.id
     join lateral (select verdict from judgements where submission_id = s.id and not staged and status = 'FINISHED' order by id desc limit 1) j on true
     where s.id = ? and s.source is not null and j.verdict in (?)`,
    [submissionId, COMPARED_VERDICTS],
  );
  return judged ?? null;
}

function stateOf(reading: CodeReading | null): FingerprintState {
  if (!reading) return "UNREADABLE";
  return reading.size < TOKENS_MIN || reading.fingerprints.length === 0 ? "TOO_SHORT" : "READY";
}

/** False if the source was cleared meanwhile: the account is deleted. */
async function keep(
  tx: EntityManager,
  { submissionId, userId, problemId, family }: { submissionId: string; userId: string; problemId: string; family: CodeFamily },
  reading: CodeReading | null,
): Promise<boolean> {
  const state = stateOf(reading);
  const ready = state === "READY" ? reading : null;
  const stored = await rows(
    tx,
    `insert into code_fingerprints (submission_id, problem_id, user_id, family, state, version, fingerprints, sketch, tokens)
     select s.id, ?::uuid, ?::uuid, ?, ?, ${FINGERPRINT_VERSION}, ?::bigint[], ?::bit(${SKETCH_BITS}), decode(?, 'base64') from submissions s where s.id = ? and s.source is not null for share
     on conflict (submission_id) do update set state = excluded.state, version = excluded.version, fingerprints = excluded.fingerprints,
       sketch = excluded.sketch, tokens = excluded.tokens, created_at = now() returning 1`,
    [
      ...[problemId, userId, family, state, `{${(ready?.fingerprints ?? []).join(",")}}`, sketchOf(ready?.fingerprints ?? [])],
      ...[Buffer.from(ready?.tokens ?? []).toString("base64"), submissionId],
    ],
  );
  return stored.length > 0;
}

/** Of each two accounts the most similar submissions, the newer ones of equal pairs. */
async function keepPairs(tx: EntityManager, { submissionId, userId, problemId }: Compared, pairs: readonly Similar[]): Promise<void> {
  const places = pairs.map(() => "(?::uuid, ?::uuid, ?::uuid, ?::uuid, ?::uuid, ?::uuid, ?::float8, ?::float8, ?::float8)").join(", ");
  const params = pairs.flatMap((other) => {
    const [first, second] = userId < other.userId ? [{ userId, submissionId }, other] : [other, { userId, submissionId }];
    const measures = [other.score, other.fingerprints, other.tiling];
    return [newId(), problemId, first.userId, second.userId, first.submissionId, second.submissionId, ...measures];
  });
  await tx.execute(
    `insert into similar_pairs (id, problem_id, first_user_id, second_user_id, first_submission_id, second_submission_id, score, fingerprints, tiling)
     values ${places} on conflict (problem_id, first_user_id, second_user_id) do update set first_submission_id = excluded.first_submission_id,
       second_submission_id = excluded.second_submission_id, score = excluded.score, fingerprints = excluded.fingerprints,
       tiling = excluded.tiling, compared_at = now() where excluded.score >= similar_pairs.score`,
    params,
  );
}
