/** `include/<language>/`: files that are added to the submissions of a package. */
import type { PackageFile, PackageFiles } from "../package-files.js";
import type { PackageProgram } from "../problem-package.js";
import { isUsualMain, languageOfCode } from "../programs.js";

/** Files for a language take the place of the default ones, and each takes the place of a submission's file of its name. */
export function withIncludedFiles<P extends PackageProgram>(files: PackageFiles, program: P): P {
  const { language } = program;
  if (language === null) return program;
  const folders = files.children("include");
  const own = [...folders.keys()].find((code) => languageOfCode(code) === language);
  const folder = own ?? (folders.has("default") ? "default" : undefined);
  if (folder === undefined) return program;
  const added = folders.get(folder)!.map((file): PackageFile => ({ ...file, path: file.path.slice(`include/${folder}/`.length) }));
  const names = new Set(added.map(({ path }) => path));
  const driver = added.find(({ path }) => isUsualMain(path))?.path;
  return { ...program, main: driver ?? program.main, files: [...program.files.filter(({ path }) => !names.has(path)), ...added] };
}
