import { ArrayMaxSize, IsInt, IsNumber, IsOptional, Length, Matches, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, Float, InputType, Int, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { LOCALE_MAX } from "../../../../kernel/locales.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { PageArgs } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { KEBAB_CASE } from "../../../practice/topics/topic.type.js";
import { QUESTION_LIMITS } from "../questions/question-limits.js";
import { QUIZ_LIMITS, QUIZ_STATUSES, REVEALS, type Reveal } from "./quiz-limits.js";

export const QuizStatusEnum = enumOf(QUIZ_STATUSES);
registerEnumType(QuizStatusEnum, {
  name: "QuizStatus",
  description: "Who sees a quiz.",
  valuesConfig: {
    DRAFT: { description: "Its editors." },
    PUBLISHED: { description: "Everyone." },
    ARCHIVED: { description: "Its editors. Open attempts can be finished, and results stay visible." },
  },
});

export const RevealEnum = enumOf(REVEALS);
registerEnumType(RevealEnum, {
  name: "QuizReveal",
  description:
    "When learners see points per question, correct answers, feedback and explanations. They see the score whenever it is final.",
  valuesConfig: {
    AFTER_ATTEMPT: { description: "As soon as the attempt has ended." },
    AFTER_DEADLINE: { description: "When the attempt has ended and `dueAt` has passed." },
    NEVER: { description: "Never." },
  },
});

@InputType({ description: "A fixed question (`questionId`), or a draw from a bank (`bankId`, `count`, `tags`)." })
export class QuizItemInput {
  @Field(() => String, {
    nullable: true,
    description: `Heading of its section, at most ${QUIZ_LIMITS.title} characters. Consecutive items with the same heading are one section.`,
  })
  @IsOptional()
  @MaxLength(QUIZ_LIMITS.title)
  @OneLine()
  section?: string | null;

  @Field(() => idOf("Question"), { nullable: true, description: "ID of a question that you may read." })
  questionId?: string | null;

  @Field(() => idOf("QuestionBank"), { nullable: true, description: "ID of a bank that you may read." })
  bankId?: string | null;

  @Field(() => [String], { nullable: true, description: "Drawn questions have all of these tags." })
  @IsOptional()
  @ArrayMaxSize(QUESTION_LIMITS.tags)
  @MaxLength(QUESTION_LIMITS.tag, { each: true })
  tags?: string[] | null;

  @Field(() => Int, { nullable: true, description: `Number of questions to draw, 1 to ${QUIZ_LIMITS.draw}. Default 1.` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(QUIZ_LIMITS.draw)
  count?: number | null;

  @Field(() => Float, { nullable: true, description: "Points of each question. Default: as each question says." })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(QUESTION_LIMITS.points)
  points?: number | null;
}

const SLUG = `Unique name in URLs: lowercase letters and digits, joined by dashes, at most ${QUIZ_LIMITS.slug} characters.`;
const kebabCase = { message: "must have lower case letters and digits, joined by single dashes" };

@InputType({ description: "Internal base type; not part of the schema." })
abstract class QuizSettingsInput {
  @Field(() => String, { nullable: true, description: `Description in Markdown, at most ${QUIZ_LIMITS.description} characters.` })
  @IsOptional()
  @MaxLength(QUIZ_LIMITS.description)
  description?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether each attempt has its own order of questions, within sections. Default false.",
  })
  @IsOptional()
  shuffleQuestions?: boolean;

  @Field(() => Boolean, { nullable: true, description: "Whether each attempt has its own order of choices. Default true." })
  @IsOptional()
  shuffleChoices?: boolean;

  @Field(() => Int, {
    nullable: true,
    description: `Time limit of an attempt in milliseconds, 1000 to ${QUIZ_LIMITS.timeLimitMs}. Null: none. The server's clock counts.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1000)
  @Max(QUIZ_LIMITS.timeLimitMs)
  timeLimitMs?: number | null;

  @Field(() => Int, { nullable: true, description: `Attempts per account, 1 to ${QUIZ_LIMITS.attempts}. Null: any number.` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(QUIZ_LIMITS.attempts)
  maxAttempts?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Milliseconds from the end of an attempt to the start of the next, at most ${QUIZ_LIMITS.cooldownMs}. Default 0.`,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(QUIZ_LIMITS.cooldownMs)
  cooldownMs?: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "First moment at which attempts can start. Null: at once." })
  opensAt?: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Deadline: no attempt starts or goes on after it. A change affects attempts that start later. Null: none.",
  })
  dueAt?: Date | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the points that a wrong answer loses, 0 to 1. At 0, no answer scores below zero; above 0, negative weights of questions count too. Questions without an answer lose nothing. Default 0.",
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  penalty?: number;

  @Field(() => RevealEnum, { nullable: true, description: "When learners see solutions. Default AFTER_ATTEMPT." })
  reveal?: Reveal;

  @Field(() => [QuizItemInput], {
    nullable: true,
    description: `All items in order, at most ${QUIZ_LIMITS.items}; replaces the previous ones.`,
  })
  @IsOptional()
  @ArrayMaxSize(QUIZ_LIMITS.items)
  @ValidateNested({ each: true })
  items?: QuizItemInput[];
}

