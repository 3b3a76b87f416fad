import { CUSTOM, PROGRAM_BYTES_MAX } from "../../../../judge/checker-programs/checker-program.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { badInput, fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import type { ProblemContent } from "../edits/problem-content.js";
import type { CheckerProgramInput } from "./checker-program.type.js";

/** What the decorators of the input can't check. */
export function checkProgram({ kind, language, source, files, arguments: words }: CheckerProgramInput, field: string): void {
  const problems = problemsOfSources({ language, source, files: files ?? [], words: words ?? [] }, field, PROGRAM_BYTES_MAX);
  if (kind !== "KATTIS" && (words ?? []).length > 0) {
    problems.push({ field: `${field}.arguments`, code: "INVALID_VALUE", message: "Only a program of the kind KATTIS takes arguments." });
  }
  if (problems.length > 0) throw fieldErrors(problems);
}

interface Sources {
  language: string;
  source: string;
  files: readonly { name: string; content: string }[];
  words: readonly string[];
}

/** What is wrong with the sources of a program, whatever it is for. */
export function problemsOfSources({ language: id, source, files, words }: Sources, field: string, mostBytes: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const language = findLanguage(id);
  if (!language) problems.push({ field: `${field}.language`, code: "UNKNOWN_VALUE", message: "There is no such language." });
  const names = files.map(({ name }) => name);
  names.forEach((name, index) => {
    const at = `${field}.files.${index}.name`;
    if (names.indexOf(name) < index) problems.push({ field: at, code: "DUPLICATE", message: "This file is named twice." });
    if (name === language?.fileName) problems.push({ field: at, code: "RESERVED", message: "The source has this name." });
    if (language?.supportFiles?.some(({ path }) => path === name))
      problems.push({ field: at, code: "RESERVED", message: "The judge has a file of this name." });
    const folder = [language?.fileName, ...names].find((path) => path !== undefined && name.startsWith(`${path}/`));
    if (folder !== undefined)
      problems.push({ field: at, code: "INVALID_VALUE", message: `\`${folder}\` is a file, and can't be a folder too.` });
  });
  const texts = [source, ...files.map(({ content }) => content)];
  if ([...texts, ...words].some((text) => text.includes("\0"))) {
    problems.push({ field, code: "INVALID_VALUE", message: "A NUL character is in it." });
  }
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > mostBytes) {
    const message = `Source and files have ${bytes} bytes together; at most ${mostBytes} are allowed.`;
    problems.push({ field, code: "TOO_LONG", message, maximum: mostBytes, actual: bytes, unit: "BYTES" });
  }
  return problems;
}

/** Undefined keeps the interactor, null removes it. BAD_USER_INPUT if the output of none is to be checked. */
export function interactionWith(
  kept: Pick<ProblemContent, "interactor" | "checksInteractorOutput">,
  input: { interactor?: CheckerProgramInput | null; checksInteractorOutput?: boolean | null },
  given: string | undefined,
): Pick<ProblemContent, "interactor" | "checksInteractorOutput"> {
  const interactor = input.interactor === null ? null : (given ?? kept.interactor);
  if (interactor !== null) return { interactor, checksInteractorOutput: input.checksInteractorOutput ?? kept.checksInteractorOutput };
  if (input.checksInteractorOutput) throw badInput("input.checksInteractorOutput", "There is no interactor.", "INVALID_VALUE");
  return { interactor, checksInteractorOutput: false };
}

/**
 * Id of the program for the chosen checker. Undefined keeps the present one, which other checkers than `custom` do not have. BAD_USER_INPUT
 * if the program is missing, or if there is one for another checker.
 */
export function programWith(kept: string | null, checker: string, given: string | undefined): string | null {
  const program = given ?? kept;
  if (checker === CUSTOM) {
    if (program === null) throw badInput("input.checkerProgram", "The checker `custom` needs a program.", "REQUIRED");
    return program;
  }
  if (given) throw badInput("input.checkerProgram", "Only the checker `custom` has a program.");
  return null;
}
