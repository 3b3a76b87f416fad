import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { ProblemContent } from "../../problems/edits/problem-content.js";
import { programHeads, versionOf, type ProgramHead } from "../../problems/programs/program-rows.js";
import { readContent } from "../../problems/revisions/problem-revisions.js";
import type { TestSummary } from "../../problems/tests/stored-test-set.js";
import type { VerificationScope } from "./verification.entity.js";

/** What is verified: a revision with a test set and the problem's present programs. */
export interface VerificationSubject {
  problemId: string;
  revision: number;
  content: ProblemContent;
  testSet: SubjectTests;
  programs: ProgramHead[];
}

interface SubjectTests {
  id: string;
  sha256: string;
  tests: TestSummary[];
}

/** Fields of a problem that no verdict depends on. */
const PROSE: readonly (keyof ProblemContent)[] = [
  "title",
  "statement",
  "constraints",
  "explanation",
  "difficulty",
  "topics",
  "tags",
  "hints",
  "starterCode",
];

/** The newest revision with the newest tests, drafts included. Null if there are no tests. */
export async function newestSubject(em: EntityManager, problemId: string): Promise<VerificationSubject | null> {
  const [newest] = await rows<{ revision: number; testSetId: string | null }>(
    em,
    `select latest_revision as revision, coalesce(draft_test_set_id, test_set_id) as "testSetId" from problems where id = ?`,
    [problemId],
  );
  if (!newest?.testSetId) return null;
  return readSubject(em, { problemId, revision: newest.revision, testSetId: newest.testSetId });
}

export async function readSubject(
  em: EntityManager,
  { problemId, revision, testSetId }: { problemId: string; revision: number; testSetId: string },
): Promise<VerificationSubject> {
  const content = await readContent(em, problemId, revision);
  const [testSet] = await rows<SubjectTests>(em, "select id, sha256, tests from test_sets where id = ?", [testSetId]);
  if (!testSet) throw new Error(`There is no test set ${testSetId}.`);
  return { problemId, revision, content, testSet, programs: await programHeads(em, problemId) };
}

/** Equal for two subjects if a verification of this scope finds the same. */
export function fingerprintOf({ content, testSet, programs }: VerificationSubject, scope: VerificationScope): string {
  const used = programs
    .filter(({ purpose }) => scope === "ALL" || purpose === "VALIDATOR")
    .map(({ purpose, name, version, expectedVerdicts }) => [purpose, name, version, expectedVerdicts]);
  const judged = Object.entries(content)
    .filter(([field]) => scope === "ALL" && !PROSE.includes(field as keyof ProblemContent))
    // Verifications of problems without a function or included files are older than these fields.
    .filter(([field]) => content.signature !== null || (field !== "signature" && field !== "drivers"))
    .filter(([field]) => field !== "includedFiles" || Object.keys(content.includedFiles).length > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const origins = scope === "ALL" ? testSet.tests.map(({ origin }) => origin ?? null) : [];
  return versionOf([scope, testSet.sha256, origins, used, judged]);
}
