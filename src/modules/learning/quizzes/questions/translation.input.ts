import { ArrayMaxSize, IsOptional, Length, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType } from "type-graphql";
import { LOCALE_MAX } from "../../../../kernel/locales.js";
import { QUESTION_LIMITS } from "./question-limits.js";

const { text, parts } = QUESTION_LIMITS;

@InputType({ description: "A choice, an item, or the left side of a pair, in another language." })
export class TranslatedPartInput {
  @Field(() => String, { description: "Key of the choice, the item or the pair." })
  @Length(1, QUESTION_LIMITS.key)
  key!: string;

  @Field(() => String, { description: `Markdown, 1 to ${text} characters.` })
  @Length(1, text)
  text!: string;
}

@InputType({ description: "A right side of a MATCHING question, in another language." })
export class TranslatedRightInput {
  @Field(() => String, { description: "The right side in the question's own language, as in `pairs` or `extraRights`." })
  @Length(1, text)
  right!: string;

  @Field(() => String, { description: `Markdown, 1 to ${text} characters.` })
  @Length(1, text)
  text!: string;
}

@InputType({ description: "What learners read of a question, in another language. What is left out is shown as it was written." })
export class QuestionTranslationInput {
  @Field(() => String, { description: `Language, as a BCP 47 tag such as \`de-AT\`, at most ${LOCALE_MAX} characters.` })
  @Length(1, LOCALE_MAX)
  locale!: string;

  @Field(() => String, { description: `The question in Markdown, 1 to ${QUESTION_LIMITS.prompt} characters.` })
  @Length(1, QUESTION_LIMITS.prompt)
  prompt!: string;

  @Field(() => String, { nullable: true, description: "Explanation in Markdown, shown with the solution." })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.explanation)
  explanation?: string | null;

  @Field(() => [TranslatedPartInput], { nullable: true, description: `Choices, items and left sides, at most ${parts}.` })
  @IsOptional()
  @ArrayMaxSize(parts)
  @ValidateNested({ each: true })
  texts?: TranslatedPartInput[] | null;

  @Field(() => [TranslatedRightInput], { nullable: true, description: `Right sides of MATCHING, at most ${2 * parts}.` })
  @IsOptional()
  @ArrayMaxSize(2 * parts)
  @ValidateNested({ each: true })
  rights?: TranslatedRightInput[] | null;
}
