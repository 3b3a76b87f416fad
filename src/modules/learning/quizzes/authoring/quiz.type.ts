import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, type ClassType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { QuizStatusEnum, RevealEnum } from "./quiz.input.js";
import type { QuizText } from "./quiz.entity.js";
import type { QuizStatus, Reveal } from "./quiz-limits.js";
import type { QuizRow } from "./quiz.rows.js";

export const LOCALE_ARGUMENT =
  "Language, as a BCP 47 tag such as `de-AT`. If there is no such text: the same language without region or script, else the texts as they were written, which is also the default.";

@ObjectType("QuizText", { description: "Texts of a quiz in one language." })
export class QuizTextType {
  @Field(() => String, { description: "Language that is served, as a BCP 47 tag. May differ from the requested one." })
  locale!: string;

  @Field(() => String, { description: "Title." })
  title!: string;

  @Derived(({ description }: QuizText) => markdown(description))
  @Field(() => MarkdownType, { description: "Description; may be empty." })
  description!: MarkdownType;
}

@ObjectType("Quiz", {
  implements: Node,
  description: "A quiz. Published quizzes are visible to everyone; their questions only in attempts.",
})
export class QuizType implements Omit<QuizRow, "description" | "translations" | "authorId" | "coAuthorIds"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Unique name in URLs." })
  slug!: string;

  @Field(() => String, { description: "Language that the quiz was written in, as a BCP 47 tag." })
  locale!: string;

  @Derived(({ locale, translations }: QuizRow) => [locale, ...Object.keys(translations).sort()])
  @Field(() => [String], { description: "Languages that its title and description exist in, its own first." })
  locales!: string[];

  @Field(() => String, { description: "Title in the quiz's own language. See `text` for other languages." })
  title!: string;

  @Derived(({ description }: QuizRow) => markdown(description))
  @Field(() => MarkdownType, { description: "Description in the quiz's own language; may be empty." })
  description!: MarkdownType;

  @Field(() => QuizStatusEnum, { description: "Who sees it." })
  status!: QuizStatus;

  @Field(() => Int, { description: "Number of questions of an attempt." })
  questionCount!: number;

  @Field(() => Boolean, { description: "Whether each attempt has its own order of questions." })
  shuffleQuestions!: boolean;

  @Field(() => Boolean, { description: "Whether each attempt has its own order of choices." })
  shuffleChoices!: boolean;

  @Field(() => Int, { nullable: true, description: "Time limit of an attempt in milliseconds; null: none." })
  timeLimitMs!: number | null;

  @Field(() => Int, { nullable: true, description: "Attempts per account; null: any number." })
  maxAttempts!: number | null;

  @Field(() => Int, { description: "Milliseconds from the end of an attempt to the start of the next." })
  cooldownMs!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "First moment at which attempts can start; null: at once." })
  opensAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Deadline, at which open attempts end; null: none." })
  dueAt!: Date | null;

  @Field(() => Float, { description: "Share of the points that a wrong answer loses, 0 to 1." })
  penalty!: number;

  @Field(() => RevealEnum, { description: "When learners see solutions." })
  reveal!: Reveal;

  @Field(() => Int, { description: "Increases with every edit. Changes must state the revision they are based on." })
  revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was first published; null if it was not." })
  publishedAt!: Date | null;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it last changed." })
  updatedAt!: Date;
}

export const QuizConnection = connectionOf<QuizRow>("Quiz", () => QuizType as unknown as ClassType<QuizRow>);

@ObjectType("QuizItem", { description: "A fixed question of a quiz, or a draw from a bank. For editors of the quiz." })
export class QuizItemType {
  @Field(() => Int, { description: "Position, from 1." })
  position!: number;

  @Field(() => String, { description: "Heading of its section; may be empty." })
  section!: string;

  @Field(() => [String], { description: "Drawn questions have all of these tags." })
  tags!: string[];

  @Field(() => Int, { description: "Number of questions." })
  count!: number;

  @Field(() => Float, { nullable: true, description: "Points of each question; null: as each question says." })
  points!: number | null;
}

function quizPayload(name: string) {
  @ObjectType(`${name[0]!.toUpperCase()}${name.slice(1)}Payload`, { description: `Result of ${name}.` })
  class Payload {
    @Field(() => QuizType, { description: "The quiz." })
    quiz!: QuizRow;
  }
  return Payload;
}

export const CreateQuizPayload = quizPayload("createQuiz");
export const UpdateQuizPayload = quizPayload("updateQuiz");
export const PublishQuizPayload = quizPayload("publishQuiz");
export const ArchiveQuizPayload = quizPayload("archiveQuiz");
export const AddQuizCoAuthorPayload = quizPayload("addQuizCoAuthor");

@ObjectType({ description: "Result of removeQuizCoAuthor." })
export class RemoveQuizCoAuthorPayload {
  @Field(() => QuizType, { nullable: true, description: "The quiz; null if you removed yourself and may no longer see it." })
  quiz!: QuizRow | null;
}

@ObjectType({ description: "Result of deleteQuiz." })
export class DeleteQuizPayload {
  @Field(() => idOf("Quiz"), { description: "ID of the deleted quiz." })
  deletedId!: string;
}
