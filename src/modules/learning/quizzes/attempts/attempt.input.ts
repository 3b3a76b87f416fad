import { ArrayMaxSize, IsInt, IsNumber, IsOptional, Length, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, Float, InputType, Int } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { QUIZ_LIMITS } from "../authoring/quiz-limits.js";
import { QUESTION_LIMITS } from "../questions/question-limits.js";
import { ANSWER_CHARS } from "./answer.js";

const OPTIONS_MAX = 2 * QUESTION_LIMITS.parts;
const KEY_MAX = 4;

@InputType({ description: "A match of a MATCHING question." })
export class QuizMatchInput {
  @Field(() => String, { description: "Key of a left side." })
  @MaxLength(KEY_MAX)
  left!: string;

  @Field(() => String, { description: "Key of a right side, one of `options`." })
  @MaxLength(KEY_MAX)
  right!: string;
}

@InputType({
  description:
    "An answer. Set the field of the question's kind: `selected` for SINGLE_CHOICE and MULTIPLE_CHOICE, `value` for TRUE_FALSE, `text` for SHORT_TEXT, CODE_OUTPUT and ESSAY, `number` for NUMERIC, `order` for ORDERING, `matches` for MATCHING. Without any of them, the answer is withdrawn. CODE questions are answered with `submitCode`.",
})
export class QuizAnswerInput {
  @Field(() => Int, { description: "Position of the question." })
  @IsInt()
  @Min(1)
  @Max(QUIZ_LIMITS.questions)
  position!: number;

  @Field(() => Int, { description: "`answerVersion` that you have seen: the answer is saved only if it is still the stored one." })
  @IsInt()
  @Min(0)
  expectedVersion!: number;

  @Field(() => [String], { nullable: true, description: "Keys of the selected choices." })
  @IsOptional()
  @ArrayMaxSize(OPTIONS_MAX)
  @MaxLength(KEY_MAX, { each: true })
  selected?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "True or false." })
  @IsOptional()
  value?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: `Text: at most ${ANSWER_CHARS.SHORT_TEXT} characters for SHORT_TEXT, ${ANSWER_CHARS.CODE_OUTPUT} for CODE_OUTPUT, ${ANSWER_CHARS.ESSAY} for ESSAY.`,
  })
  @IsOptional()
  @MaxLength(ANSWER_CHARS.ESSAY)
  text?: string | null;

  @Field(() => Float, { nullable: true, description: "Number." })
  @IsOptional()
  @IsNumber()
  number?: number | null;

  @Field(() => [String], { nullable: true, description: "Keys of all items, in your order." })
  @IsOptional()
  @ArrayMaxSize(OPTIONS_MAX)
  @MaxLength(KEY_MAX, { each: true })
  order?: string[] | null;

  @Field(() => [QuizMatchInput], { nullable: true, description: "Matches, each left side once." })
  @IsOptional()
  @ArrayMaxSize(OPTIONS_MAX)
  @ValidateNested({ each: true })
  matches?: QuizMatchInput[] | null;
}

@InputType({ description: "The quiz to attempt." })
export class StartQuizAttemptInput {
  @Field(() => idOf("Quiz"), { description: "ID of the quiz." })
  quizId!: string;
}

@InputType({ description: "The quiz to preview." })
export class PreviewQuizInput {
  @Field(() => idOf("Quiz"), { description: "ID of the quiz." })
  quizId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Seed, at most 64 characters: the same seed draws the same questions in the same order. Replaces an open preview. Default: random.",
  })
  @IsOptional()
  @Length(1, 64)
  seed?: string | null;
}

@InputType({ description: "Answers to save." })
export class SaveQuizAnswersInput {
  @Field(() => idOf("QuizAttempt"), { description: "ID of the attempt." })
  attemptId!: string;

  @Field(() => [QuizAnswerInput], { description: `Answers, at most ${QUIZ_LIMITS.questions}. Others stay as they are.` })
  @ArrayMaxSize(QUIZ_LIMITS.questions)
  @ValidateNested({ each: true })
  answers!: QuizAnswerInput[];
}

@InputType({ description: "The attempt to submit." })
export class SubmitQuizAttemptInput {
  @Field(() => idOf("QuizAttempt"), { description: "ID of the attempt." })
  attemptId!: string;

  @Field(() => [QuizAnswerInput], { nullable: true, description: "Last answers, saved before the attempt is submitted." })
  @IsOptional()
  @ArrayMaxSize(QUIZ_LIMITS.questions)
  @ValidateNested({ each: true })
  answers?: QuizAnswerInput[] | null;
}

@InputType({ description: "Grade of an essay." })
export class GradeQuizAnswerInput {
  @Field(() => idOf("QuizAttempt"), { description: "ID of the attempt." })
  attemptId!: string;

  @Field(() => Int, { description: "Position of the question." })
  @IsInt()
  @Min(1)
  @Max(QUIZ_LIMITS.questions)
  position!: number;

  @Field(() => Float, { description: "Share of the points, 0 to 1." })
  @IsNumber()
  @Min(0)
  @Max(1)
  share!: number;

  @Field(() => String, { nullable: true, description: "Comment for the learner in Markdown." })
  @IsOptional()
  @MaxLength(QUESTION_LIMITS.text)
  comment?: string | null;
}
