/**
 * The main file of a submission has one name here, and any in packages. Where the name of a source does not matter, an included file of that
 * name gets another one: `Main.java` is `included-Main.java`.
 */
import { findLanguage } from "../languages/index.js";
import type { PackageFile } from "./package-files.js";

const PREFIX = "included-";

/** As a problem here has the files of a package. */
export function renamedFiles(language: string, files: readonly PackageFile[]): PackageFile[] {
  const main = mainOf(language);
  return files.map((file) => (file.path === main ? { ...file, path: PREFIX + file.path } : file));
}

export function nameInPackage(language: string, name: string): string {
  const main = mainOf(language);
  return main !== undefined && name === PREFIX + main ? main : name;
}

/** Of a submission, if another file of the language may start. */
function mainOf(id: string): string | undefined {
  const language = findLanguage(id);
  return language?.compile.otherSources ? language.fileName : undefined;
}
