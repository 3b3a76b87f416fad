import { ArrayMaxSize, IsOptional, Length, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { NAME_MAX, PARAMETERS_MAX } from "../../../../judge/functions/signature.js";
import { NESTING_MAX, TYPE_TEXT_MAX } from "../../../../judge/functions/value-type.js";
import { LanguageName, LanguageType } from "../../languages/language.type.js";
import { languageOf } from "../../languages/languages.js";
import { DRIVER_MAX } from "../edits/problem-limits.js";

const TYPES = `\`int\` (32 bits), \`long\` (64 bits), \`double\`, \`bool\`, \`string\`, \`list<T>\` of any type, and \`matrix<T>\`, \`linked_list<T>\` and \`tree<T>\` (a binary tree) of the first five. At most ${NESTING_MAX} levels, as in \`list<list<int>>\`.`;
const NAME = `Starts with a small letter, has letters and digits only, at most ${NAME_MAX}, and is no keyword of a language. Each language spells it in its own way: \`twoSum\` is \`two_sum\` in Python.`;

@ObjectType("FunctionParameter", { simpleResolvers: true, description: "A parameter of the function that solves a problem." })
export class FunctionParameterType {
  @Field(() => String, { description: "Name, in lowerCamelCase." })
  name!: string;

  @Field(() => String, { description: `Type: ${TYPES}` })
  type!: string;
}

@ObjectType("FunctionSignature", {
  simpleResolvers: true,
  description:
    "The function that solves a problem. Submissions define it, in their main file; the judge reads the arguments of a test, calls it and compares what it returns.",
})
export class FunctionSignatureType {
  @Field(() => String, { description: "Name, in lowerCamelCase." })
  name!: string;

  @Field(() => [FunctionParameterType], { description: "Parameters, in order." })
  parameters!: FunctionParameterType[];

  @Field(() => String, { description: `Type of the result: ${TYPES}` })
  result!: string;

  @Field(() => Boolean, {
    description: "Whether some tests expect the function to fail: that it throws or raises, or in Go returns an error.",
  })
  mayFail!: boolean;
}

@ObjectType("FunctionDriver", {
  simpleResolvers: true,
  description: "Code of a problem's authors that calls the function in one language, instead of the generated one. For its editors.",
})
export class FunctionDriverType {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => String, { description: "Source code of the file that starts." })
  source!: string;
}

@InputType({ description: "A parameter of the function that solves a problem." })
export class FunctionParameterInput {
  @Field(() => String, { description: NAME })
  @Length(1, NAME_MAX)
  @OneLine()
  name!: string;

  @Field(() => String, { description: TYPES })
  @Length(1, TYPE_TEXT_MAX)
  type!: string;
}

@InputType({ description: "The function that submissions define." })
export class FunctionSignatureInput {
  @Field(() => String, { description: NAME })
  @Length(1, NAME_MAX)
  @OneLine()
  name!: string;

  @Field(() => [FunctionParameterInput], { description: `Parameters in order, at most ${PARAMETERS_MAX}.` })
  @ArrayMaxSize(PARAMETERS_MAX)
  @ValidateNested({ each: true })
  parameters!: FunctionParameterInput[];

  @Field(() => String, { description: TYPES })
  @Length(1, TYPE_TEXT_MAX)
  result!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether tests may expect the function to fail. Their expected output is `{"error": true}`, or a message in place of `true`, which is for readers only. In Go the function then returns an `error` too. Default false.',
  })
  @IsOptional()
  mayFail?: boolean | null;
}

@InputType({
  description:
    "Code that calls the function in one language. It starts, next to the main file of the submission; see the documentation of function problems for what it reads and writes.",
})
export class FunctionDriverInput {
  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: `Source code, at most ${DRIVER_MAX} characters.` })
  @Length(1, DRIVER_MAX)
  source!: string;
}
