import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../../graphql/node.js";
import { Owned, Visible } from "../../../graphql/access.js";
import { Derived } from "../../../graphql/derived.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { LanguageType } from "../languages/language.type.js";
import { languageOf } from "../languages/languages.js";
import { DIFFICULTIES, PROBLEM_STATUSES, type Difficulty, type ProblemStatus } from "./problem.entity.js";
import { VIEWER_STATUSES, type ProblemRow, type ViewerStatus } from "./problem.rows.js";
import type { Sample } from "./tests/test-set.js";

export const DifficultyEnum = enumOf(DIFFICULTIES);
registerEnumType(DifficultyEnum, {
  name: "Difficulty",
  description: "How hard a problem is meant to be.",
  valuesConfig: {
    EASY: { description: "One idea that a beginner has met." },
    MEDIUM: { description: "A known technique, or two ideas together." },
    HARD: { description: "A technique that has to be found or fitted first." },
  },
});

export const ProblemStatusEnum = enumOf(PROBLEM_STATUSES);
registerEnumType(ProblemStatusEnum, {
  name: "ProblemStatus",
  description: "Where a problem is in its life.",
  valuesConfig: {
    DRAFT: { description: "Being written; seen by its editors (author, co-authors, admins) only." },
    PUBLISHED: { description: "In the catalog, and open for submissions." },
    ARCHIVED: {
      description: "Out of the catalog; takes no submissions. Found by its editors only; submissions made to it still name it.",
    },
  },
});

export const ViewerStatusEnum = enumOf(VIEWER_STATUSES);
registerEnumType(ViewerStatusEnum, {
  name: "ProblemViewerStatus",
  description: "How far the signed-in account is with a problem.",
  valuesConfig: {
    NOT_TRIED: { description: "No verdict yet." },
    ATTEMPTED: { description: "At least one verdict, none of them ACCEPTED." },
    SOLVED: { description: "At least one ACCEPTED." },
  },
});

@ObjectType("Sample", { simpleResolvers: true, description: "A test case that everyone may see." })
export class SampleType implements Sample {
  @Field(() => String, { description: "Its name, unique within the problem." })
  name!: string;

  @Field(() => String, { description: "Standard input." })
  input!: string;

  @Field(() => String, { description: "The expected output." })
  output!: string;

  @Field(() => String, { description: "Why that is the answer, in Markdown; may be empty." })
  explanation!: string;
}

@ObjectType({ simpleResolvers: true, description: "Limits of a problem that differ for one language." })
export class LanguageLimit {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => Int, { description: "CPU time per test, in milliseconds, before the language's own allowance." })
  timeLimitMs!: number;

  @Field(() => Int, { description: "Memory per test, in KiB." })
  memoryLimitKb!: number;
}

@ObjectType("StarterCode", { simpleResolvers: true, description: "What an editor shows first in one language." })
export class StarterCodeType {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => String, { description: "The source." })
  source!: string;

  @Field(() => Boolean, { description: "Whether it was written for this problem; otherwise it is the language's own." })
  own!: boolean;
}

@Owned("problem")
@ObjectType("Problem", {
  implements: Node,
  simpleResolvers: true,
  description: "A task to be solved by a program that reads standard input and writes standard output.",
})
export class ProblemType implements Omit<ProblemRow, "authorId" | "coAuthorIds" | "revision" | "latest"> {
  @Visible("public")
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Visible("public")
  @Field(() => String, { description: "Unique name in addresses, such as `two-purses`." })
  slug!: string;

  @Visible("public")
  @Field(() => String, { description: "Title to show." })
  title!: string;

  @Visible("public")
  @Field(() => DifficultyEnum, { description: "How hard it is meant to be." })
  difficulty!: Difficulty;

  @Visible("public")
  @Field(() => [String], { description: "Free words for searching, in lower case." })
  tags!: string[];

  @Visible("public")
  @Field(() => Int, { description: "CPU time per test, in milliseconds. See `languageLimits` for exceptions." })
  timeLimitMs!: number;

  @Visible("public")
  @Field(() => Int, { description: "Memory per test, in KiB. See `languageLimits` for exceptions." })
  memoryLimitKb!: number;

  @Visible("public")
  @Field(() => String, { description: "How outputs are compared: the `slug` of one of `checkers`." })
  checker!: string;

  @Visible("public")
  @Field(() => Boolean, {
    description: "Whether the task is for plans that include premium problems. Without one the problem is `locked`.",
  })
  premium!: boolean;

  @Visible("public")
  @Field(() => Boolean, { description: "Whether CRLF in its tests is kept at upload; otherwise it becomes LF." })
  keepLineEnds!: boolean;

  @Visible("public")
  @Field(() => ProblemStatusEnum, { description: "Where it is in its life." })
  status!: ProblemStatus;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was written." })
  createdAt!: Date;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was last edited." })
  updatedAt!: Date;

  @Visible("public")
  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was first published; null for one that never was." })
  publishedAt!: Date | null;

  @Visible("public")
  @Field(() => Int, { description: "Submissions with a verdict. Follows the verdict within a second or so." })
  submissionCount!: number;

  @Visible("public")
  @Field(() => Int, { description: "How many of them were accepted." })
  acceptedCount!: number;

  @Visible("public")
  @Field(() => Float, { nullable: true, description: "acceptedCount / submissionCount, 0 to 1; null before the first verdict." })
  acceptanceRate!: number | null;

  @Visible("public")
  @Field(() => ViewerStatusEnum, { nullable: true, description: "How far you are with it; null when you are not signed in." })
  viewerStatus!: ViewerStatus | null;
}
