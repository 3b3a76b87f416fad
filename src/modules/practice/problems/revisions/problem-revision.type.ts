import { IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Derived } from "../../../../graphql/derived.js";
import { illustrated, MarkdownType } from "../../../../graphql/markdown.js";
import { shownScoring } from "../scoring/problem-scoring.js";
import { ScoringType } from "../scoring/scoring.type.js";
import { CheckerParametersType } from "../tests/checker.type.js";
import { parametersInEffect } from "../tests/problem-checkers.js";
import type { ProblemContent } from "../edits/problem-content.js";
import { AS_DRAFT, EXPECTED_REVISION, NOTE } from "../edits/edit-descriptions.js";
import { ProblemCreditsType } from "../edits/problem-credits.type.js";
import type { Feedback } from "../edits/feedback.js";
import { FEEDBACK_DESCRIPTION, FeedbackEnum } from "../edits/feedback.type.js";
import type { Difficulty } from "../problem.entity.js";
import type { RevisionRow } from "./problem-revisions.js";
import { DifficultyEnum, ProblemType } from "../problem.type.js";

/** With the pictures of the revision. */
export interface ShownContent extends ProblemContent {
  pictures?: MarkdownType["pictures"];
}

@ObjectType("ProblemContent", {
  simpleResolvers: true,
  description: "Versioned content of a problem at the time of a revision. Fields are as in Problem.",
})
export class ProblemContentType implements Omit<
  ProblemContent,
  | "topics"
  | "languageLimits"
  | "starterCode"
  | "signature"
  | "drivers"
  | "includedFiles"
  | "checkerParameters"
  | "checkerProgram"
  | "scoring"
  | "interactor"
  | "files"
> {
  @Field(() => String, { description: "Display title." })
  title!: string;

  @Field(() => String, { description: "Problem statement, in Markdown with $TeX$." })
  statement!: string;

  @Derived(({ statement, pictures }: ShownContent) => illustrated(statement, pictures))
  @Field(() => MarkdownType, { description: "`statement` with its HTML." })
  statementMarkdown?: MarkdownType;

  @Field(() => String, { description: "Input constraints, in Markdown with $TeX$. May be empty." })
  constraints!: string;

  @Derived(({ constraints, pictures }: ShownContent) => illustrated(constraints, pictures))
  @Field(() => MarkdownType, { description: "`constraints` with their HTML." })
  constraintsMarkdown?: MarkdownType;

  @Field(() => String, { description: "Intended solution, in Markdown. May be empty." })
  explanation!: string;

  @Derived(({ explanation, pictures }: ShownContent) => illustrated(explanation, pictures))
  @Field(() => MarkdownType, { description: "`explanation` with its HTML." })
  explanationMarkdown?: MarkdownType;

  @Field(() => DifficultyEnum, { description: "Intended difficulty." })
  difficulty!: Difficulty;

  @Field(() => [String], { description: "Free-form search keywords." })
  tags!: string[];

  @Field(() => [String], { description: "Hints in Markdown, least revealing first." })
  hints!: string[];

  @Derived(({ hints, pictures }: ShownContent) => hints.map((hint) => illustrated(hint, pictures)))
  @Field(() => [MarkdownType], { description: "`hints` with their HTML." })
  hintsMarkdown?: MarkdownType[];

  @Field(() => Int, { description: "CPU time limit per test, in milliseconds." })
  timeLimitMs!: number;

  @Field(() => Int, { description: "Memory limit per test, in KiB." })
  memoryLimitKb!: number;

  @Field(() => Int, { description: "Limit of standard output and of each file that a submission writes, in KiB." })
  outputLimitKb!: number;

  @Field(() => String, { description: "How outputs are compared." })
  checker!: string;

  @Derived(parametersInEffect)
  @Field(() => CheckerParametersType, { description: "Parameters of the checker." })
  checkerParameters!: CheckerParametersType;

  @Derived(({ scoring }: ProblemContent) => shownScoring(scoring))
  @Field(() => ScoringType, { description: "How verdict and score of a submission follow from the tests." })
  scoring!: ScoringType;
  @Field(() => Boolean, { description: "Whether the checker decides about the output of an interactor that accepts." })
  checksInteractorOutput!: boolean;
  @Field(() => Int, { description: "Most runs of a submission for one test. More than 1 makes the problem multi-pass." })
  passes!: number;
  @Field(() => FeedbackEnum, { description: FEEDBACK_DESCRIPTION })
  feedback!: Feedback;

  @Field(() => ProblemCreditsType, { description: "Who made it, where it comes from and under which licence." })
  credits!: ProblemCreditsType;
}

@ObjectType("ProblemRevision", {
  implements: Node,
  simpleResolvers: true,
  description: "A version of a problem, for its editors. Immutable.",
})
export class ProblemRevisionType implements Omit<RevisionRow, "authorId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => Int, { description: "Revision number, starting at 1." })
  number!: number;

  @Field(() => Boolean, { description: "Whether learners read this revision, or will once the problem is published." })
  live!: boolean;

  @Field(() => [String], {
    description: "Names of the `content` fields that differ from the previous revision. The first revision lists all fields.",
  })
  changed!: string[];

  @Field(() => String, { description: "Reason for the change, written by the editor. May be empty." })
  note!: string;

  @Field(() => Int, { nullable: true, description: "Number of the older revision that this one restores. Null for an edit." })
  restoredFrom!: number | null;

  @Field(() => GraphQLDateTime, { description: "When the revision was created." })
  createdAt!: Date;
}

export const ProblemRevisionConnection = connectionOf("ProblemRevision", () => ProblemRevisionType);

@InputType({ description: "The revision of a problem to restore." })
export class RestoreProblemRevisionInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => Int, { description: "Number of the revision. Its content becomes a new revision." })
  number!: number;

  @Field(() => Int, { description: EXPECTED_REVISION })
  expectedRevision!: number;

  @Field(() => Boolean, { nullable: true, description: AS_DRAFT })
  @IsOptional()
  draft?: boolean | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(500)
  note?: string | null;
}

@ObjectType({ description: "Result of restoreProblemRevision." })
export class RestoreProblemRevisionPayload {
  @Field(() => ProblemType, { description: "The problem as learners currently read it. The restored content is its `latestRevision`." })
  problem!: ProblemType;
}
