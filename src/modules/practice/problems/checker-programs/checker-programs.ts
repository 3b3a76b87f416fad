import { createHash } from "node:crypto";
import type { SignedIn } from "../../../../access/viewer.js";
import type { CheckerKind, CheckerProgram } from "../../../../judge/checker-programs/checker-program.js";
import type { EngineFeature, EngineName } from "../../../../judge/engines/features.js";
import { languageIdOf } from "../../../../judge/languages/index.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { Problem } from "../problem.entity.js";
import { StoredCheckerProgram } from "./checker-program.entity.js";
import type { ProgramIds } from "../edits/problem-fields.js";
import type { CheckerProgramInput } from "./checker-program.type.js";
import { createCompilations, type Compilations } from "./compilations.js";

const COMPILATIONS = { name: "checker-programs", most: 120 };

/** A program that compiles, and its row of the problem if there is one. */
export interface ReadyProgram {
  program: CheckerProgram & { sha256: string };
  id: string | null;
}

type Role = "checkerProgram" | "interactor";
type GivenPrograms = Partial<Record<Role, CheckerProgramInput | null>>;
export type ReadyPrograms = Partial<Record<Role, ReadyProgram>>;

export interface CheckerPrograms {
  /**
   * Compiles the programs that the problem does not have yet; waits for a worker. BAD_USER_INPUT with the compiler's output, RATE_LIMITED,
   * JUDGE_UNAVAILABLE. `problemId` is null for a problem that does not exist yet.
   */
  ready(viewer: SignedIn, problemId: string | null, given: GivenPrograms): Promise<ReadyPrograms>;
}

interface Dependencies {
  db: Database;
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
  engine: EngineName;
}

const NAMES: Record<Role, string> = { checkerProgram: "checker", interactor: "interactor" };
const FEATURES = { checkerProgram: "CHECKER_PROGRAMS", interactor: "INTERACTIVE" } as const satisfies Record<Role, EngineFeature>;

export function createCheckerPrograms({ db, ...others }: Dependencies): CheckerPrograms {
  const compilations = Object.fromEntries(
    Object.entries(NAMES).map(([role, what]) => [
      role,
      createCompilations({ ...others, feature: FEATURES[role as Role], limit: COMPILATIONS, what }),
    ]),
  ) as Record<Role, Compilations>;

  const readyOne = async (viewer: SignedIn, problemId: string | null, role: Role, given: CheckerProgramInput): Promise<ReadyProgram> => {
    const { kind, language, source, files, arguments: words } = given;
    const named = (files ?? []).map(({ name, content }) => ({ name, content }));
    const program = { kind, language: languageIdOf(language), source, files: named, arguments: words ?? [] };
    const sha256 = createHash("sha256")
      .update(JSON.stringify(Object.values(program)))
      .digest("hex");
    const [row] = problemId === null ? [] : await rows<{ id: string }>(db.em.fork(), SAME, [problemId, sha256]);
    if (!row) await compilations[role].expectCompiles(viewer, program, `input.${role}.source`);
    return { program: { ...program, sha256 }, id: row?.id ?? null };
  };

  return {
    async ready(viewer, problemId, { checkerProgram, interactor }) {
      const ready: ReadyPrograms = {};
      if (checkerProgram) ready.checkerProgram = await readyOne(viewer, problemId, "checkerProgram", checkerProgram);
      if (interactor) ready.interactor = await readyOne(viewer, problemId, "interactor", interactor);
      return ready;
    },
  };
}

const SAME = "select id from checker_programs where problem_id = ? and sha256 = ?";

/** Adds the rows, unless there are. The caller holds the lock on the problem's row. */
export async function storePrograms(
  em: EntityManager,
  problem: Problem,
  { checkerProgram, interactor }: ReadyPrograms,
): Promise<ProgramIds> {
  const program = await storeProgram(em, problem, checkerProgram);
  // The same program may serve as both.
  const same = program !== undefined && checkerProgram?.program.sha256 === interactor?.program.sha256;
  const talker = same ? program : await storeProgram(em, problem, interactor);
  const stored = await rows<{ id: string; kind: CheckerKind }>(em, "select id, kind from checker_programs where problem_id = ?", [
    problem.id,
  ]);
  const kinds = new Map(stored.map(({ id, kind }) => [id, kind]));
  // Rows of this transaction may not be written yet.
  if (program) kinds.set(program, checkerProgram!.program.kind);
  if (talker) kinds.set(talker, interactor!.program.kind);
  return { program, interactor: talker, kinds };
}

async function storeProgram(em: EntityManager, problem: Problem, ready: ReadyProgram | undefined): Promise<string | undefined> {
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
