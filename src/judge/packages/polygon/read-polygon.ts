/** Reads packages of Polygon (Codeforces). */
import type { Verdict } from "../../verdict.js";
import type { Findings } from "../package-faults.js";
import type { PackageFile, PackageFiles } from "../package-files.js";
import type { CheckerPackageProgram, ExampleSubmission, PackageChecker, PackageProgram, ProblemPackage } from "../problem-package.js";
import { languageOfFile, programOf } from "../programs.js";
import { standardChecker } from "./checkers.js";
import { readProblemXml, type Element } from "./problem-xml.js";
import { readStatements } from "./statements.js";
import { mainTestset, readTestset } from "./tests.js";

const EXPECTED: Readonly<Record<string, Verdict[]>> = {
  main: ["ACCEPTED"],
  accepted: ["ACCEPTED"],
  rejected: ["WRONG_ANSWER", "TIME_LIMIT_EXCEEDED", "MEMORY_LIMIT_EXCEEDED", "OUTPUT_LIMIT_EXCEEDED", "RUNTIME_ERROR"],
  "wrong-answer": ["WRONG_ANSWER"],
  "presentation-error": ["WRONG_ANSWER"],
  "time-limit-exceeded": ["TIME_LIMIT_EXCEEDED"],
  "time-limit-exceeded-or-accepted": ["TIME_LIMIT_EXCEEDED", "ACCEPTED"],
  "time-limit-exceeded-or-memory-limit-exceeded": ["TIME_LIMIT_EXCEEDED", "MEMORY_LIMIT_EXCEEDED"],
  "memory-limit-exceeded": ["MEMORY_LIMIT_EXCEEDED", "RUNTIME_ERROR"],
  failed: [],
};

export async function readPolygon(files: PackageFiles, shortName: string, findings: Findings): Promise<ProblemPackage | null> {
  const problem = await readProblemXml(files.get("problem.xml")!, findings);
  if (!problem) return null;
  const judging = problem.child("judging");
  const testset = mainTestset(judging);
  const { tests, groups } = readTestset(files, testset, findings);
  const { titles, statements, solutions, images } = await readStatements(files, problem, findings);
  const assets = problem.child("assets");
  const interactor = assets?.child("interactor");
  if (judging?.attributes["input-file"])
    findings.note("problem.xml", "Input and output files are not used: programs read standard input and write standard output.");
  const timeMs = positive(testset?.child("time-limit")?.text);
  const memoryBytes = positive(testset?.child("memory-limit")?.text);
  const programs = new Programs(files, problem);
  return {
    format: "POLYGON",
    shortName: problem.attributes["short-name"] ?? shortName,
    uuid: null,
    titles,
    statements,
    solutions,
    images,
    limits: {
      timeMs,
      memoryKb: memoryBytes && Math.round(memoryBytes / 1024),
      outputBytes: null,
      acceptedToLimit: null,
      limitToExceeded: null,
    },
    credits: {
      authors: [],
      sources: problem.attributes.url ? [{ name: "Polygon", url: problem.attributes.url }] : [],
      license: null,
      rightsOwner: null,
    },
    keywords: (problem.child("tags")?.children("tag") ?? []).flatMap(({ attributes }) => attributes.value ?? []),
    tests,
    groups,
    scoring: groups.length > 0 || tests.some(({ points }) => points !== null && points > 0) ? { objective: "MAX" } : null,
    checker: readChecker(assets?.child("checker"), programs, findings),
    interactor: interactor ? programs.program(interactor, findings) : null,
    checksInteractorOutput: interactor !== undefined,
    passes: 1,
    inputValidators: (assets?.child("validators")?.children("validator") ?? []).flatMap((one) => programs.of(one) ?? []),
    submissions: (assets?.child("solutions")?.children("solution") ?? []).flatMap((one): ExampleSubmission[] => {
      const program = programs.of(one, { alone: true });
      const tag = one.attributes.tag ?? "";
      const expected = Object.hasOwn(EXPECTED, tag) ? EXPECTED[tag]! : [];
      return program ? [{ ...program, path: `${tag}/${program.name}`, expected, permitted: null, required: null, score: null }] : [];
    }),
    includedFiles: [],
    attachments: [],
    own: null,
    generators: files.below("files").filter(({ path }) => programs.executables.has(path)),
  };
}

function readChecker(checker: Element | undefined, programs: Programs, findings: Findings): PackageChecker {
  const standard = standardChecker(checker?.attributes.name ?? "");
  if (standard) return { kind: "BUILT_IN", ...standard };
  return programs.program(checker, findings) ?? { kind: "BUILT_IN", id: "tokens", parameters: {} };
}

class Programs {
  /** Paths of generators and other tools. */
  readonly executables: ReadonlySet<string>;
  private readonly resources: readonly PackageFile[];

  constructor(
    private readonly files: PackageFiles,
    problem: Element,
  ) {
    const listed = problem.child("files");
    const sources = (listed?.child("executables")?.children("executable") ?? []).flatMap(
      (one) => one.child("source")?.attributes.path ?? [],
    );
    this.executables = new Set(sources);
    const resources = (listed?.child("resources")?.children("file") ?? []).map(({ attributes }) => attributes.path ?? "");
    this.resources = resources.filter((path) => /\.(h|hpp)$/.test(path)).flatMap((path) => files.get(path) ?? []);
  }

  /** The program of an element with a `source`; headers of the package lie beside it. */
  of(element: Element | undefined, { alone = false } = {}): PackageProgram | null {
    const { path = "", type = "" } = element?.child("source")?.attributes ?? {};
    const file = this.files.get(path);
    if (!file) return null;
    const name = path.slice(path.lastIndexOf("/") + 1);
    const own = [file, ...(alone ? [] : this.resources)].map((one) => ({ ...one, path: one.path.slice(one.path.lastIndexOf("/") + 1) }));
    return programOf(name, own, "", { language: languageOf(type, path), main: name });
  }

  /** Null, with a fault, if its source is not there. */
  program(element: Element | undefined, findings: Findings): CheckerPackageProgram | null {
    const program = this.of(element);
    if (program) return { kind: "PROGRAM", protocol: "TESTLIB", program, arguments: [] };
    findings.fault("CHECKER_INVALID", "problem.xml", `The source of ${element?.attributes.name ?? "the checker"} is not in the package.`);
    return null;
  }
}

/** `cpp.g++17`, `java11`, `python.3`. */
function languageOf(type: string, path: string): string | null {
  const standard = /^cpp\..*?(\d{2})$/.exec(type)?.[1];
  if (standard) return standard === "23" ? "cpp23" : standard === "20" ? "cpp20" : "cpp17";
  if (type.startsWith("cpp")) return "cpp17";
  if (type === "python.2") return null;
  if (type.startsWith("python") || type.startsWith("java") || type.startsWith("go")) return languageOfFile(path);
  return type === "" ? languageOfFile(path) : null;
}

function positive(text: string | undefined): number | null {
  const value = Number(text);
  return value > 0 && value < 1e12 ? value : null;
}
