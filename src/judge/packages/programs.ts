/** Finds language and main file of programs in packages. */
import { extname } from "node:path/posix";
import type { PackageFile } from "./package-files.js";
import type { PackageProgram } from "./problem-package.js";

/** Languages of this judge by extension. C is not among them: many C programs are not C++. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  ".cc": "cpp20",
  ".cpp": "cpp20",
  ".cxx": "cpp20",
  ".c++": "cpp20",
  ".C": "cpp20",
  ".py": "python",
  ".py3": "python",
  ".java": "java17",
  ".go": "go",
  ".js": "javascript",
  ".mjs": "javascript",
  ".ts": "typescript",
};

/** The languages here that each code of the format's table stands for. The first is that of programs: the format has one C++. */
const BY_CODE = new Map([
  ["cpp", ["cpp20", "cpp17", "cpp23"]],
  ["java", ["java17"]],
  ["python3", ["python"]],
  ["go", ["go"]],
  ["javascript", ["javascript"]],
  ["typescript", ["typescript"]],
]);

/** Codes that mean the same here. */
const OTHER_CODES = new Map([
  ["python3numpy", "python3"],
  // In older packages.
  ["python", "python3"],
]);

/** Sources of other languages: a program with one of them has no language here, whatever else it has. */
const OTHERS =
  /\.(c|adb|ads|cs|d|dart|ex|erl|f90|f95|fs|hs|jl|kt|lisp|cl|lua|ml|pas|pp|pl|plg|php|rb|rs|scala|sh|bash|awk|swift|R|m|nim|zig|ctd|viva)$/;

/** All languages here that are one of the format. */
export function languagesOfCode(code: string): readonly string[] {
  const key = code.toLowerCase();
  return BY_CODE.get(OTHER_CODES.get(key) ?? key) ?? [];
}

/** Of a program. */
export function languageOfCode(code: string): string | null {
  return languagesOfCode(code)[0] ?? null;
}

/** Null if the format does not have the language. */
export function codeOfLanguage(id: string): string | null {
  return [...BY_CODE].find(([, languages]) => languages.includes(id))?.[0] ?? null;
}

export function languageOfFile(path: string): string | null {
  return BY_EXTENSION[extname(path)] ?? null;
}

export function isScript(path: string): boolean {
  return path === "build" || path === "run";
}

/** `folder` is removed from the paths of the files. */
export function programOf(
  name: string,
  files: readonly PackageFile[],
  folder: string,
  hint: { language?: string | null; main?: string } = {},
): PackageProgram {
  const own = files.map((file) => ({ ...file, path: folder === "" ? file.path : file.path.slice(folder.length + 1) }));
  const paths = own.map(({ path }) => path);
  const foreign = paths.some((path) => OTHERS.test(path) || isScript(path));
  const languages = new Set(paths.map(languageOfFile).filter((language) => language !== null));
  const language = hint.language !== undefined ? hint.language : !foreign && languages.size === 1 ? [...languages][0]! : null;
  const sources = paths.filter((path) => languageOfFile(path) !== null);
  return { name, language, main: (hint.main && namedMain(sources, hint.main)) || mainOf(sources), files: own };
}

/** A path, or the name of a class, as `entrypoint` has it. */
function namedMain(sources: readonly string[], name: string): string | undefined {
  return sources.find((path) => path === name || path.replace(/\.java$/, "").replaceAll("/", ".") === name);
}

function isUsualMain(path: string): boolean {
  return /^(__main__|main|Main|run|validator|validate)\.[\w+]+$/.test(path) && languageOfFile(path) !== null;
}

/**
 * The default entry point of the formats, then names that programs of authors usually have. All sources in C++, Java and Go are compiled
 * together, so the first may be any.
 */
function mainOf(sources: readonly string[]): string | null {
  return sources.find(isUsualMain) ?? sources.toSorted()[0] ?? null;
}
