import { AppError } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { CodeFamily } from "../code/grammars.js";
import { decodeTokens } from "../code/stored-tokens.js";
import { compareWithStored, type Among, type Similar } from "./candidates.js";

interface StoredRow {
  userId: string;
  problemId: string;
  state: string;
  family: CodeFamily;
  fingerprints: string[];
  tokens: Buffer;
}

/**
 * What resembles a stored submission, the most similar first, among the submissions of other accounts to the problem. CONFLICT if it is not
 * compared yet or can't be. Checks no permission. For other modules, too: a list of submissions that may be compared is an Among.
 */
export async function similarTo(em: EntityManager, submissionId: string, among?: Among): Promise<Similar[]> {
  const [stored] = await rows<StoredRow>(
    em,
    `select user_id as "userId", problem_id as "problemId", state, family, fingerprints::text[] as fingerprints, tokens
     from code_fingerprints where submission_id = ?`,
    [submissionId],
  );
  if (stored?.state !== "READY") throw notCompared(stored?.state);
  const { fingerprints, tokens } = stored;
  return compareWithStored(em, { ...stored, submissionId, fingerprintCount: fingerprints.length, tokens: decodeTokens(tokens) }, among);
}

function notCompared(state: string | undefined): AppError {
  if (state === "TOO_SHORT") return new AppError("CONFLICT", "This program is too short to be compared, apart from the starter code.");
  if (state === "UNREADABLE") return new AppError("CONFLICT", "This program can't be compared: the parser does not read it.");
  return new AppError(
    "CONFLICT",
    "This submission is not compared yet. Submissions are compared in the background once their program has run.",
  );
}
