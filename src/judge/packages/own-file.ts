/**
 * `codequest.json`: what a problem here has and the format has no place for. Exports write it, imports read it again, and others ignore it.
 * Sources stay where the format has them: this names their files.
 */
import * as z from "zod";
import { MIB } from "../../kernel/units.js";
import { ARGUMENTS_MAX, CHECKER_KINDS, FILES_MAX } from "../checker-programs/checker-program.js";
import { checkerParameters } from "../checkers/parameters.js";
import { INCLUDED_FILES_MAX } from "../included-files.js";
import { EXPECTABLE, PROGRAM_PURPOSES, PROGRAMS_MAX, VALIDATOR_KINDS } from "../problem-programs/problem-program.js";
import { TESTS_MAX } from "../test-set.js";
import { renamedFiles } from "./included-names.js";
import { BadPackage, type Findings } from "./package-faults.js";
import { readText, type PackageFile, type PackageFiles } from "./package-files.js";
import type {
  CheckerPackageProgram,
  OwnPackageProgram,
  PackageIncludedFiles,
  PackageProgram,
  PackageTest,
  ProblemPackage,
} from "./problem-package.js";

export const OWN_FILE = "codequest.json";
/** Programs that have no place in the format. */
export const OWN_FOLDER = "codequest";
export const OWN_FILE_MAX_BYTES = MIB;

const path = z.string().max(300);
const words = z.array(z.string().max(200)).max(ARGUMENTS_MAX);

const sources = z.object({
  language: z.string().max(40),
  root: path,
  /** Below the root; the first one starts. */
  files: z
    .array(path)
    .min(1)
    .max(FILES_MAX + 1),
});

const checkerProgram = sources.extend({ kind: z.enum(CHECKER_KINDS), arguments: words });

const problemProgram = sources.extend({
  purpose: z.enum(PROGRAM_PURPOSES),
  name: z.string().max(100),
  kind: z.enum(VALIDATOR_KINDS).nullable(),
  arguments: words,
  expectedVerdicts: z.array(z.enum(EXPECTABLE)).max(EXPECTABLE.length),
  /** The first line of the source is not part of it: it says what is expected. */
  tagged: z.boolean(),
});

const origin = z.object({
  generator: z.string().max(100),
  generatorVersion: z.string().max(64),
  arguments: words,
  solution: z.string().max(100),
  solutionVersion: z.string().max(64),
});

/** Beside submissions in one language. */
const included = z.object({ language: z.string().max(40), root: path, files: z.array(path).min(1).max(INCLUDED_FILES_MAX) });

const programsMax = Object.values(PROGRAMS_MAX).reduce((sum, most) => sum + most, 0);

const ownFile = z.object({
  version: z.literal(1),
  /** Fields of the problem, checked where they are used. */
  content: z.record(z.string(), z.unknown()),
  checker: z.string().max(40),
  checkerParameters,
  checksInteractorOutput: z.boolean(),
  checkerProgram: checkerProgram.nullable(),
  interactor: checkerProgram.nullable(),
  programs: z.array(problemProgram).max(programsMax),
  /** Absent in older exports. */
  includedFiles: z.array(included).max(50).optional(),
  /** In the order of judging. `file` is the path below `data/`, without its extension. */
  tests: z
    .array(z.object({ file: path, name: z.string().max(100), origin: origin.optional(), checkerArguments: words.optional() }))
    .max(TESTS_MAX),
});

export type OwnFile = z.infer<typeof ownFile>;
type OwnSources = z.infer<typeof sources>;
export type OwnChecker = z.infer<typeof checkerProgram>;
export type OwnProgram = z.infer<typeof problemProgram>;
export type OwnIncluded = z.infer<typeof included>;