const SETTINGS = ["shuffleQuestions", "shuffleChoices", "cooldownMs", "penalty", "reveal", "items"] as const;

const TAG = `as a BCP 47 tag such as \`de-AT\`, at most ${LOCALE_MAX} characters`;

@InputType({ description: "A new quiz." })
@NeverNull<CreateQuizInput>(...SETTINGS)
export class CreateQuizInput extends QuizSettingsInput {
  @Field(() => String, { description: SLUG })
  @MaxLength(QUIZ_LIMITS.slug)
  @Matches(KEBAB_CASE, kebabCase)
  slug!: string;

  @Field(() => String, { description: `Title, 1 to ${QUIZ_LIMITS.title} characters.` })
  @Trimmed()
  @Length(1, QUIZ_LIMITS.title)
  @OneLine()
  title!: string;

  @Field(() => String, { nullable: true, description: `Language that the quiz is written in, ${TAG}. Default \`en\`.` })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;
}

@InputType({ description: "Changes to a quiz. Absent fields keep their values. Attempts that have started keep their questions." })
@NeverNull<UpdateQuizInput>("slug", "title", ...SETTINGS)
export class UpdateQuizInput extends QuizSettingsInput {
  @Field(() => idOf("Quiz"), { description: "ID of the quiz." })
  id!: string;

  @Field(() => Int, { description: "Revision that the change is based on." })
  @IsInt()
  @Min(1)
  expectedRevision!: number;

  @Field(() => String, { nullable: true, description: SLUG })
  @IsOptional()
  @MaxLength(QUIZ_LIMITS.slug)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string;

  @Field(() => String, { nullable: true, description: `Title, 1 to ${QUIZ_LIMITS.title} characters.` })
  @IsOptional()
  @Trimmed()
  @Length(1, QUIZ_LIMITS.title)
  @OneLine()
  title?: string;

  @Field(() => String, {
    nullable: true,
    description: `Language of \`title\` and \`description\`, ${TAG}. Another one than the quiz's own makes or changes a translation, which needs a title. Default: the quiz's own.`,
  })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: "Language whose translation to remove." })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  removeTranslation?: string | null;
}

@InputType({ description: "A quiz." })
export class QuizIdInput {
  @Field(() => idOf("Quiz"), { description: "ID of the quiz." })
  id!: string;
}

@InputType({ description: "A quiz and an account." })
export class QuizPersonInput {
  @Field(() => idOf("Quiz"), { description: "ID of the quiz." })
  quizId!: string;

  @Field(() => String, { description: "Username of the account." })
  @MaxLength(30)
  username!: string;
}

@ArgsType()
export class QuizListArgs extends PageArgs {
  @Field(() => Boolean, {
    nullable: true,
    description: "True: quizzes that you may edit, of every status. Default: published quizzes.",
  })
  @IsOptional()
  editable?: boolean | null;
}
