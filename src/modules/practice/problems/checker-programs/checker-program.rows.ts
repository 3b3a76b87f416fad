import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { CheckerProgram } from "../../../../judge/checker-programs/checker-program.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";

const COLUMNS = `c.id, c.kind, c.language, c.source, c.files, c.arguments`;

/** Rejects if there is none: a problem or revision never names a missing one. */
export async function readProgram(em: EntityManager, id: string): Promise<CheckerProgram> {
  const [program] = await rows<CheckerProgram>(em, `select ${COLUMNS} from checker_programs c where c.id = ?`, [id]);
  if (!program) throw new Error(`There is no checker program ${id}.`);
  return program;
}

export const programById: LoaderFactory<string, CheckerProgram | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<CheckerProgram & { id: string }>(em, `select ${COLUMNS} from checker_programs c where c.id in (?)`, [ids]);
    const byId = new Map(found.map((program) => [program.id, program]));
    return ids.map((id) => byId.get(id) ?? null);
  });

const programIn =
  (column: "checker_program" | "interactor"): LoaderFactory<string, CheckerProgram | null> =>
  ({ em }) =>
    new DataLoader(async (problemIds) => {
      const found = await rows<CheckerProgram & { problemId: string }>(
        em,
        `select p.id as "problemId", ${COLUMNS} from problems p join checker_programs c on c.id = p.${column} where p.id in (?)`,
        [problemIds],
      );
      const byProblem = new Map(found.map((program) => [program.problemId, program]));
      return problemIds.map((id) => byProblem.get(id) ?? null);
    });

export const programOfProblem = programIn("checker_program");
export const interactorOfProblem = programIn("interactor");
