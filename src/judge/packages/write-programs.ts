import { findLanguage } from "../languages/index.js";
import type { ProblemProgram } from "../problem-programs/problem-program.js";
import type { WrittenFile } from "./written-file.js";

/** Something of the problem has no counterpart in the format. */
export class NotExportable extends Error {
  override name = "NotExportable";
}

interface Sources {
  language: string;
  source: string;
  files: readonly { name: string; content: string }[];
}

const extensionOf = (language: string) => /\.\w+$/.exec(findLanguage(language)?.fileName ?? "")?.[0] ?? ".txt";

/** A checker or interactor as a folder. Throws NotExportable: the format has such programs in C++ and Python. */
export function programFiles({ language, source, files }: Sources, folder: string, name: string): WrittenFile[] {
  const extension = extensionOf(language);
  if (![".cpp", ".py"].includes(extension)) throw new NotExportable("The format has such programs in C++ and Python only.");
  const main = name + extension;
  if (files.some((file) => file.name === main)) throw new NotExportable(`The program has a file ${main}. Rename it first.`);
  return [
    { path: `${folder}/${main}`, content: source },
    ...files.map((file) => ({ path: `${folder}/${file.name}`, content: file.content })),
  ];
}

/** Those of testlib answer in another way, and are left out. */
export function validatorFiles(programs: readonly ProblemProgram[]): WrittenFile[] {
  return programs
    .filter(
      ({ purpose, kind, language }) => purpose === "VALIDATOR" && kind === "KATTIS" && [".cpp", ".py"].includes(extensionOf(language)),
    )
    .flatMap((program) => atPath(program, `input_validators/${program.name.replaceAll("/", "-")}`));
}

const FOLDERS: Readonly<Record<string, string>> = {
  ACCEPTED: "accepted",
  WRONG_ANSWER: "wrong_answer",
  TIME_LIMIT_EXCEEDED: "time_limit_exceeded",
  RUNTIME_ERROR: "run_time_error",
  MEMORY_LIMIT_EXCEEDED: "run_time_error",
};
/** Folders with more than one verdict. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  rejected: ["RUNTIME_ERROR", "TIME_LIMIT_EXCEEDED", "WRONG_ANSWER"],
  brute_force: ["RUNTIME_ERROR", "TIME_LIMIT_EXCEEDED"],
};

export function solutionFiles(programs: readonly ProblemProgram[]): WrittenFile[] {
  return programs
    .filter(({ purpose }) => purpose === "SOLUTION")
    .flatMap((program) => {
      const { name, expectedVerdicts, source, language } = program;
      const wanted = [...expectedVerdicts].sort().join();
      const known = Object.keys(OTHERS).find((folder) => OTHERS[folder]!.join() === wanted);
      const folder = known ?? (expectedVerdicts.length === 1 ? FOLDERS[expectedVerdicts[0]!] : undefined) ?? "mixed";
      const base = name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name;
      const comment = `${extensionOf(language) === ".py" ? "#" : "//"} @EXPECTED_RESULTS@: ${expectedVerdicts.join(", ")}\n`;
      const isTagged = folder !== "mixed" || source.includes("@EXPECTED_RESULTS@");
      return atPath({ ...program, source: isTagged ? source : comment + source }, `submissions/${folder}/${base.replaceAll("/", "-")}`);
    });
}

/** One file, or a folder of its name. */
function atPath({ language, source, files }: Sources, path: string): WrittenFile[] {
  const extension = extensionOf(language);
  if (files.length === 0) return [{ path: /\.\w+$/.test(path) ? path : path + extension, content: source }];
  return [
    { path: `${path}/main${extension}`, content: source },
    ...files.map(({ name, content }) => ({ path: `${path}/${name}`, content })),
  ];
}
