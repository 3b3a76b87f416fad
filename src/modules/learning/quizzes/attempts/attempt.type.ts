import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, registerEnumType, type ClassType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { QuestionKindEnum } from "../questions/question-kind.type.js";
import type { QuestionKind } from "../questions/question.js";
import { ATTEMPT_ENDS, ATTEMPT_STATUSES, GRACE_MS, type AttemptEnd, type AttemptStatus } from "./attempt-states.js";
import type { AttemptRow } from "./attempt.rows.js";
import type { Option, ShownAnswer, ShownQuestion, Solution } from "./shown-question.js";

const AttemptStatusEnum = enumOf(ATTEMPT_STATUSES);
registerEnumType(AttemptStatusEnum, {
  name: "QuizAttemptStatus",
  description: "State of an attempt.",
  valuesConfig: {
    OPEN: { description: "Answers can be saved." },
    SUBMITTED: { description: "It has ended. The judge or staff still have to grade some answers." },
    GRADED: { description: "The score is final, unless staff change a grade." },
  },
});

const AttemptEndEnum = enumOf(ATTEMPT_ENDS);
registerEnumType(AttemptEndEnum, {
  name: "QuizAttemptEnd",
  description: "What ended an attempt.",
  valuesConfig: {
    LEARNER: { description: "It was submitted." },
    DEADLINE: { description: "Its time was over. The saved answers were graded." },
  },
});

@ObjectType("QuizOption", { simpleResolvers: true, description: "A choice, an item or a side of a pair, as an attempt shows it." })
export class QuizOptionType {
  @Field(() => String, { description: "Key in this attempt, for answers. Says nothing about the solution." })
  key!: string;

  @Derived(({ text }: Option) => markdown(text))
  @Field(() => MarkdownType, { description: "Text." })
  text!: MarkdownType;
}

@ObjectType("QuizMatch", { simpleResolvers: true, description: "A match of a MATCHING question." })
export class QuizMatchType {
  @Field(() => String, { description: "Key of the left side." })
  left!: string;

  @Field(() => String, { description: "Key of the right side." })
  right!: string;
}

@ObjectType("QuizAnswer", { simpleResolvers: true, description: "An answer. One field is set, depending on the question's kind." })
export class QuizAnswerType implements ShownAnswer {
  @Field(() => [String], { nullable: true, description: "Keys of selected choices." })
  selected!: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "True or false." })
  value!: boolean | null;

  @Field(() => String, { nullable: true, description: "Text." })
  text!: string | null;

  @Field(() => Float, { nullable: true, description: "Number." })
  number!: number | null;

  @Field(() => [String], { nullable: true, description: "Keys of items in order." })
  order!: string[] | null;

  @Field(() => [QuizMatchType], { nullable: true, description: "Matches." })
  matches!: QuizMatchType[] | null;
}

@ObjectType("QuizOptionWeight", { simpleResolvers: true, description: "What a choice earns." })
export class QuizOptionWeightType {
  @Field(() => String, { description: "Key of the choice in this attempt." })
  key!: string;

  @Field(() => Float, { description: "Share of the points, -1 to 1." })
  weight!: number;
}

@ObjectType("QuizSolution", { simpleResolvers: true, description: "Result and solution of a question in an attempt." })
export class QuizSolutionType {
  @Field(() => Float, {
    nullable: true,
    description: "Share of the points that the answer earned, -1 to 1, before `Quiz.penalty`. Null until graded.",
  })
  share!: number | null;

  @Field(() => Float, { nullable: true, description: "Points for the answer; may be negative. Null until graded." })
  points!: number | null;

  @Derived(({ feedback }: Solution) => feedback.map(markdown))
  @Field(() => [MarkdownType], { description: "Feedback on the answer." })
  feedback!: MarkdownType[];

  @Derived(({ comment }: Solution) => (comment === null ? null : markdown(comment)))
  @Field(() => MarkdownType, { nullable: true, description: "Comment of staff on an essay." })
  comment!: MarkdownType | null;

  @Derived(({ explanation }: Solution) => (explanation === null ? null : markdown(explanation)))
  @Field(() => MarkdownType, { nullable: true, description: "Explanation of the author." })
  explanation!: MarkdownType | null;

  @Field(() => QuizAnswerType, { nullable: true, description: "A correct answer. Null for SHORT_TEXT, NUMERIC, CODE and ESSAY." })
  correct!: QuizAnswerType | null;

  @Field(() => [String], { description: "Accepted texts, `/patterns/` and intervals of SHORT_TEXT and NUMERIC; otherwise empty." })
  accepted!: string[];

  @Field(() => [QuizOptionWeightType], { description: "What each choice earns; empty for kinds without choices." })
  weights!: QuizOptionWeightType[];
}

@ObjectType("QuizAttemptQuestion", { description: "A question of an attempt, in the version and order that the attempt has." })
export class QuizAttemptQuestionType {
  @Field(() => Int, { description: "Position, from 1." })
  position!: number;

