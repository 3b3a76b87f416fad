import { CUSTOM } from "../../checker-programs/checker-program.js";
import { PARAMETERS, type CheckerParameters } from "../../checkers/parameters.js";
import { BadPackage, type Findings } from "../package-faults.js";
import type { PackageFile, PackageFiles } from "../package-files.js";
import type { PackageChecker } from "../problem-package.js";
import { programOf } from "../programs.js";
import type { Metadata } from "./metadata.js";

const FOLDERS = ["output_validator", "output_validators", "output_checker"];
const FLAGS_MAX = 40;

/** The parameters of our `tokens` that mean the same. Throws BadPackage for unknown words and values. */
export function parametersFromFlags(flags: readonly string[], path: string): CheckerParameters {
  const parameters: CheckerParameters = { caseSensitive: false };
  if (flags.length > FLAGS_MAX) throw new BadPackage("CHECKER_INVALID", path, "There are too many arguments for the output validator.");
  for (let at = 0; at < flags.length; at++) {
    const flag = flags[at]!;
    if (flag === "case_sensitive") parameters.caseSensitive = true;
    else if (flag === "space_change_sensitive") parameters.whitespaceSensitive = true;
    else if (/^float(_(relative|absolute))?_tolerance$/.test(flag)) {
      const value = toleranceOf(flags[++at], flag, path);
      if (flag !== "float_absolute_tolerance") parameters.relativeTolerance = Math.min(value, PARAMETERS.relativeTolerance.maximum!);
      if (flag !== "float_relative_tolerance") parameters.absoluteTolerance = value;
    } else throw new BadPackage("CHECKER_INVALID", path, `The default validator has no argument \`${flag}\`.`);
  }
  return parameters;
}

function toleranceOf(word: string | undefined, flag: string, path: string): number {
  const value = Number(word);
  const { minimum, maximum } = PARAMETERS.absoluteTolerance;
  if (word && value >= minimum! && value <= maximum!) return value;
  throw new BadPackage("CHECKER_INVALID", path, `\`${flag}\` needs a number from ${minimum} to ${maximum}.`);
}

/** The arguments are for a program; the default validator's have been made parameters. */
export function readChecker(files: PackageFiles, metadata: Metadata, flags: readonly string[], findings: Findings): PackageChecker {
  const folder = FOLDERS.find((name) => files.below(name).length > 0);
  const usesProgram = metadata.customValidator ?? folder !== undefined;
  try {
    if (!usesProgram) {
      if (folder) findings.note(folder, "`validation` is `default`, so the output validator is not used.");
      return { kind: "BUILT_IN", id: "tokens", parameters: parametersFromFlags(flags, "problem.yaml") };
    }
    if (!folder) throw new BadPackage("FILE_MISSING", "output_validators", "`validation` is `custom`, but there is no output validator.");
    return { kind: "PROGRAM", protocol: "KATTIS", program: checkerProgramIn(files, folder), arguments: [...flags] };
  } catch (error) {
    findings.caught(error);
    return { kind: "BUILT_IN", id: "tokens", parameters: {} };
  }
}

/** One program: a file, a folder, or the folder of validators itself. */
function checkerProgramIn(files: PackageFiles, folder: string) {
  const isText = ({ path }: PackageFile) => !/(^|\/)(README[^/]*|[^/]*\.(md|txt|bin|o|out|exe|class|pyc))$/i.test(path);
  const all = files.below(folder).filter(isText);
  const children = [...new Set(all.map(({ path }) => path.slice(folder.length + 1).split("/", 1)[0]!))];
  const inside = children.length === 1 && all.every(({ path }) => path.startsWith(`${folder}/${children[0]}/`));
  if (inside) return programOf(children[0]!, all, `${folder}/${children[0]}`);
  // The folder of the format 2025-09 is one program.
  if (folder !== "output_validator" && children.length > 1 && all.some(({ path }) => path.slice(folder.length + 1).includes("/"))) {
    throw new BadPackage("UNSUPPORTED", folder, `There are several output validators (${children.join(", ")}). Keep one.`);
  }
  return programOf(children[0] ?? CUSTOM, all, folder);
}
