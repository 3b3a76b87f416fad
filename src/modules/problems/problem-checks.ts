/** Rules of a problem's fields, checked together with the decorators of its inputs. */
import { findChecker } from "../../judge/checkers/index.js";
import { findLanguage, languageIdOf } from "../../judge/languages/index.js";
import { badInput, fieldErrors } from "../../kernel/errors.js";
import type { FieldProblem } from "../../kernel/field-codes.js";
import { KIB } from "../../kernel/units.js";

/** Each language exists and stands once. */
export function checkLanguages(list: readonly { language: string }[], field: string): void {
  const names = list.map(({ language }) => languageIdOf(language));
  refuse(
    names.flatMap((name, index): FieldProblem[] => {
      const at = `${field}.${index}.language`;
      if (!findLanguage(name)) return [{ field: at, code: "UNKNOWN_VALUE", message: "There is no such language." }];
      if (names.indexOf(name) < index) return [{ field: at, code: "DUPLICATE", message: "This language is named twice." }];
      return [];
    }),
  );
}

export function checkChecker(id: string, field: string): void {
  if (!findChecker(id)) throw badInput(field, "There is no such checker.", "UNKNOWN_VALUE");
}

export const SAMPLE_LIMIT_BYTES = 16 * KIB;

interface Test {
  name: string;
  input: string;
  output: string;
  sample?: boolean | null;
}

/** Each name stands once, and samples are small. */
export function checkTests(tests: readonly Test[], field: string): void {
  const seen = new Set<string>();
  refuse(
    tests.flatMap(({ name, input, output, sample }, index) => {
      const problems: FieldProblem[] = [];
      if (seen.has(name)) problems.push({ field: `${field}.${index}.name`, code: "DUPLICATE", message: "Another test has this name." });
      seen.add(name);
      const actual = sample ? Buffer.byteLength(input) + Buffer.byteLength(output) : 0;
      if (actual > SAMPLE_LIMIT_BYTES) {
        const message = `Input and output of a sample have at most ${SAMPLE_LIMIT_BYTES} bytes together.`;
        problems.push({ field: `${field}.${index}`, code: "TOO_LONG", message, maximum: SAMPLE_LIMIT_BYTES, actual, unit: "BYTES" });
      }
      return problems;
    }),
  );
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw fieldErrors(problems);
}
