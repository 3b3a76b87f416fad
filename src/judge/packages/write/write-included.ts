/** Files beside submissions: in `include/`, where the format has them, with where they are. */
import { isDeepStrictEqual } from "node:util";
import type { IncludedFiles } from "../../included-files.js";
import { nameInPackage } from "../included-names.js";
import { OWN_FOLDER, type OwnIncluded } from "../own-file.js";
import { codeOfLanguage, languagesOfCode } from "../programs.js";
import type { WrittenFile } from "../written-file.js";

/** The format has one C++: a version with other files than the usual one has them in a folder of this program. */
export function writeIncluded(included: IncludedFiles): { files: WrittenFile[]; own: OwnIncluded[] } {
  const written = { files: [] as WrittenFile[], own: [] as OwnIncluded[] };
  const placed = new Map<string, IncludedFiles[string]>();
  for (const language of Object.keys(included).sort((one, other) => rankOf(one) - rankOf(other))) {
    const files = included[language]!;
    const code = codeOfLanguage(language);
    const usual = `include/${code}`;
    const isUsual = code !== null && (!placed.has(usual) || isDeepStrictEqual(placed.get(usual), files));
    const root = isUsual ? usual : `${OWN_FOLDER}/include/${language}`;
    const named = files.map(({ name, content }) => ({ name: nameInPackage(language, name), content }));
    if (!placed.has(root)) written.files.push(...named.map(({ name, content }) => ({ path: `${root}/${name}`, content })));
    placed.set(root, files);
    written.own.push({ language, root, files: named.map(({ name }) => name) });
  }
  return written;
}

/** The usual version first. */
function rankOf(language: string): number {
  return languagesOfCode(codeOfLanguage(language) ?? "").indexOf(language);
}
