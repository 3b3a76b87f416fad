import { CUSTOM } from "../../checker-programs/checker-program.js";
import { parametersFromFlags } from "../../checkers/validator-flags.js";
import { BadPackage, type Findings } from "../package-faults.js";
import type { PackageFile, PackageFiles } from "../package-files.js";
import type { PackageChecker, PackageTest } from "../problem-package.js";
import { programOf } from "../programs.js";
import type { Metadata } from "./metadata.js";

const FOLDERS = ["output_validator", "output_validators", "output_checker"];

/** Arguments of the default validator that single tests have. */
export function checkTestArguments(tests: readonly PackageTest[], findings: Findings): void {
  const faulty = new Set<string>();
  for (const { checkerArguments: words, input } of tests) {
    try {
      if (words) withPath(input.path, () => parametersFromFlags(words));
    } catch (error) {
      // The same for all tests of a folder.
      if (!faulty.has((error as Error).message)) findings.caught(error);
      faulty.add((error as Error).message);
    }
  }
}

function withPath<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadPackage("CHECKER_INVALID", path, (error as Error).message);
  }
}

/** The arguments are for a program; the default validator's have been made parameters. */
export function readChecker(files: PackageFiles, metadata: Metadata, flags: readonly string[], findings: Findings): PackageChecker {
  const folder = FOLDERS.find((name) => files.below(name).length > 0);
  const usesProgram = metadata.customValidator ?? folder !== undefined;
  try {
    if (!usesProgram) {
      if (folder) findings.note(folder, "`validation` is `default`, so the output validator is not used.");
      return { kind: "BUILT_IN", id: "tokens", parameters: withPath("problem.yaml", () => parametersFromFlags(flags)) };
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
