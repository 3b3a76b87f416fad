import { ArrayMaxSize, IsNumber, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, Float, InputType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { LanguageName } from "../../../practice/languages/language.type.js";
import { CheckerParametersInput } from "../../../practice/problems/tests/checker.type.js";
import { TRANSLATIONS_MAX } from "../../../../kernel/translations.js";
import { QuestionTranslationInput } from "./translation.input.js";
import { AcceptedAnswerInput, QuestionChoiceInput, QuestionItemInput, QuestionPairInput } from "./content-parts.input.js";
import type { QuestionKind } from "./question.js";
import { QuestionKindEnum } from "./question-kind.type.js";
import { QUESTION_LIMITS } from "./question-limits.js";

const { text, parts } = QUESTION_LIMITS;

@InputType({
  description:
    "Content of a question. Which fields apply depends on `kind`: `choices` for SINGLE_CHOICE and MULTIPLE_CHOICE; `answer`, `trueFeedback`, `falseFeedback` for TRUE_FALSE; `answers`, `caseSensitive`, `normalizeWhitespace` for SHORT_TEXT; `answers` for NUMERIC; `items` for ORDERING; `pairs`, `extraRights` for MATCHING; `language`, `source`, `stdin`, `output`, `checker`, `checkerParameters` for CODE_OUTPUT; `problemId` for CODE; `graderNotes` for ESSAY. Others must be absent.",
})
export class QuestionContentInput {
  @Field(() => QuestionKindEnum, { description: "Kind of the question." })
  kind!: QuestionKind;

  @Field(() => String, { nullable: true, description: `Title for authors, at most ${QUESTION_LIMITS.title} characters.` })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.title)
  @OneLine()
  title?: string | null;

  @Field(() => String, { description: `The question in Markdown, 1 to ${QUESTION_LIMITS.prompt} characters.` })
  @Length(1, QUESTION_LIMITS.prompt)
  prompt!: string;

  @Field(() => String, { nullable: true, description: "Explanation in Markdown, shown with the solution." })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.explanation)
  explanation?: string | null;

  @Field(() => [String], { nullable: true, description: `Tags, at most ${QUESTION_LIMITS.tags}. Learners never see them.` })
  @IsOptional()
  @ArrayMaxSize(QUESTION_LIMITS.tags)
  @MaxLength(QUESTION_LIMITS.tag, { each: true })
  tags?: string[] | null;

  @Field(() => Float, { nullable: true, description: `Points, 0 to ${QUESTION_LIMITS.points}, unless the quiz sets others. Default 1.` })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(QUESTION_LIMITS.points)
  defaultPoints?: number | null;

  @Field(() => [QuestionTranslationInput], {
    nullable: true,
    description: `Translations of what learners read, at most ${TRANSLATIONS_MAX}, each in another language.`,
  })
  @IsOptional()
  @ArrayMaxSize(TRANSLATIONS_MAX)
  @ValidateNested({ each: true })
  translations?: QuestionTranslationInput[] | null;

  @Field(() => [QuestionChoiceInput], { nullable: true, description: `Choices, 2 to ${parts}.` })
  @IsOptional()
  @ArrayMaxSize(parts)
  @ValidateNested({ each: true })
  choices?: QuestionChoiceInput[] | null;

  @Field(() => Boolean, { nullable: true, description: "Correct answer." })
  @IsOptional()
  answer?: boolean | null;

  @Field(() => String, { nullable: true, description: "Markdown for learners who answered true." })
  @IsOptional()
  @MaxLength(text)
  trueFeedback?: string | null;

  @Field(() => String, { nullable: true, description: "Markdown for learners who answered false." })
  @IsOptional()
  @MaxLength(text)
  falseFeedback?: string | null;

  @Field(() => [AcceptedAnswerInput], { nullable: true, description: `Accepted answers, 1 to ${parts}.` })
  @IsOptional()
  @ArrayMaxSize(parts)
  @ValidateNested({ each: true })
  answers?: AcceptedAnswerInput[] | null;

  @Field(() => Boolean, { nullable: true, description: "Whether case matters. Default false." })
  @IsOptional()
  caseSensitive?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether runs of white space count as one space. Default true." })
  @IsOptional()
  normalizeWhitespace?: boolean | null;

  @Field(() => [QuestionItemInput], { nullable: true, description: `Items in the correct order, 2 to ${parts}.` })
  @IsOptional()
  @ArrayMaxSize(parts)
  @ValidateNested({ each: true })
  items?: QuestionItemInput[] | null;

  @Field(() => [QuestionPairInput], { nullable: true, description: `Pairs, 1 to ${parts}.` })
  @IsOptional()
  @ArrayMaxSize(parts)
  @ValidateNested({ each: true })
  pairs?: QuestionPairInput[] | null;

  @Field(() => [String], { nullable: true, description: `Right sides that match nothing, at most ${parts}.` })
  @IsOptional()
  @ArrayMaxSize(parts)
  @MaxLength(text, { each: true })
  extraRights?: string[] | null;

  @Field(() => LanguageName, { nullable: true, description: "Language of `source`." })
  @IsOptional()
  @MaxLength(40)
  language?: string | null;

  @Field(() => String, { nullable: true, description: `Program, at most ${QUESTION_LIMITS.code} characters. Learners see it.` })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.code)
  source?: string | null;

  @Field(() => String, { nullable: true, description: "Input of the program. Learners see it." })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.code)
  stdin?: string | null;

  @Field(() => String, { nullable: true, description: "What the program prints." })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.code)
  output?: string | null;

  @Field(() => String, { nullable: true, description: "Slug of a built-in checker. Default `tokens`." })
  @IsOptional()
  @MaxLength(40)
  checker?: string | null;

  @Field(() => CheckerParametersInput, { nullable: true, description: "Parameters of the checker." })
  @IsOptional()
  @ValidateNested()
  checkerParameters?: CheckerParametersInput | null;

  @Field(() => idOf("Problem"), { nullable: true, description: "ID of a problem that you may read." })
  problemId?: string | null;

  @Field(() => String, { nullable: true, description: "Markdown for graders." })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.explanation)
  graderNotes?: string | null;
}
