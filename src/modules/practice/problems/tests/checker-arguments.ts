/** Arguments of the checker for single tests, as fields of the schema. */
import { ArrayMaxSize, IsOptional, MaxLength } from "class-validator";
import { Field } from "type-graphql";
import { ARGUMENT_CHARS_MAX, ARGUMENTS_MAX } from "../../../../judge/checker-programs/checker-program.js";
import { limitsInWords } from "./test-limits.js";

export const OWN_ARGUMENTS =
  "Arguments of the interactor, or else of the checker program, for this test: instead of its own `arguments`. Null: its own. With the checker `tokens`: arguments of the default validator of the ICPC format, such as `float_tolerance` and `1e-6`, in place of its parameters. Other programs than those of the kind KATTIS, and other built-in checkers, ignore them.";
const LIMITS = `At most ${ARGUMENTS_MAX} with ${ARGUMENT_CHARS_MAX} characters each, and ${limitsInWords.arguments} for all tests of the set together.`;

/** A field of an input. */
export function CheckerArguments(): PropertyDecorator {
  const decorators = [
    Field(() => [String], { nullable: true, description: `${OWN_ARGUMENTS} ${LIMITS}` }),
    IsOptional(),
    ArrayMaxSize(ARGUMENTS_MAX),
    MaxLength(ARGUMENT_CHARS_MAX, { each: true }),
  ] as PropertyDecorator[];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}
