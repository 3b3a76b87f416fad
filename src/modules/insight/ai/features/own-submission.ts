/** What AI may learn of a submission: code of the learner who asks, its verdict as the learner sees it, and samples. No hidden test. */
import { mayEditProblemOf } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import type { TestResult } from "../../../../judge/test-result.js";
import { AppError, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { CO_AUTHOR_IDS } from "../../../practice/problems/problem.rows.js";
import { concealedVerdict } from "../../../practice/submissions/results/shown-verdict.js";
import { FROM_SUBMISSIONS, JOIN_LATEST_JUDGEMENT } from "../../../practice/submissions/submission.rows.js";
import { partOf, type Prompt, type PromptPart } from "../prompt/prompt.js";

export interface OwnSubmission {
  id: string;
  problemId: string;
  language: string;
  source: string;
  /** As the learner sees it; null while it is judged. */
  verdict: string | null;
  detail: string | null;
  compilerOutput: string | null;
  testsPassed: number;
  testsTotal: number;
  concealed: boolean;
  cpuMs: number | null;
  timeLimitMs: number;
  tests: TestResult[];
}

interface Row extends Omit<OwnSubmission, "source" | "concealed"> {
  source: string | null;
  feedback: string;
  problemAuthorId: string;
  problemOrganizationId: string | null;
  problemCoAuthorIds: string[];
}

/** NOT_FOUND for those of others, for editors and admins too: nobody consents for somebody else. CONFLICT until it is judged. */
export async function readOwnSubmission(em: EntityManager, viewer: SignedIn, id: string): Promise<OwnSubmission> {
  const [row] = isId(id)
    ? await rows<Row>(
        em,
        `select s.id, s.problem_id as "problemId", s.language, s.source, j.verdict, j.detail, j.compiler_output as "compilerOutput",
           j.tests_passed as "testsPassed", j.tests_total as "testsTotal", j.cpu_ms as "cpuMs", p.time_limit_ms as "timeLimitMs", j.tests,
           p.feedback, p.author_id as "problemAuthorId", p.organization_id as "problemOrganizationId", ${CO_AUTHOR_IDS} as "problemCoAuthorIds"
         ${FROM_SUBMISSIONS} ${JOIN_LATEST_JUDGEMENT}
         where s.id = ? and s.user_id = ?`,
        [id, viewer.id],
      )
    : [];
  if (!row || row.source === null) throw notFound("submission");
  if (row.verdict === null) throw new AppError("CONFLICT", "This submission is still being judged.");
  const { feedback, problemAuthorId, problemOrganizationId, problemCoAuthorIds, source, verdict, ...rest } = row;
  const concealed =
    feedback === "NOTHING" &&
    verdict !== "ACCEPTED" &&
    !mayEditProblemOf(viewer, { problemAuthorId, problemOrganizationId, problemCoAuthorIds });
  const shown = concealed ? concealedVerdict(verdict) : verdict;
  return { ...rest, source, verdict: shown, detail: concealed && shown !== verdict ? null : rest.detail, concealed };
}

const VERDICT_PART = "verdict of the judge";

export const nameOfLanguage = (id: string): string => findLanguage(id)?.name ?? id;

export function partsOfSubmission(submission: OwnSubmission): PromptPart[] {
  const { language, source, verdict, detail, compilerOutput, concealed, testsPassed, testsTotal, cpuMs, timeLimitMs } = submission;
  const facts = [
    `Verdict: ${verdict}`,
    ...(detail === null ? [] : [`Detail: ${detail}`]),
    ...(concealed ? [] : [`Tests passed: ${testsPassed} of ${testsTotal}`]),
    ...(cpuMs === null || concealed ? [] : [`CPU time of the slowest test: ${cpuMs} ms, limit ${timeLimitMs} ms`]),
  ];
  return [
    { name: "language", text: nameOfLanguage(language) },
    { name: "source code of the learner", text: source },
    { name: VERDICT_PART, text: facts.join("\n") },
    { name: "compiler output", text: compilerOutput ?? "" },
    ...failedSample(submission.tests),
  ];
}

/** The verdict that partsOfSubmission wrote. */
export const verdictIn = (prompt: Prompt): string | undefined => /Verdict: (\w+)/.exec(partOf(prompt, VERDICT_PART))?.[1];

/** The first sample that failed. Samples are public. */
function failedSample(tests: readonly TestResult[]): PromptPart[] {
  const failed = tests.find(({ sample, verdict }) => sample !== null && verdict !== "ACCEPTED");
  if (!failed?.sample) return [];
  const { input, expected, actual, stderr } = failed.sample;
  return [
    { name: "input of the failed sample", text: input },
    { name: "expected output of the failed sample", text: expected },
    { name: "output of the program on the failed sample", text: actual },
    { name: "standard error of the program on the failed sample", text: stderr },
  ];
}