  @Field(() => String, { description: "Heading of its section; may be empty." })
  section!: string;

  @Field(() => QuestionKindEnum, { description: "Kind of the question." })
  kind!: QuestionKind;

  @Field(() => String, { nullable: true, description: "Language of its texts if they are a translation; null: as they were written." })
  locale!: string | null;

  @Derived(({ prompt }: ShownQuestion) => markdown(prompt))
  @Field(() => MarkdownType, { description: "The question." })
  prompt!: MarkdownType;

  @Field(() => Float, { description: "Points for a correct answer." })
  points!: number;

  @Field(() => [QuizOptionType], { description: "Choices; items of ORDERING; right sides of MATCHING. Empty for other kinds." })
  options!: QuizOptionType[];

  @Field(() => [QuizOptionType], { description: "Left sides of MATCHING. Empty for other kinds." })
  lefts!: QuizOptionType[];

  @Derived(({ language }: ShownQuestion) => (language === null ? null : languageOf({ language })))
  @Field(() => LanguageType, { nullable: true, description: "Language of `source`." })
  language!: LanguageType | null;

  @Field(() => String, { nullable: true, description: "Program of CODE_OUTPUT; null for other kinds." })
  source!: string | null;

  @Field(() => String, { nullable: true, description: "Input of the program." })
  stdin!: string | null;

  @Field(() => QuizAnswerType, { nullable: true, description: "Saved answer; null if there is none." })
  answer!: QuizAnswerType | null;

  @Field(() => Int, {
    description: "Number of changes to the answer; 0 if it was never saved. `saveQuizAnswers` takes it as `expectedVersion`.",
  })
  answerVersion!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the answer was last saved." })
  answeredAt!: Date | null;

  @Field(() => QuizSolutionType, {
    nullable: true,
    description:
      "Result and solution. Null while the attempt is open, and until `Quiz.reveal` allows it. Editors of the quiz see it in the attempts of others.",
  })
  solution!: QuizSolutionType | null;
}

@ObjectType("QuizAttempt", {
  implements: Node,
  description: "An attempt at a quiz. Visible to its owner and to editors of the quiz.",
})
export class QuizAttemptType implements Omit<AttemptRow, "quizId" | "userId" | "revealed" | "quizAuthorId" | "quizCoAuthorIds"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => Int, { description: "Number among the account's attempts at the quiz, from 1." })
  number!: number;

  @Field(() => Boolean, { description: "Whether it is an editor's preview, which counts nowhere." })
  preview!: boolean;

  @Field(() => AttemptStatusEnum, { description: "State." })
  status!: AttemptStatus;

  @Field(() => GraphQLDateTime, { description: "When it started, on the server's clock." })
  startedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: `Deadline on the server's clock; null without a limit. Answers that arrive up to ${GRACE_MS / 1000} seconds later still count.`,
  })
  deadlineAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it ended, at the latest its deadline. Null while OPEN." })
  endedAt!: Date | null;

  @Field(() => AttemptEndEnum, { nullable: true, description: "What ended it. Null while OPEN." })
  endedBy!: AttemptEnd | null;

  @Field(() => Float, { nullable: true, description: "Points, not below zero. Null until GRADED." })
  score!: number | null;

  @Field(() => Float, { description: "Points for correct answers to all questions." })
  maxScore!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the score became final. Null until GRADED." })
  gradedAt!: Date | null;

  @Field(() => Int, { description: "Increases with every change of the attempt, answers included." })
  revision!: number;
}

export const QuizAttemptConnection = connectionOf<AttemptRow>("QuizAttempt", () => QuizAttemptType as unknown as ClassType<AttemptRow>);

function attemptPayload(name: string) {
  @ObjectType(`${name[0]!.toUpperCase()}${name.slice(1)}Payload`, { description: `Result of ${name}.` })
  class Payload {
    @Field(() => QuizAttemptType, { description: "The attempt." })
    attempt!: AttemptRow;
  }
  return Payload;
}

function savePayload(name: string) {
  @ObjectType(`${name[0]!.toUpperCase()}${name.slice(1)}Payload`, { description: `Result of ${name}.` })
  class Payload {
    @Field(() => QuizAttemptType, { description: "The attempt." })
    attempt!: AttemptRow;

    @Field(() => [Int], {
      description:
        "Positions of answers that were not saved: another tab or device has saved a newer one, which `attempt` shows. Repeat with its `answerVersion` to replace it.",
    })
    outdated!: number[];
  }
  return Payload;
}

export const StartQuizAttemptPayload = attemptPayload("startQuizAttempt");
export const PreviewQuizPayload = attemptPayload("previewQuiz");
export const GradeQuizAnswerPayload = attemptPayload("gradeQuizAnswer");
export const SaveQuizAnswersPayload = savePayload("saveQuizAnswers");
export const SubmitQuizAttemptPayload = savePayload("submitQuizAttempt");
