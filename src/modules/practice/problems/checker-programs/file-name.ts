/** The name of a file beside a source, as a field of an input. */
import { Matches, MaxLength } from "class-validator";
import { Field } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { FILE_NAME, FILE_NAME_MAX } from "../../../../judge/checker-programs/checker-program.js";

/** `folders` and `rule` are parts of the description: an example of folders, and which names are taken. */
export function FileName({ example, folders = "", rule = "" }: { example: string; folders?: string; rule?: string }): PropertyDecorator {
  const description = `File name, such as \`${example}\`: letters, digits, dots, dashes, plus signs and underscores, at most 64. At most four folders before it${folders}, and 128 characters in all.${rule}`;
  const decorators = [
    Matches(FILE_NAME, {
      message: "use letters, digits, dots, dashes, plus signs and underscores, no dot or dash first, and slashes between folders",
    }),
    OneLine(),
    MaxLength(FILE_NAME_MAX),
    Field(() => String, { description }),
  ] as PropertyDecorator[];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

export const NOT_OF_MAIN = " Not that of the main file, `Language.fileName`.";
