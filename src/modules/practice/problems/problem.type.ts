import type { ContentVisibility } from "../../../access/policy.js";
import { ContentVisibilityEnum } from "../../accounts/organizations/content/content.type.js";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../../graphql/node.js";
import { Owned, Visible } from "../../../graphql/access.js";
import { Derived } from "../../../graphql/derived.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../graphql/markdown.js";
import { LanguageType } from "../languages/language.type.js";
import { languageOf } from "../languages/languages.js";
import { DIFFICULTIES, PROBLEM_STATUSES, type Difficulty, type ProblemStatus } from "./problem.entity.js";
import type { Feedback } from "./edits/feedback.js";
import { FEEDBACK_DESCRIPTION, FeedbackEnum } from "./edits/feedback.type.js";
import { VIEWER_STATUSES, type ProblemRow, type ViewerStatus } from "./problem.rows.js";
import { CheckerParametersType } from "./tests/checker.type.js";
import { parametersInEffect } from "./tests/problem-checkers.js";
import type { Sample } from "./tests/stored-test-set.js";

export const DifficultyEnum = enumOf(DIFFICULTIES);
registerEnumType(DifficultyEnum, {
  name: "Difficulty",
  description: "Intended difficulty of a problem.",
  valuesConfig: {
    EASY: { description: "Requires one idea that beginners know." },
    MEDIUM: { description: "Requires a known technique, or a combination of two ideas." },
    HARD: { description: "Requires a technique that must first be discovered or adapted." },
  },
});

export const ProblemStatusEnum = enumOf(PROBLEM_STATUSES);
registerEnumType(ProblemStatusEnum, {
  name: "ProblemStatus",
  description: "Publication status of a problem.",
  valuesConfig: {
    DRAFT: { description: "Not yet published. Visible to its editors (author, co-authors, admins) only." },
    PUBLISHED: { description: "In the catalog and open for submissions." },
    ARCHIVED: {
      description:
        "Removed from the catalog and closed for submissions. Visible to its editors only; existing submissions still reference it.",
    },
  },
});

export const ViewerStatusEnum = enumOf(VIEWER_STATUSES);
registerEnumType(ViewerStatusEnum, {
  name: "ProblemViewerStatus",
  description: "Progress of the signed-in account on a problem.",
  valuesConfig: {
    NOT_TRIED: { description: "No verdict yet." },
    ATTEMPTED: { description: "At least one verdict, none of them ACCEPTED." },
    SOLVED: { description: "At least one ACCEPTED." },
  },
});

@ObjectType("Sample", { simpleResolvers: true, description: "A test case that is visible to everyone." })
export class SampleType implements Sample {
  @Field(() => String, { description: "Name, unique within the problem." })
  name!: string;

  @Field(() => String, { description: "Standard input." })
  input!: string;

  @Field(() => String, { description: "Expected output." })
  output!: string;

  @Field(() => String, { description: "Explanation of the output, in Markdown. May be empty." })
  explanation!: string;

  @Derived(({ explanation }: Sample) => markdown(explanation))
  @Field(() => MarkdownType, { description: "`explanation` with its HTML." })
  explanationMarkdown?: MarkdownType;
}

@ObjectType({ simpleResolvers: true, description: "Limits of a problem that differ for one language." })
export class LanguageLimit {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => Int, { description: "CPU time limit per test, in milliseconds, without the language's own allowance." })
  timeLimitMs!: number;

  @Field(() => Int, { description: "Memory limit per test, in KiB." })
  memoryLimitKb!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: "What a program in one language may use in each test: the limits in effect, with all allowances of the language.",
})
export class EffectiveLimits {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => Int, {
    description:
      "CPU time of all its threads and processes, in milliseconds: the problem's limit for the language × `Language.timeFactor` + `Language.timeExtraMs`. A run that ends up to 10 % above it is repeated once before TIME_LIMIT_EXCEEDED.",
  })
  timeLimitMs!: number;

  @Field(() => Int, { description: "Elapsed time, in milliseconds, without the time spent waiting for a core." })
  elapsedTimeLimitMs!: number;

  @Field(() => Int, { description: "Memory of the program's own data, its stack included, in KiB." })
  memoryLimitKb!: number;

  @Field(() => Int, { description: "Memory that the runtime may use beside it, in KiB." })
  memoryAllowanceKb!: number;

  @Field(() => Int, { description: "Standard output, and each file that the program writes, in KiB." })
  outputLimitKb!: number;

  @Field(() => Int, { description: "Threads and processes beside its first. Those of the runtime do not count." })
  threadLimit!: number;
}

