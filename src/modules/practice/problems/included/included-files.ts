import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { driverOf } from "../../../../judge/functions/drivers/index.js";
import { bytesOfIncluded, INCLUDED_BYTES_MAX, type IncludedFiles } from "../../../../judge/included-files.js";
import { findLanguage, languageIdOf } from "../../../../judge/languages/index.js";
import { fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { rows } from "../../../../platform/database/database.js";
import { problemsOfSources } from "../checker-programs/checker-program-checks.js";
import { checkLanguages } from "../tests/problem-checks.js";
import type { IncludedFilesInput, IncludedFilesType } from "./included-files.type.js";

interface Beside {
  language: string;
  source: string;
  files: readonly { name: string; content: string }[];
}

/** What is wrong with files beside the main file of a submission, apart from their size. */
export function problemsOfFilesBeside({ language, source, files }: Beside, field: string): FieldProblem[] {
  const problems = problemsOfSources({ language, source, files, words: [] }, field, Infinity);
  const entry = driverOf(findLanguage(language)?.id ?? "")?.entry.toLowerCase();
  files.forEach(({ name }, index) => {
    if (name.toLowerCase() !== entry) return;
    problems.push({ field: `${field}.files.${index}.name`, code: "RESERVED", message: "The judge has a file of this name." });
  });
  return problems;
}

/** What the decorators of the input can't check. */
export function checkIncludedFiles(list: readonly IncludedFilesInput[], field: string): void {
  checkLanguages(list, field);
  const problems = list.flatMap(({ language, files }, index) => problemsOfIncluded({ language, files }, `${field}.${index}`));
  if (problems.length > 0) throw fieldErrors(problems);
}

/** What is wrong with the files of one language. */
export function problemsOfIncluded({ language, files }: Omit<Beside, "source">, field: string): FieldProblem[] {
  const problems = problemsOfFilesBeside({ language, source: "", files }, field);
  const bytes = bytesOfIncluded([...files]);
  if (bytes > INCLUDED_BYTES_MAX) {
    const message = `The files have ${bytes} bytes together; at most ${INCLUDED_BYTES_MAX} are allowed.`;
    problems.push({ field: `${field}.files`, code: "TOO_LONG", message, maximum: INCLUDED_BYTES_MAX, actual: bytes, unit: "BYTES" });
  }
  return problems;
}

/** Undefined keeps the files, null removes them. */
export function includedWith(kept: IncludedFiles, given: readonly IncludedFilesInput[] | null | undefined): IncludedFiles {
  if (given === undefined) return kept;
  return Object.fromEntries(
    (given ?? []).map(({ language, files }) => [languageIdOf(language), files.map(({ name, content }) => ({ name, content }))]),
  );
}

/** As clients see them and as inputs have them. */
export function listedIncluded(included: IncludedFiles): IncludedFilesType[] {
  return Object.entries(included).map(([language, files]) => ({ language, files }));
}

/** Apart from other details of problems, as they may be large. */
export const includedFilesOfProblem: LoaderFactory<string, IncludedFiles> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; includedFiles: IncludedFiles }>(
      em,
      `select id, included_files as "includedFiles" from problems where id in (?)`,
      [ids],
    );
    const byId = new Map(found.map(({ id, includedFiles }) => [id, includedFiles]));
    return ids.map((id) => byId.get(id) ?? new Error("the problem no longer exists"));
  });
