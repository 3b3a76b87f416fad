/** Validation rules of problem fields, checked together with the input decorators. */
import { findChecker } from "../../../../judge/checkers/index.js";
import { ANY_CHECKER, parseParameters } from "../../../../judge/checkers/parameters.js";
import { findLanguage, languageIdOf } from "../../../../judge/languages/index.js";
import { badInput, fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";

/** Every language exists and occurs once. */
export function checkLanguages(list: readonly { language: string }[], field: string): void {
  const names = list.map(({ language }) => languageIdOf(language));
  refuse(
    names.flatMap((name, index): FieldProblem[] => {
      const at = `${field}.${index}.language`;
      if (!findLanguage(name)) return [{ field: at, code: "UNKNOWN_VALUE", message: "There is no such language." }];
      if (names.indexOf(name) < index) return [{ field: at, code: "DUPLICATE", message: "This language is listed twice." }];
      return [];
    }),
  );
}

export function checkChecker(id: string, field: string): void {
  if (!findChecker(id)) throw badInput(field, "There is no such checker.", "UNKNOWN_VALUE");
}

/** If the input does not name the checker, whether it takes the parameters is checked with the problem. */
export function checkCheckerParameters(given: object, field: string, { checker }: { checker?: string | null }): void {
  parseParameters((checker && findChecker(checker)) || ANY_CHECKER, given, field);
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw fieldErrors(problems);
}
