/** Programs of authors as files of a package, with where they are. */
import { findLanguage } from "../languages/index.js";
import type { ProblemProgram } from "../problem-programs/problem-program.js";
import { OWN_FOLDER, type OwnProgram } from "./own-file.js";
import { buildScript, validatorScript } from "./write/testlib-scripts.js";
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
/** The formats have programs other than submissions in these languages only. */
const isCommon = ({ language }: Sources) => [".cpp", ".py"].includes(extensionOf(language));
const isScript = ({ name }: { name: string }) => name === "build" || name === "run";

/** A checker or interactor as a folder; its main file first. Throws NotExportable: the format has such programs in C++ and Python. */
export function programFiles(program: Sources, folder: string, name: string): WrittenFile[] {
  const { language, source, files } = program;
  if (!isCommon(program)) throw new NotExportable("The format has such programs in C++ and Python only.");
  const main = name + extensionOf(language);
  if (files.some((file) => file.name === main)) throw new NotExportable(`The program has a file ${main}. Rename it first.`);
  return [
    { path: `${folder}/${main}`, content: source },
    ...files.map((file) => ({ path: `${folder}/${file.name}`, content: file.content })),
  ];
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

export interface WrittenPrograms {
  files: WrittenFile[];
  own: OwnProgram[];
}

/** Validators, generators and reference solutions, each at a path of its own. */
export function writePrograms(programs: readonly ProblemProgram[]): WrittenPrograms {
  const taken = new Set<string>();
  const written: WrittenPrograms = { files: [], own: [] };
  for (const program of programs) {
    const { path, tag = "" } = placeOf(program);
    const { root, names, files } = filesAt(program, path, tag, taken);
    const { purpose, name, kind, language, arguments: words, expectedVerdicts } = program;
    written.files.push(...files);
    written.own.push({ purpose, name, kind, language, arguments: words, expectedVerdicts, tagged: tag !== "", root, files: names });
  }
  return written;
}

/** The path without an extension, and a first line that says what is expected. */
function placeOf(program: ProblemProgram): { path: string; tag?: string } {
  const { purpose, name } = program;
  const flat = (text: string) => text.replaceAll("/", "-");
  if (purpose === "VALIDATOR") {
    const isPossible = isCommon(program) && !program.files.some(isScript);
    return { path: `${isPossible ? "" : `${OWN_FOLDER}/`}input_validators/${flat(name)}` };
  }
  if (purpose === "GENERATOR") return { path: `generators/${flat(name)}` };
  const { expectedVerdicts, source, language } = program;
  const wanted = [...expectedVerdicts].sort().join();
  const known = Object.keys(OTHERS).find((folder) => OTHERS[folder]!.join() === wanted);
  const folder = known ?? (expectedVerdicts.length === 1 ? FOLDERS[expectedVerdicts[0]!] : undefined) ?? "mixed";
  const base = name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name;
  const isClear = folder !== "mixed" || source.includes("@EXPECTED_RESULTS@");
  const tag = isClear ? "" : `${extensionOf(language) === ".py" ? "#" : "//"} @EXPECTED_RESULTS@: ${expectedVerdicts.join(", ")}\n`;
  return { path: `submissions/${folder}/${flat(base)}`, tag };
}

/** One file, or a folder of its name if there are others, or scripts that run it. */
function filesAt(program: ProblemProgram, path: string, tag: string, taken: Set<string>) {
  const { language, source, files, purpose, kind } = program;
  const extension = extensionOf(language);
  const needsScripts = purpose === "VALIDATOR" && kind === "TESTLIB" && path.startsWith("input_validators/");
  const bare = path.endsWith(extension) ? path.slice(0, -extension.length) : path;
  let free = bare;
  for (let number = 2; taken.has(free); number++) free = `${bare}-${number}`;
  taken.add(free);
  if (files.length === 0 && !needsScripts) {
    const at = free.lastIndexOf("/");
    const file = free.slice(at + 1) + extension;
    return { root: free.slice(0, at), names: [file], files: [{ path: `${free}${extension}`, content: tag + source }] };
  }
  const main = nameOfMain(extension, files);
  const written: WrittenFile[] = [
    { path: `${free}/${main}`, content: tag + source },
    ...files.map(({ name, content }) => ({ path: `${free}/${name}`, content })),
  ];
  if (needsScripts) {
    const placed = { program: { language, source, files }, main };
    const build = buildScript([placed]);
    if (build !== null) written.push({ path: `${free}/build`, content: build, executable: true });
    written.push({ path: `${free}/run`, content: validatorScript(placed), executable: true });
  }
  return { root: free, names: [main, ...files.map(({ name }) => name)], files: written };
}

/** Other judges start `main`. The sources beside it have other names, but for those of another language. */
function nameOfMain(extension: string, files: Sources["files"]): string {
  const taken = new Set(files.map(({ name }) => name));
  const base = extension === ".java" ? "Main" : extension === ".py" && !taken.has("__main__.py") ? "__main__" : "main";
  return `${base}${extension}`;
}
