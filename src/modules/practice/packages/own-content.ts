/** Fields of a problem in `codequest.json`, as untrusted as everything in a package. */
import * as z from "zod";
import { OWN_FILE } from "../../../judge/packages/own-file.js";
import type { Findings } from "../../../judge/packages/package-faults.js";
import { PASSES_MAX } from "../../../judge/passes/run-passes.js";
import { functionSignature } from "../../../judge/functions/signature.js";
import { scoring } from "../../../judge/scoring/scoring.js";
import { problemsIn } from "../../../kernel/errors.js";
import type { ProblemContent } from "../problems/edits/problem-content.js";
import { problemCredits } from "../problems/edits/problem-credits.js";
import type { CreateProblemInput } from "../problems/edits/problem-edit.type.js";
import { FEEDBACK } from "../problems/edits/feedback.js";
import {
  CONSTRAINTS_MAX,
  DRIVER_MAX,
  HINTS_MAX,
  MEMORY_LIMIT_KB,
  OUTPUT_LIMIT_KB,
  TIME_LIMIT_MS,
} from "../problems/edits/problem-limits.js";
import { DIFFICULTIES } from "../problems/problem.entity.js";
import { checkDrivers, checkSignature } from "../problems/functions/function-fields.js";
import { checkScoring } from "../problems/scoring/problem-scoring.js";
import { checkLanguages } from "../problems/tests/problem-checks.js";

const timeLimitMs = z.int().min(TIME_LIMIT_MS.min).max(TIME_LIMIT_MS.max);
const memoryLimitKb = z.int().min(MEMORY_LIMIT_KB.min).max(MEMORY_LIMIT_KB.max);
const outputLimitKb = z.int().min(OUTPUT_LIMIT_KB.min).max(OUTPUT_LIMIT_KB.max);
const language = z.string().max(40);

const SHAPE = {
  constraints: z.string().max(CONSTRAINTS_MAX),
  hints: z.array(z.string().min(1).max(2000)).max(HINTS_MAX),
  difficulty: z.enum(DIFFICULTIES),
  timeLimitMs,
  memoryLimitKb,
  outputLimitKb,
  passes: z.int().min(1).max(PASSES_MAX),
  languageLimits: z.array(z.object({ language, timeLimitMs: timeLimitMs.optional(), memoryLimitKb: memoryLimitKb.optional() })).max(50),
  starterCode: z.array(z.object({ language, source: z.string().min(1).max(20_000) })).max(50),
  signature: functionSignature.nullable(),
  drivers: z.array(z.object({ language, source: z.string().min(1).max(DRIVER_MAX) })).max(50),
  feedback: z.enum(FEEDBACK),
  scoring,
  credits: problemCredits,
};
const ownContent = z.object(SHAPE).partial();

type ImportedContent = Partial<CreateProblemInput> & Pick<CreateProblemInput, "title" | "statement">;

/** What an export writes: the fields that the format does not have, or not as exactly. */
export function ownContentOf(content: ProblemContent): z.infer<typeof ownContent> {
  const { constraints, hints, difficulty, timeLimitMs, memoryLimitKb, outputLimitKb, passes, languageLimits, starterCode } = content;
  const { feedback, scoring, credits, signature, drivers } = content;
  return {
    ...{ constraints, hints, difficulty, timeLimitMs, memoryLimitKb, outputLimitKb, passes, feedback, scoring, credits },
    languageLimits: Object.entries(languageLimits).map(([language, limits]) => ({ language, ...limits })),
    starterCode: Object.entries(starterCode).map(([language, source]) => ({ language, source })),
    // Programs that know no function problems read the others.
    ...(signature && { signature, drivers: Object.entries(drivers).map(([language, source]) => ({ language, source })) }),
  };
}

/** The statement of an export, which has the constraints as its last section. */
export function statementWith({ statement, constraints }: Pick<ProblemContent, "statement" | "constraints">): string {
  return constraints === "" ? statement : `${statement}${sectionOf(constraints)}`;
}

const sectionOf = (constraints: string) => `\n\n## Constraints\n\n${constraints}`;

/** The content with these fields. Records what is wrong with them. */
export function withOwnContent(content: ImportedContent, given: Record<string, unknown>, findings: Findings): ImportedContent {
  const fault = (message: string) => findings.fault("VALUE_INVALID", OWN_FILE, message);
  const { data, error } = ownContent.safeParse(given);
  if (!data) {
    const [issue] = error.issues;
    fault(`\`content.${issue!.path.join(".")}\`: ${issue!.message}.`);
    return content;
  }
  const { constraints = "", languageLimits = [], starterCode = [] } = data;
  const problems = [languageLimits, starterCode].flatMap((list) => problemsIn(() => checkLanguages(list, "content")));
  if (data.signature) problems.push(...problemsIn(() => checkSignature(data.signature!, "content.signature")));
  if (data.drivers) problems.push(...problemsIn(() => checkDrivers(data.drivers!, "content.drivers")));
  if (data.scoring) problems.push(...problemsIn(() => checkScoring(data.scoring!, "content.scoring")));
  for (const { field, message } of problems) fault(`\`${field}\`: ${message}`);
  const section = sectionOf(constraints.trimEnd());
  const { statement } = content;
  const isRepeated = constraints !== "" && statement.endsWith(section);
  return { ...content, ...data, statement: isRepeated ? statement.slice(0, -section.length) : statement };
}
