/** Reads packages of Kattis and the ICPC: legacy, 2023-07 and 2025-09. */
import { PASSES_MAX } from "../../passes/run-passes.js";
import type { Findings } from "../package-faults.js";
import type { PackageFile, PackageFiles } from "../package-files.js";
import type { PackageChecker, PackageProgram, ProblemPackage } from "../problem-package.js";
import { OWN_FILE, OWN_FOLDER, ownParts, readOwnFile } from "../own-file.js";
import { programOf } from "../programs.js";
import { filesWithConstants } from "./constants.js";
import { readIncludedFiles } from "./included-files.js";
import { checkTestArguments, readChecker } from "./checker.js";
import { readMetadata, type Metadata } from "./metadata.js";
import { readSolutions, readStatements } from "./statements.js";
import { readSubmissions } from "./submissions.js";
import { readTestData, shownInteractions } from "./test-data.js";

const READ = [
  "data",
  "statement",
  "problem_statement",
  "solution",
  "submissions",
  "attachments",
  "include",
  "generators",
  "input_validators",
  "input_format_validators",
];
const CHECKER = ["output_validator", "output_validators", "output_checker"];
/** Read, or only for people. */
const QUIET = /^(problem\.yaml|\.timelimit|domjudge-problem\.ini|problem\.pdf|README[^/]*|LICENSE[^/]*|problem_statement|statement)$/i;

const DEFAULT_CHECKER: PackageChecker = { kind: "BUILT_IN", id: "tokens", parameters: {} };

/** Null, with faults, if `problem.yaml` cannot be read. Otherwise the faults say whether the package is complete. */
export async function readKattis(given: PackageFiles, shortName: string, findings: Findings): Promise<ProblemPackage | null> {
  const metadata = await readMetadata(given, findings);
  if (!metadata) return null;
  const files = filesWithConstants(given, metadata.constants);
  const { statements: written, titles, images } = await readStatements(files, metadata, findings);
  const data = await readTestData(files, findings);
  for (const name of files.children("").keys()) noteUnread(name, findings);
  const own = await readOwnFile(files, findings);
  const interactions = await shownInteractions(files, findings);
  const statements = written.map((one) =>
    one.markdown === null || interactions === "" ? one : { ...one, markdown: `${one.markdown}\n\n${interactions}` },
  );
  const checker = own ? DEFAULT_CHECKER : readChecker(files, metadata, data.checkerArguments ?? metadata.validatorFlags, findings);
  if (checker.kind === "BUILT_IN" && !own) checkTestArguments(data.tests, findings);
  // The output validator of an interactive problem is its interactor, and decides alone.
  const isInteractive = metadata.interactive && checker.kind === "PROGRAM";
  if (metadata.interactive && !isInteractive && !own)
    findings.fault("FILE_MISSING", "output_validator", "An interactive problem needs an output validator.");
  checkPasses(metadata, !own && checker.kind !== "PROGRAM", findings);
  if (metadata.submitAnswer) findings.fault("UNSUPPORTED", "problem.yaml", "Problems of the type `submit-answer` are not supported.");
  return {
    format: metadata.legacy ? "KATTIS_LEGACY" : "KATTIS_2025_09",
    shortName,
    uuid: metadata.uuid,
    titles: titlesOf(
      metadata,
      titles,
      statements.map(({ locale }) => locale),
    ),
    statements,
    solutions: await readSolutions(files, metadata, findings),
    images,
    limits: metadata.limits,
    credits: metadata.credits,
    keywords: metadata.keywords,
    tests: data.tests,
    groups: data.groups,
    scoring: metadata.scoring,
    checker: isInteractive ? DEFAULT_CHECKER : checker,
    interactor: isInteractive ? checker : null,
    checksInteractorOutput: false,
    passes: metadata.passes,
    inputValidators: readValidators(files),
    submissions: await readSubmissions(files, findings),
    includedFiles: own?.includedFiles ? [] : readIncludedFiles(files, findings),
    attachments: files.below("attachments"),
    generators: files.below("generators"),
    own: null,
    ...(own && ownParts(files, own, data.tests, findings)),
  };
}

function checkPasses({ passes }: Metadata, lacksValidator: boolean, findings: Findings): void {
  if (passes > 1 && lacksValidator)
    findings.fault("FILE_MISSING", "output_validator", "A problem of the type `multi-pass` needs an output validator.");
  if (passes > PASSES_MAX) {
    const message = `\`validation_passes\` is ${passes}; at most ${PASSES_MAX} passes are possible here.`;
    findings.fault("UNSUPPORTED", "problem.yaml", message);
  }
}

function titlesOf({ names }: Metadata, fromStatements: Record<string, string>, locales: readonly string[]): Record<string, string> {
  const { "": only, ...named } = names;
  const all = { ...fromStatements, ...named };
  // A name without a locale is that of the English statement, or of the only one.
  if (only !== undefined) all[locales.includes("en") || locales.length !== 1 ? "en" : locales[0]!] = only;
  return all;
}

function readValidators(files: PackageFiles): PackageProgram[] {
  return ["input_validators", "input_format_validators"].flatMap((folder) =>
    [...files.children(folder)].map(([name, own]: [string, PackageFile[]]) => {
      const isFile = own.length === 1 && own[0]!.path === `${folder}/${name}`;
      return programOf(name, own, isFile ? folder : `${folder}/${name}`);
    }),
  );
}

function noteUnread(name: string, findings: Findings): void {
  if (READ.includes(name) || name === OWN_FILE || name === OWN_FOLDER || CHECKER.includes(name) || QUIET.test(name)) return;
  findings.note(name, "It is not used.");
}
