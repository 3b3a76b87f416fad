import type { SignedIn } from "../../../../access/viewer.js";
import type { EngineName } from "../../../../judge/engines/features.js";
import { withIncluded } from "../../../../judge/included-files.js";
import { PROGRAMS_MAX, type ProblemProgram } from "../../../../judge/problem-programs/problem-program.js";
import { badInput, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { readEditable, type ProblemEdits } from "../authors/problem-access.js";
import { createCompilations, type CompiledProgram } from "../checker-programs/compilations.js";
import { Problem } from "../problem.entity.js";
import { readContent } from "../revisions/problem-revisions.js";
import { programOf, type ProgramDraft } from "./program-checks.js";
import { programsById, type ProblemProgramRow } from "./program-rows.js";
import { StoredProblemProgram } from "./problem-program.entity.js";

const COMPILATIONS = { name: "problem-programs", most: 240 };

export interface ProblemPrograms {
  /** Compiles the program unless the problem has it already, then adds it or replaces the one of its name. */
  save(viewer: SignedIn, problemId: string, draft: ProgramDraft): Promise<ProblemProgramRow>;
  /** NOT_FOUND if there is no such program, or for others than editors. */
  remove(viewer: SignedIn, id: string): Promise<void>;
}

interface Dependencies {
  db: Database;
  edits: ProblemEdits;
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
  engine: EngineName;
}

const SAME = "select 1 from problem_programs where problem_id = ? and purpose = ? and version = ? limit 1";

export function createProblemPrograms({ db, edits, ...others }: Dependencies): ProblemPrograms {
  const { expectCompiles } = createCompilations({ ...others, feature: "PROBLEM_PROGRAMS", limit: COMPILATIONS, what: "program" });
  /** Solutions are compiled as submissions are. */
  const asCompiled = async (problemId: string, revision: number, program: Omit<ProblemProgram, "id">): Promise<CompiledProgram> => {
    if (program.purpose !== "SOLUTION") return program;
    const { includedFiles, signature, drivers } = await readContent(db.em.fork(), problemId, revision);
    const files = withIncluded(program.files, includedFiles[program.language] ?? []);
    return { ...program, files, ...(signature && { asFunction: { signature, drivers } }) };
  };

  return {
    async save(viewer, problemId, draft) {
      const { latest } = await readEditable(db.em.fork(), viewer, problemId);
      const program = programOf(draft, "input");
      const known = await rows(db.em.fork(), SAME, [problemId, program.purpose, program.version]);
      // Before the transaction, which must not wait for a worker.
      if (known.length === 0) await expectCompiles(viewer, await asCompiled(problemId, latest, program), "input.source");
      let id = "";
      await edits.change(viewer, problemId, async (em, problem) => {
        id = await putProgram(em, problem, program);
      });
      const [row] = await programsById(db.em.fork(), [id]);
      if (!row) throw notFound("program");
      return row;
    },

    async remove(viewer, id) {
      const [row] = isId(id) ? await programsById(db.em.fork(), [id]) : [];
      if (!row) throw notFound("program");
      await readEditable(db.em.fork(), viewer, row.problemId).catch(() => {
        throw notFound("program");
      });
      await edits.change(viewer, row.problemId, async (em) => {
        await em.execute("delete from problem_programs where id = ?", [id]);
      });
    },
  };
}

/**
 * Adds the program, or replaces the one with its purpose and name; returns its id. BAD_USER_INPUT if there are too many. The caller holds
 * the lock on the problem's row.
 */
export async function putProgram(em: EntityManager, problem: Pick<Problem, "id">, program: Omit<ProblemProgram, "id">): Promise<string> {
  const { purpose, name, version, expectedVerdicts } = program;
  const present = await em.findOne(StoredProblemProgram, { problem: problem.id, purpose, name });
  if (present) {
    const same = present.version === version && present.expectedVerdicts.join() === expectedVerdicts.join();
    if (!same) Object.assign(present, program, { updatedAt: new Date() });
    return present.id;
  }
  const most = PROGRAMS_MAX[purpose];
  const count = await em.count(StoredProblemProgram, { problem: problem.id, purpose });
  if (count >= most) {
    const message = `A problem has at most ${most} programs of this purpose. Remove one first.`;
    throw badInput("input.purpose", message, "TOO_MANY", { maximum: most, actual: count + 1 });
  }
  const stored = Object.assign(new StoredProblemProgram(), program);
  stored.problem = em.getReference(Problem, problem.id, { wrapped: true });
  em.persist(stored);
  await em.flush();
  return stored.id;
}

/** Copies all programs to a problem that has none. */
export async function copyPrograms(em: EntityManager, fromProblemId: string, to: Problem): Promise<void> {
  for (const program of await em.find(StoredProblemProgram, { problem: fromProblemId })) {
    const { purpose, name, kind, language, source, files, arguments: words, expectedVerdicts, version } = program;
    await putProgram(em, to, { purpose, name, kind, language, source, files, arguments: words, expectedVerdicts, version });
  }
}
