import { ArrayMaxSize, IsNumber, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, Float, InputType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { LanguageName } from "../../../practice/languages/language.type.js";
import { CheckerParametersInput } from "../../../practice/problems/tests/checker.type.js";
import { QUESTION_KINDS, type QuestionKind } from "./question.js";
import { QUESTION_LIMITS } from "./question-limits.js";

export const QuestionKindEnum = enumOf(QUESTION_KINDS);
registerEnumType(QuestionKindEnum, {
  name: "QuestionKind",
  description: "Kind of a question: how it is answered and graded.",
  valuesConfig: {
    SINGLE_CHOICE: { description: "Select one choice. Its weight is the share of the points." },
    MULTIPLE_CHOICE: {
      description: "Select any number of choices. Share: sum of their weights, divided by the sum of all positive weights.",
    },
    TRUE_FALSE: { description: "True or false." },
    SHORT_TEXT: { description: "A short text, compared with accepted texts and patterns. The first that matches decides." },
    NUMERIC: { description: "A number, compared with accepted intervals. The first that matches decides." },
    ORDERING: {
      description:
        "Put items in order. Share: (k - 1) / (n - 1) for n items, of which at most k are in the correct order among each other.",
    },
    MATCHING: { description: "Match each left side with a right side. Share: correct pairs divided by all pairs." },
    CODE_OUTPUT: { description: "Write what a program prints. Compared by a built-in checker." },
    CODE: { description: "Submit code to a problem during the attempt. Share of the best submission: its score, or 1 if accepted." },
    ESSAY: { description: "Free text, graded by an editor of the quiz." },
  },
});

const { text, parts } = QUESTION_LIMITS;
const KEY = `Unique within the question, at most ${QUESTION_LIMITS.key} characters. Learners never see it.`;
const WEIGHT = "Share of the points, -1 to 1.";

@InputType({ description: "A choice." })
export class QuestionChoiceInput {
  @Field(() => String, { description: KEY })
  @Length(1, QUESTION_LIMITS.key)
  key!: string;

  @Field(() => String, { description: `Markdown, 1 to ${text} characters.` })
  @Length(1, text)
  text!: string;

  @Field(() => Float, { description: WEIGHT })
  @IsNumber()
  @Min(-1)
  @Max(1)
  weight!: number;

  @Field(() => String, { nullable: true, description: "Markdown for learners who selected it." })
  @IsOptional()
  @MaxLength(text)
  feedback?: string | null;
}

@InputType({
  description:
    "An accepted answer. For SHORT_TEXT set `text` or `pattern`; for NUMERIC set `minimum` and `maximum`, or `value` and `tolerance`.",
})
export class AcceptedAnswerInput {
  @Field(() => String, { nullable: true, description: `Accepted text, at most ${text} characters.` })
  @IsOptional()
  @MaxLength(text)
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Regular expression that must match the whole answer, at most ${QUESTION_LIMITS.pattern} characters. Supported: characters, \`.\`, classes, \`\\d \\w \\s\`, groups, \`|\`, and repetitions up to 100. Matching takes linear time.`,
  })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.pattern)
  pattern?: string | null;

  @Field(() => Float, { nullable: true, description: "Start of the interval, inclusive." })
  @IsOptional()
  @IsNumber()
  minimum?: number | null;

  @Field(() => Float, { nullable: true, description: "End of the interval, inclusive." })
  @IsOptional()
  @IsNumber()
  maximum?: number | null;

  @Field(() => Float, { nullable: true, description: "Expected number." })
  @IsOptional()
  @IsNumber()
  value?: number | null;

  @Field(() => Float, { nullable: true, description: "Largest accepted difference from `value`; 0 or more." })
  @IsOptional()
  @IsNumber()
  @Min(0)
  tolerance?: number | null;

  @Field(() => Float, { description: WEIGHT })
  @IsNumber()
  @Min(-1)
  @Max(1)
  weight!: number;

  @Field(() => String, { nullable: true, description: "Markdown for learners who gave this answer." })
  @IsOptional()
  @MaxLength(text)
  feedback?: string | null;
}

@InputType({ description: "An item of an ORDERING question." })
export class QuestionItemInput {
  @Field(() => String, { description: KEY })
  @Length(1, QUESTION_LIMITS.key)
  key!: string;

  @Field(() => String, { description: `Markdown, 1 to ${text} characters.` })
  @Length(1, text)
  text!: string;
}

@InputType({ description: "A pair of a MATCHING question." })
export class QuestionPairInput {
  @Field(() => String, { description: KEY })
  @Length(1, QUESTION_LIMITS.key)
  key!: string;

  @Field(() => String, { description: `Left side in Markdown, 1 to ${text} characters.` })
  @Length(1, text)
  left!: string;

  @Field(() => String, { description: `Right side in Markdown, 1 to ${text} characters. Equal right sides count as one.` })
  @Length(1, text)
  right!: string;
}

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
