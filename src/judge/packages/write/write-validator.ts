/** The checker or interactor of a problem as the output validator of a package. */
import { CUSTOM, type CheckerProgram } from "../../checker-programs/checker-program.js";
import type { CheckerParameters } from "../../checkers/parameters.js";
import { OWN_FOLDER, type OwnChecker } from "../own-file.js";
import { NotExportable, programFiles } from "../write-programs.js";
import type { WrittenFile } from "../written-file.js";
import { compareScript } from "./compare-script.js";
import { buildScript, checkerScript, interactorScript, type PlacedProgram } from "./testlib-scripts.js";

export interface Deciding {
  checker: string;
  checkerParameters: CheckerParameters;
  program: CheckerProgram | null;
  interactor: CheckerProgram | null;
  checksInteractorOutput: boolean;
}

export interface WrittenValidator {
  files: WrittenFile[];
  checkerProgram: OwnChecker | null;
  interactor: OwnChecker | null;
  /** For people: how the programs are run. */
  notes: string[];
}

const TESTLIB_NOTE =
  "The output validator was written for testlib. `build` compiles it, and needs testlib.h if that file is not beside it; `run` calls it as testlib expects and translates its exit code.";

/** `folder` is that of the output validator. Throws NotExportable. */
export function writeValidator(problem: Deciding, folder: string): WrittenValidator {
  const { checker, program, interactor, checksInteractorOutput } = problem;
  if (interactor) return withInteractor(problem, interactor, folder);
  const none: WrittenValidator = { files: [], checkerProgram: null, interactor: null, notes: [] };
  if (checker === CUSTOM && program) {
    const placed = place(program, folder, "", program.kind === "KATTIS" ? "validate" : "main");
    if (program.kind === "KATTIS") return { ...none, files: placed.files, checkerProgram: placed.own };
    const files = [...placed.files, ...scripts(folder, [placed], checkerScript(placed))];
    return { ...none, files, checkerProgram: placed.own, notes: [TESTLIB_NOTE] };
  }
  if (checker === "tokens" && !checksInteractorOutput) return none;
  const compare = comparer(problem);
  return { ...none, files: [sourceFile(folder, compare), ...scripts(folder, [compare], checkerScript(compare))] };
}

function withInteractor(problem: Deciding, interactor: CheckerProgram, folder: string): WrittenValidator {
  const isTestlib = interactor.kind === "TESTLIB";
  const placed = place(interactor, folder, "", isTestlib ? "main" : "validate");
  const decides = isTestlib && problem.checksInteractorOutput;
  const { program } = problem;
  // A checker that decides nothing has no place in the format.
  const beside = program && (decides ? place(program, folder, "checker/", "main") : place(program, `${OWN_FOLDER}/checker`, "", "main"));
  const programs = { checkerProgram: beside?.own ?? null, interactor: placed.own };
  const files = [...placed.files, ...(beside?.files ?? [])];
  if (!isTestlib) return { ...programs, files, notes: [] };
  if (decides && program?.kind === "KATTIS")
    throw new NotExportable("The format cannot express a testlib interactor with a checker of the kind KATTIS.");
  const compare = decides && !beside ? comparer(problem) : null;
  if (compare) files.push(sourceFile(folder, compare));
  const deciding = decides ? (beside ?? compare) : null;
  const all = [placed, ...(deciding ? [deciding] : [])];
  return { ...programs, files: [...files, ...scripts(folder, all, interactorScript(placed, deciding))], notes: [TESTLIB_NOTE] };
}

interface Placed extends PlacedProgram {
  files: WrittenFile[];
  own: OwnChecker;
}

function place(program: CheckerProgram, folder: string, below: string, name: string): Placed {
  if (program.files.some(({ name: file }) => ["build", "run"].includes(file)))
    throw new NotExportable("The program has a file `build` or `run`. Rename it first.");
  const root = `${folder}/${below}`.replace(/\/$/, "");
  const files = programFiles(program, root, name);
  const paths = files.map(({ path }) => path.slice(root.length + 1));
  const { kind, language, arguments: words } = program;
  return { program, main: below + paths[0]!, files, own: { kind, language, arguments: words, root, files: paths } };
}

/** A built-in checker. */
function comparer({ checker, checkerParameters }: Deciding): PlacedProgram {
  return { main: "compare.py", program: { language: "python", source: compareScript(checker, checkerParameters), files: [] } };
}

const sourceFile = (folder: string, { main, program }: PlacedProgram): WrittenFile => ({
  path: `${folder}/${main}`,
  content: program.source,
});

function scripts(folder: string, programs: readonly PlacedProgram[], run: string): WrittenFile[] {
  const build = buildScript(programs);
  return [
    ...(build === null ? [] : [{ path: `${folder}/build`, content: build, executable: true }]),
    { path: `${folder}/run`, content: run, executable: true },
  ];
}
