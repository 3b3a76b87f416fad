/** Files of a package that are put beside submissions. Those that can't be are noted, and left out. */
import { FILE_NAME, FILE_NAME_MAX } from "../../../judge/checker-programs/checker-program.js";
import { type IncludedFile, INCLUDED_BYTES_MAX, INCLUDED_FILES_MAX } from "../../../judge/included-files.js";
import { findLanguage } from "../../../judge/languages/index.js";
import { BadPackage, type Findings } from "../../../judge/packages/package-faults.js";
import { type PackageFile, textOf } from "../../../judge/packages/package-files.js";
import type { PackageIncludedFiles, ProblemPackage } from "../../../judge/packages/problem-package.js";
import { KIB } from "../../../kernel/units.js";
import { problemsOfIncluded } from "../problems/included/included-files.js";
import type { IncludedFilesInput } from "../problems/included/included-files.type.js";

const TOO_MUCH = `Not used: a problem includes at most ${INCLUDED_FILES_MAX} files with ${INCLUDED_BYTES_MAX / KIB} KiB for a language.`;

export async function includedFilesOf({ includedFiles }: ProblemPackage, findings: Findings): Promise<IncludedFilesInput[]> {
  const lists = await Promise.all(includedFiles.map((one) => filesOf(one, findings)));
  return lists.filter(({ files }) => files.length > 0);
}

async function filesOf({ language, folder, files }: PackageIncludedFiles, findings: Findings): Promise<IncludedFilesInput> {
  const nothing = { language, files: [] };
  if (!findLanguage(language)) {
    findings.note(folder, `Files for the language ${language} are not used: there is no such language here.`);
    return nothing;
  }
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (files.length > INCLUDED_FILES_MAX || sizeBytes > INCLUDED_BYTES_MAX) {
    findings.note(folder, TOO_MUCH);
    return nothing;
  }
  const usable: IncludedFile[] = [];
  for (const file of files) {
    const content = await contentOf(file, language).catch((error: unknown) => {
      if (!(error instanceof BadPackage)) throw error;
      findings.note(`${folder}/${file.path}`, `It is not used. ${error.message}`);
      return null;
    });
    if (content !== null) usable.push({ name: file.path, content });
  }
  const [problem] = problemsOfIncluded({ language, files: usable }, folder);
  if (problem) findings.note(folder, `Not used: ${problem.message}`);
  return problem ? nothing : { language, files: usable };
}

/** Throws BadPackage if it can't be beside a submission. */
async function contentOf(file: PackageFile, language: string): Promise<string> {
  const { path } = file;
  if (!FILE_NAME.test(path) || path.length > FILE_NAME_MAX)
    throw new BadPackage("PATH_INVALID", path, "Names have letters, digits, dots, dashes, plus signs and underscores.");
  const content = await textOf(file);
  const [problem] = problemsOfIncluded({ language, files: [{ name: path, content }] }, path);
  if (problem) throw new BadPackage("VALUE_INVALID", path, problem.message);
  return content;
}
