/** One step of a verification. Runs in the worker, in a slot of the judge. Holds no database connection while programs run. */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { workersLanguage } from "../../../../judge/languages/index.js";
import { judge } from "../../../../judge/pipeline.js";
import { messageOf, ProgramFailed } from "../../../../judge/problem-programs/program-runner.js";
import { validate } from "../../../../judge/problem-programs/validate.js";
import { createScorer } from "../../../../judge/scoring/scorer.js";
import type { OpenTestSet } from "../../../../judge/test-set.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import type { Database } from "../../../../platform/database/database.js";
import { judgeLimitsFor } from "../../problems/edits/limits.js";
import { programsById } from "../../problems/programs/program-rows.js";
import { normalizedChunks } from "../../problems/tests/line-ends.js";
import type { TestOrigin } from "../../problems/tests/stored-test-set.js";
import { judgedProgram } from "../worker/judged-program.js";
import { withChecker } from "../worker/checking.js";
import type { JudgingDependencies } from "../worker/judging.js";
import type { ProgramRunner, RunProgram } from "../../../../judge/problem-programs/program-runner.js";
import { MOST_LISTED, type VerificationReport } from "./report.js";
import { solutionResult } from "./solution-result.js";
import { measuringLimitMs, timeLimitReport } from "./time-limits.js";
import type { VerificationSubject } from "./verification-subject.js";
import type { VerificationTask } from "./verification-tasks.js";

/** Then learners come first again. */
const SLICE_MS = 5 * SECOND_MS;

export interface TaskDependencies extends Pick<JudgingDependencies, "engine" | "checkers" | "artifacts" | "readProgram"> {
  db: Database;
  runner: ProgramRunner;
}

export interface TaskContext {
  subject: VerificationSubject;
  keepLineEnds: boolean;
  tests: OpenTestSet;
  report: VerificationReport;
  signal: AbortSignal;
  /** Called after each test. */
  onTest(): void;
}

/** The report after this step. */
export async function runTask(deps: TaskDependencies, task: VerificationTask, context: TaskContext): Promise<VerificationReport> {
  const [program] = task.program ? await programsById(deps.db.em.fork(), [task.program.id]) : [];
  const work = { deps, context, program };
  if (task.kind === "validate") return runValidator(work);
  if (task.kind === "regenerate") return runGenerator(work, task);
  return runSolution(work);
}

interface Work {
  deps: TaskDependencies;
  context: TaskContext;
  program: Awaited<ReturnType<typeof programsById>>[number] | undefined;
}

async function runValidator({ deps, context, program }: Work): Promise<VerificationReport> {
  const { report, tests, subject, signal, onTest } = context;
  const inputs = { count: tests.count, read: async (index: number) => (await tests.read(index)).input };
  const options = { from: report.test, budgetMs: SLICE_MS, mostFaults: MOST_LISTED, signal, onTest };
  const { faults, next } = await validate(deps.runner, program!, inputs, options);
  const invalid = faults.map(({ validator, index, message }) => ({ validator, test: subject.testSet.tests[index]!.name, message }));
  return {
    ...moved(report, next, next >= tests.count),
    invalidInputs: [...report.invalidInputs, ...invalid].slice(0, MOST_LISTED),
  };
}

async function runGenerator(
  { deps, context, program }: Work,
  task: VerificationTask & { kind: "regenerate" },
): Promise<VerificationReport> {
  const { report, subject, signal, onTest, keepLineEnds } = context;
  const found = [...report.irreproducibleTests];
  const note = (test: string, message: string) => found.push({ test, message });
  const all = task.indexes.map((index) => subject.testSet.tests[index]!);
  let next = report.test;
  /** Why it can't be made again, or what is wrong with what was made. */
  const check = async (run: RunProgram, origin: TestOrigin, checksum: string | undefined) => {
    const end = await run({ arguments: origin.arguments, stdin: Buffer.alloc(0) });
    if (end.exitCode !== 0) return `\`${origin.generator}\` ended with exit code ${end.exitCode}. ${messageOf(end)}`.trim();
    const chunks = Readable.from([end.stdout]) as AsyncIterable<Buffer>;
    const hash = createHash("sha256");
    for await (const chunk of keepLineEnds ? chunks : normalizedChunks(chunks)) hash.update(chunk);
    return hash.digest("hex") === checksum ? null : `\`${origin.generator}\` gives another input with the same arguments.`;
  };
  if (!program) {
    for (const { name } of all) note(name, `The generator \`${task.generator}\` has been removed.`);
    next = all.length;
  } else {
    const startedAt = performance.now();
    try {
      await deps.runner.with(program, { signal }, async (run) => {
        for (const first = next; next < all.length && (next === first || performance.now() - startedAt < SLICE_MS); next++) {
          const { name, origin, inputChecksum } = all[next]!;
          if (origin!.generatorVersion !== program.version)
            note(name, `It was made by an older version of \`${program.name}\`. Generate it again.`);
          else {
            const problem = await check(run, origin!, inputChecksum).catch(explained);
            if (problem !== null) note(name, problem);
          }
          onTest();
        }
      });
    } catch (error) {
      note(all[next]!.name, explained(error));
      next = all.length;
    }
  }
  return { ...moved(report, next, next >= all.length), irreproducibleTests: found.slice(0, MOST_LISTED) };
}

async function runSolution({ deps, context, program }: Work): Promise<VerificationReport> {
  const { report, subject, tests, signal, onTest } = context;
  const { content } = subject;
  const language = workersLanguage(program!.language);
  const limits = judgeLimitsFor(content, language.id);
  const ownLimit = content.languageLimits[language.id]?.timeLimitMs !== undefined;
  const { suggestedMs } = timeLimitReport(content.timeLimitMs, report.solutions);
  const timeLimitMs = measuringLimitMs(limits.timeLimitMs, program!.expectedVerdicts, ownLimit ? null : suggestedMs);
  const scorer = () => createScorer(content.scoring, tests.index);
  const result = await withChecker(deps, content, signal, (judges) =>
    judge({
      ...{ engine: deps.engine, artifacts: deps.artifacts, language },
      ...{ tests, limits: { ...limits, timeLimitMs }, ...judges, scorer: scorer(), signal },
      ...judgedProgram(language, { ...content, includedFiles: content.includedFiles[language.id] }, program!),
      onProgress: (progress) => {
        if (progress.status === "RUNNING" && progress.test) onTest();
      },
    }),
  );
  const testNames = subject.testSet.tests.map(({ name }) => name);
  const solution = solutionResult({
    program: program!,
    language,
    limits,
    ownLimit,
    testNames,
    interactive: content.interactor !== null || content.passes > 1,
    scorer: scorer(),
    result,
  });
  return { ...moved(report, 0, true), solutions: [...report.solutions, solution] };
}

function moved(report: VerificationReport, test: number, isDone: boolean): VerificationReport {
  return isDone ? { ...report, task: report.task + 1, test: 0 } : { ...report, test };
}

function explained(error: unknown): string {
  if (error instanceof ProgramFailed) return error.message;
  throw error;
}
