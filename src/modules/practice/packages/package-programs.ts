/** Programs of a package as programs of a problem here. */
import { FILE_NAME, FILE_NAME_MAX } from "../../../judge/checker-programs/checker-program.js";
import { OWN_FILE } from "../../../judge/packages/own-file.js";
import { BadPackage, type Findings } from "../../../judge/packages/package-faults.js";
import { textOf, type PackageFile } from "../../../judge/packages/package-files.js";
import type { CheckerPackageProgram, OwnPackageProgram, PackageProgram, ProblemPackage } from "../../../judge/packages/problem-package.js";
import { EXPECTABLE, PROGRAMS_MAX, type Expectable, type ProblemProgram } from "../../../judge/problem-programs/problem-program.js";
import { problemsIn } from "../../../kernel/errors.js";
import { checkProgram } from "../problems/checker-programs/checker-program-checks.js";
import type { CheckerProgramInput } from "../problems/checker-programs/checker-program.type.js";
import { programOf, type ProgramDraft } from "../problems/programs/program-checks.js";

export interface ImportedPrograms {
  checkerProgram: CheckerProgramInput | undefined;
  interactor: CheckerProgramInput | undefined;
  /** Validators and reference solutions. */
  others: Omit<ProblemProgram, "id">[];
}

/** A checker or interactor that cannot be used is a fault; another program is noted, and left out. */
export async function programsOf(problem: ProblemPackage, findings: Findings): Promise<ImportedPrograms> {
  const needed = async (program: CheckerPackageProgram | null): Promise<CheckerProgramInput | undefined> => {
    try {
      return program ? await checkerProgramOf(program) : undefined;
    } catch (error) {
      findings.caught(error);
      return undefined;
    }
  };
  const { checker, interactor } = problem;
  return {
    checkerProgram: await needed(checker.kind === "PROGRAM" ? checker : null),
    interactor: await needed(interactor),
    others: problem.own
      ? await ownProgramsOf(problem.own.programs, findings)
      : [...(await validatorsOf(problem, findings)), ...(await solutionsOf(problem, findings))],
  };
}

async function checkerProgramOf({ protocol, program, arguments: words }: CheckerPackageProgram): Promise<CheckerProgramInput> {
  const given = { kind: protocol, ...(await sourcesOf(program)), arguments: words };
  const problems = problemsIn(() => checkProgram(given, "checker"));
  if (problems.length > 0) throw new BadPackage("CHECKER_INVALID", program.name, problems.map(({ message }) => message).join(" "));
  return given;
}

/** Nothing that a program needs. */
const BY_PRODUCT = /(^|\/)(README[^/]*|Makefile|__pycache__\/.*|[^/]*\.(md|o|out|exe|bin|class|pyc|pdf|png|jpe?g))$/i;

/** Throws BadPackage if the program has no form that is possible here: a source, and files beside it. */
async function sourcesOf({ name, language, main, files }: PackageProgram) {
  const refuse = (message: string) => new BadPackage("CHECKER_INVALID", name, message);
  if (language === null) throw refuse("The program has no language that is supported, several ones, or a `build` or `run` script.");
  const first = files.find(({ path }) => path === main);
  if (!first) throw refuse("The program has no source.");
  const others = files.filter((file) => file !== first && !BY_PRODUCT.test(file.path));
  const unnamed = others.find(({ path }) => !FILE_NAME.test(path) || path.length > FILE_NAME_MAX);
  if (unnamed) throw refuse(`The file ${unnamed.path} cannot be used: names have letters, digits, dots, dashes and underscores.`);
  const read = async (file: PackageFile) => ({ name: file.path, content: await textOf(file) });
  return { language, source: await textOf(first), files: await Promise.all(others.map(read)) };
}

/** Those that an export of ours wrote. */
function ownProgramsOf(programs: readonly OwnPackageProgram[], findings: Findings) {
  return draftsOf(programs, findings, OWN_FILE, ({ purpose, name, kind, arguments: words, expectedVerdicts }) => ({
    ...{ purpose, name, kind, expectedVerdicts, arguments: words },
  }));
}

async function validatorsOf({ inputValidators, groups, format }: ProblemPackage, findings: Findings) {
  if (inputValidators.length > 0 && groups.some(({ inputValidatorArguments }) => inputValidatorArguments.length > 0)) {
    findings.note("input_validators", "They are not imported: they get arguments from groups of tests.");
    return [];
  }
  const kind = format === "POLYGON" ? ("TESTLIB" as const) : ("KATTIS" as const);
  return draftsOf(inputValidators, findings, "input_validators", ({ name }) => ({ purpose: "VALIDATOR", name, kind }));
}

async function solutionsOf({ submissions }: ProblemPackage, findings: Findings) {
  const expectable = (verdict: string): verdict is Expectable => (EXPECTABLE as readonly string[]).includes(verdict);
  const all = submissions.map((one) => ({ ...one, verdicts: one.expected.filter(expectable) }));
  const unclear = all.filter(({ verdicts }) => verdicts.length === 0).map(({ path }) => path);
  if (unclear.length > 0) findings.note("submissions", `Nothing is expected of these, so they are not imported: ${unclear.join(", ")}.`);
  const clear = all.filter(({ verdicts }) => verdicts.length > 0);
  return draftsOf(clear, findings, "submissions", ({ path, verdicts }) => ({
    purpose: "SOLUTION",
    name: path,
    expectedVerdicts: verdicts,
  }));
}

type Head = Pick<ProgramDraft, "purpose" | "name" | "kind" | "expectedVerdicts" | "arguments">;

async function draftsOf<P extends PackageProgram & { tagged?: boolean }>(
  programs: readonly P[],
  findings: Findings,
  path: string,
  headOf: (program: P) => Head,
) {
  const drafts: Omit<ProblemProgram, "id">[] = [];
  const left: string[] = [];
  for (const program of programs) {
    const head = headOf(program);
    try {
      const sources = await sourcesOf(program);
      const source = program.tagged ? sources.source.replace(/^[^\n]*\n/, "") : sources.source;
      const draft = { ...head, name: plainName(head.name), ...sources, source };
      const count = drafts.filter(({ purpose }) => purpose === head.purpose).length;
      const isUsable = count < PROGRAMS_MAX[head.purpose] && problemsIn(() => programOf(draft, "program")).length === 0;
      if (isUsable) drafts.push(programOf(draft, "program"));
      else left.push(head.name);
    } catch (error) {
      if (!(error instanceof BadPackage)) throw error;
      left.push(head.name);
    }
  }
  if (left.length > 0) {
    const reason = "Not imported, as they are too many, too large, or of a language or form that is not supported";
    findings.note(path, `${reason}: ${left.join(", ")}.`);
  }
  return drafts;
}

/** Names of programs have letters, digits, dots, dashes, underscores and slashes. */
function plainName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._/-]/g, "_").replace(/^[^A-Za-z0-9]+/, "");
  return plain.slice(0, 100) || "program";
}
