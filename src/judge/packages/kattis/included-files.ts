/** `include/<language>/`: files that are put beside all submissions in a language. */
import { findLanguage, LANGUAGES } from "../../languages/index.js";
import { renamedFiles } from "../included-names.js";
import type { Findings } from "../package-faults.js";
import type { PackageFile, PackageFiles } from "../package-files.js";
import type { PackageIncludedFiles, PackageProgram } from "../problem-package.js";
import { languagesOfCode } from "../programs.js";

const FOLDER = "include";
const DEFAULT = "default";
const NOT_STARTED =
  "It would start in place of the main file of a submission. Only the submissions of the package have it, with the other files of its folder.";

/** Records folders and main files that learners' submissions do not have. */
export function readIncludedFiles(files: PackageFiles, findings: Findings): PackageIncludedFiles[] {
  for (const [name, inFolder] of files.children(FOLDER)) {
    const isFile = inFolder.some(({ path }) => path === `${FOLDER}/${name}`);
    if (isFile) findings.note(`${FOLDER}/${name}`, "It is in no folder of a language, and not used.");
    else if (name !== DEFAULT && languagesOfCode(name).length === 0)
      findings.note(`${FOLDER}/${name}`, "Files for this language are not used: there is no such language here.");
  }
  return LANGUAGES.flatMap(({ id }): PackageIncludedFiles[] => {
    const found = includedIn(files, id);
    const main = found?.files.find(({ path }) => isMain(id, path));
    if (!found || !main) return found ? [found] : [];
    findings.note(`${found.folder}/${main.path}`, NOT_STARTED);
    return [];
  });
}

/**
 * A submission with a main file that is included: then it starts. Other included files are beside it when it is judged, as they are beside
 * those of learners.
 */
export function withIncludedMain<P extends PackageProgram>(files: PackageFiles, program: P): P {
  const { language } = program;
  const included = language === null ? undefined : includedIn(files, language);
  const main = included?.files.find(({ path }) => isMain(language!, path));
  if (!included || !main) return program;
  const names = new Set(included.files.map(({ path }) => path));
  return { ...program, main: main.path, files: [...program.files.filter(({ path }) => !names.has(path)), ...included.files] };
}

/** Files for a language take the place of the default ones. */
function includedIn(files: PackageFiles, language: string): PackageIncludedFiles | undefined {
  const folders = [...files.children(FOLDER).keys()];
  const name = folders.find((code) => languagesOfCode(code).includes(language)) ?? DEFAULT;
  const folder = `${FOLDER}/${name}`;
  const own = files.below(folder).map((file): PackageFile => ({ ...file, path: file.path.slice(folder.length + 1) }));
  return own.length > 0 ? { language, folder, files: renamedFiles(language, own) } : undefined;
}

/** What starts in a language whose sources are not compiled together: in the format, or here. */
function isMain(language: string, path: string): boolean {
  return path === findLanguage(language)?.fileName || (language === "python" && path === "__main__.py");
}