/** Null if there is none; with a fault, if it cannot be read. */
export async function readOwnFile(files: PackageFiles, findings: Findings): Promise<OwnFile | null> {
  const file = files.get(OWN_FILE);
  const text = file && (await readText(file, findings, OWN_FILE_MAX_BYTES));
  if (!text) return null;
  try {
    return ownFile.parse(JSON.parse(text));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const reason = issue ? `\`${issue.path.join(".")}\`: ${issue.message}` : (error as Error).message;
    findings.fault("SYNTAX_INVALID", OWN_FILE, `${reason}. Remove the file to import the package without it.`);
    return null;
  }
}

/** The fields of a package that the file decides. Records files that are missing. */
export function ownParts(
  files: PackageFiles,
  own: OwnFile,
  tests: readonly PackageTest[],
  findings: Findings,
): Pick<ProblemPackage, "checker" | "interactor" | "checksInteractorOutput" | "tests" | "own"> &
  Partial<Pick<ProblemPackage, "includedFiles">> {
  const checkerOf = (name: string, program: OwnChecker | null): CheckerPackageProgram | null => {
    try {
      return program && ownChecker(files, name, program);
    } catch (error) {
      findings.caught(error);
      return null;
    }
  };
  const builtIn = { kind: "BUILT_IN", id: own.checker, parameters: own.checkerParameters } as const;
  return {
    checker: checkerOf("checker", own.checkerProgram) ?? builtIn,
    interactor: checkerOf("interactor", own.interactor),
    checksInteractorOutput: own.checksInteractorOutput,
    tests: testsInOrder(own.tests, tests, findings),
    ...(own.includedFiles && { includedFiles: own.includedFiles.flatMap((one) => placedIncluded(files, one, findings)) }),
    own: { content: own.content, programs: own.programs.flatMap((program) => placedProgram(files, program, findings)) },
  };
}

function placedProgram(files: PackageFiles, program: OwnProgram, findings: Findings): OwnPackageProgram[] {
  const { purpose, name, kind, arguments: words, expectedVerdicts, tagged } = program;
  try {
    return [{ ...ownProgram(files, name, program), purpose, kind, arguments: words, expectedVerdicts, tagged }];
  } catch (error) {
    findings.caught(error);
    return [];
  }
}

function placedIncluded(files: PackageFiles, { language, root, files: names }: OwnIncluded, findings: Findings): PackageIncludedFiles[] {
  try {
    return [{ language, folder: root, files: renamedFiles(language, filesBelow(files, root, names)) }];
  } catch (error) {
    findings.caught(error);
    return [];
  }
}

/** With names, order and origins of the file; as they are if it lists others. */
function testsInOrder(listed: OwnFile["tests"], tests: readonly PackageTest[], findings: Findings): PackageTest[] {
  const byFile = new Map(tests.map((test) => [test.name, test]));
  const found = listed.flatMap(({ file, name, origin, checkerArguments = null }) => {
    const test = byFile.get(file);
    return test ? [{ ...test, name, checkerArguments, ...(origin && { origin }) }] : [];
  });
  const isWhole = found.length === tests.length && new Set(found.map(({ input }) => input.path)).size === tests.length;
  if (isWhole) return found;
  findings.note(OWN_FILE, "It lists other tests than there are: names and order are those of the files.");
  return [...tests];
}

/** Throws BadPackage if a file of the program is missing. */
function ownProgram(files: PackageFiles, name: string, { language, root, files: names }: OwnSources): PackageProgram {
  return { name, language, main: names[0]!, files: filesBelow(files, root, names) };
}

function filesBelow(files: PackageFiles, root: string, names: readonly string[]): PackageFile[] {
  return names.map((below) => {
    const file = files.get(`${root}/${below}`);
    if (!file) throw new BadPackage("FILE_MISSING", `${root}/${below}`, `\`${OWN_FILE}\` names this file.`);
    return { ...file, path: below };
  });
}

function ownChecker(files: PackageFiles, name: string, program: OwnChecker): CheckerPackageProgram {
  return { kind: "PROGRAM", protocol: program.kind, program: ownProgram(files, name, program), arguments: program.arguments };
}
