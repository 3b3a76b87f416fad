import { createHash } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import type { CheckerProgram } from "../../../../judge/checker-programs/checker-program.js";
import { languageIdOf } from "../../../../judge/languages/index.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { Problem } from "../problem.entity.js";
import { StoredCheckerProgram } from "./checker-program.entity.js";
import type { CheckerProgramInput } from "./checker-program.type.js";
import { createCompilations } from "./compilations.js";

const COMPILATIONS = { name: "checker-programs", most: 120 };

/** A program that compiles, and its row of the problem if there is one. */
export interface ReadyProgram {
  program: CheckerProgram & { sha256: string };
  id: string | null;
}

export interface CheckerPrograms {
  /**
   * Compiles a program that the problem does not have yet; waits for a worker. BAD_USER_INPUT with the compiler's output, RATE_LIMITED,
   * JUDGE_UNAVAILABLE. Undefined if none is given. `problemId` is null for a problem that does not exist yet.
   */
  ready(viewer: SignedIn, problemId: string | null, given: CheckerProgramInput | null | undefined): Promise<ReadyProgram | undefined>;
}

interface Dependencies {
  db: Database;
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
}

export function createCheckerPrograms({ db, ...others }: Dependencies): CheckerPrograms {
  const { expectCompiles } = createCompilations({ ...others, limit: COMPILATIONS, what: "checker" });

  return {
    async ready(viewer, problemId, given) {
      if (!given) return undefined;
      const { kind, language, source, files, arguments: words } = given;
      const named = (files ?? []).map(({ name, content }) => ({ name, content }));
      const program = { kind, language: languageIdOf(language), source, files: named, arguments: words ?? [] };
      const sha256 = createHash("sha256")
        .update(JSON.stringify(Object.values(program)))
        .digest("hex");
      const [row] = problemId === null ? [] : await rows<{ id: string }>(db.em.fork(), SAME, [problemId, sha256]);
      if (!row) await expectCompiles(viewer, program, "input.checkerProgram.source");
      return { program: { ...program, sha256 }, id: row?.id ?? null };
    },
  };
}

const SAME = "select id from checker_programs where problem_id = ? and sha256 = ?";

/** Adds the row, unless there is one. Returns its id; undefined if no program is given. The caller holds the lock on the problem's row. */
export async function storeProgram(em: EntityManager, problem: Problem, ready: ReadyProgram | undefined): Promise<string | undefined> {
  if (!ready) return undefined;
  if (ready.id !== null) return ready.id;
  const [row] = await rows<{ id: string }>(em, SAME, [problem.id, ready.program.sha256]);
  return row?.id ?? addProgram(em, problem, ready.program);
}

/** Copies a program to another problem, which has none. */
export async function copyProgram(em: EntityManager, id: string, to: Problem): Promise<string> {
  const { kind, language, source, files, arguments: words, sha256 } = await em.findOneOrFail(StoredCheckerProgram, { id });
  return addProgram(em, to, { kind, language, source, files, arguments: words, sha256 });
}

function addProgram(em: EntityManager, problem: Problem, program: ReadyProgram["program"]): string {
  const stored = Object.assign(new StoredCheckerProgram(), program);
  stored.problem = em.getReference(Problem, problem.id, { wrapped: true });
  em.persist(stored);
  return stored.id;
}
