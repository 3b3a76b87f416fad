import { createHash } from "node:crypto";
import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { ProblemProgram, ProgramPurpose } from "../../../../judge/problem-programs/problem-program.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";

export interface ProblemProgramRow extends ProblemProgram {
  problemId: string;
  createdAt: Date;
  updatedAt: Date;
}

export const PROGRAM_COLUMNS = `p.id, p.problem_id as "problemId", p.purpose, p.name, p.kind, p.language, p.source, p.files, p.arguments,
  p.expected_verdicts as "expectedVerdicts", p.version, p.created_at as "createdAt", p.updated_at as "updatedAt"`;

const IN_ORDER = "order by p.purpose, p.name";

/** Programs of a problem with this purpose, by name. */
export function programsOf(em: EntityManager, problemId: string, purpose: ProgramPurpose): Promise<ProblemProgramRow[]> {
  const sql = `select ${PROGRAM_COLUMNS} from problem_programs p where p.problem_id = ? and p.purpose = ? ${IN_ORDER}`;
  return rows<ProblemProgramRow>(em, sql, [problemId, purpose]);
}

export function programsById(em: EntityManager, ids: readonly string[]): Promise<ProblemProgramRow[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return rows<ProblemProgramRow>(em, `select ${PROGRAM_COLUMNS} from problem_programs p where p.id in (?) ${IN_ORDER}`, [ids]);
}

export type ProgramHead = Pick<ProblemProgram, "id" | "purpose" | "name" | "version" | "expectedVerdicts">;

/** Without sources. */
export function programHeads(em: EntityManager, problemId: string): Promise<ProgramHead[]> {
  const sql = `select p.id, p.purpose, p.name, p.version, p.expected_verdicts as "expectedVerdicts" from problem_programs p
    where p.problem_id = ? ${IN_ORDER}`;
  return rows<ProgramHead>(em, sql, [problemId]);
}

/** One value for the validators that a problem has: equal if and only if they are. */
export async function validatorsVersion(em: EntityManager, problemId: string): Promise<string> {
  const heads = await programHeads(em, problemId);
  return versionOf(heads.filter(({ purpose }) => purpose === "VALIDATOR").map(({ name, version }) => [name, version]));
}

export function versionOf(parts: unknown): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

export const programsOfProblem: LoaderFactory<string, ProblemProgramRow[]> = ({ em }) =>
  new DataLoader(async (problemIds) => {
    const sql = `select ${PROGRAM_COLUMNS} from problem_programs p where p.problem_id in (?) ${IN_ORDER}`;
    const byProblem = Map.groupBy(await rows<ProblemProgramRow>(em, sql, [problemIds]), ({ problemId }) => problemId);
    return problemIds.map((id) => byProblem.get(id) ?? []);
  });