@ObjectType("StarterCode", { simpleResolvers: true, description: "Initial code for an editor in one language." })
export class StarterCodeType {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => String, { description: "Source code." })
  source!: string;

  @Field(() => Boolean, {
    description: "Whether the code was written for this problem; otherwise it is the signature's, or the language's default.",
  })
  own!: boolean;
}

@Owned("problem")
@ObjectType("Problem", {
  implements: Node,
  simpleResolvers: true,
  description: "A task to solve with a program that reads standard input and writes standard output.",
})
export class ProblemType implements Omit<
  ProblemRow,
  "authorId" | "organizationId" | "coAuthorIds" | "revision" | "latest" | "checkerParameters"
> {
  @Visible("public")
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Visible("public")
  @Field(() => String, { description: "Unique name in URLs, such as `two-purses`." })
  slug!: string;

  @Visible("public")
  @Field(() => String, { description: "Display title." })
  title!: string;

  @Visible("public")
  @Field(() => ContentVisibilityEnum, { description: "Who finds it once it is published." })
  visibility!: ContentVisibility;

  @Visible("public")
  @Field(() => DifficultyEnum, { description: "Intended difficulty." })
  difficulty!: Difficulty;

  @Visible("public")
  @Field(() => [String], { description: "Free-form search keywords, in lowercase." })
  tags!: string[];

  @Visible("public")
  @Field(() => Int, { description: "CPU time limit per test, in milliseconds. See `languageLimits` for exceptions." })
  timeLimitMs!: number;

  @Visible("public")
  @Field(() => Int, { description: "Memory limit per test, in KiB. See `languageLimits` for exceptions." })
  memoryLimitKb!: number;

  @Visible("public")
  @Field(() => Int, { description: "Limit per test of standard output, and of each file that a program writes, in KiB." })
  outputLimitKb!: number;

  @Visible("public")
  @Field(() => String, { description: "How outputs are compared: `slug` of one of `checkers`." })
  checker!: string;

  @Visible("public")
  @Derived(parametersInEffect)
  @Field(() => CheckerParametersType, { description: "Parameters of the checker." })
  checkerParameters!: CheckerParametersType;

  @Visible("public")
  @Field(() => Boolean, {
    description: "Whether submissions talk to a program of the problem instead of reading an input. They must flush their output.",
  })
  interactive!: boolean;

  @Visible("public")
  @Field(() => Int, {
    description:
      "Most runs of a submission for one test. If more than 1, the problem is multi-pass: after each run a program of the problem may give the input of a next one. Nothing but that input is kept between the runs, and time and memory limit hold for each. Figures of a test are those of its worst run.",
  })
  passes!: number;

  @Visible("public")
  @Field(() => Boolean, {
    description: "Whether the problem requires a plan that includes premium problems. Without such a plan it is `locked`.",
  })
  premium!: boolean;

  @Visible("public")
  @Field(() => FeedbackEnum, { description: FEEDBACK_DESCRIPTION })
  feedback!: Feedback;

  @Visible("public")
  @Field(() => Boolean, { description: "Whether CRLF in uploaded tests is kept; otherwise it is converted to LF." })
  keepLineEnds!: boolean;

  @Visible("public")
  @Field(() => ProblemStatusEnum, { description: "Publication status." })
  status!: ProblemStatus;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Visible("public")
  @Field(() => GraphQLDateTime, { description: "When it was last edited." })
  updatedAt!: Date;

  @Visible("public")
  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was first published. Null if it never was." })
  publishedAt!: Date | null;

  @Visible("public")
  @Field(() => Int, { description: "Number of submissions with a verdict. Updated within about a second of the verdict." })
  submissionCount!: number;

  @Visible("public")
  @Field(() => Int, { description: "Number of accepted submissions." })
  acceptedCount!: number;

  @Visible("public")
  @Field(() => Float, { nullable: true, description: "acceptedCount / submissionCount, 0 to 1; null before the first verdict." })
  acceptanceRate!: number | null;

  @Visible("public")
  @Field(() => ViewerStatusEnum, { nullable: true, description: "Your progress on the problem. Null if you are not signed in." })
  viewerStatus!: ViewerStatus | null;
}
