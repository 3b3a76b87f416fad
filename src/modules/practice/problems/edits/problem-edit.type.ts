import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { Checked } from "../../../../graphql/checked.js";
import { KEBAB_CASE } from "../../topics/topic.type.js";
import { LanguageName } from "../../languages/language.type.js";
import { checkChecker, checkLanguages } from "../tests/problem-checks.js";
import {
  CONSTRAINTS_MAX,
  HINTS_MAX,
  MEMORY_LIMIT_KB,
  NOTE_MAX,
  SLUG_MAX,
  TAGS_MAX,
  TEXT_MAX,
  TIME_LIMIT_MS,
  TITLE_MAX,
} from "./problem-limits.js";
import type { Difficulty } from "../problem.entity.js";
import { DifficultyEnum, ProblemType } from "../problem.type.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { idOf, nameOf } from "../../../../graphql/global-ids.js";

export const kebabCase = { message: "use lower case letters and digits, joined by single dashes" };
const eachKebabCase = { ...kebabCase, each: true };

@InputType({ description: "Limits that differ for one language. Absent ones are the problem's." })
export class LanguageLimitInput {
  @Field(() => LanguageName, { description: "Slug of one of `languages`, one of its `aliases`, or its id." })
  @MaxLength(40)
  language!: string;

  @Field(() => Int, { nullable: true, description: `CPU time per test, ${TIME_LIMIT_MS.min} to ${TIME_LIMIT_MS.max} ms.` })
  @IsOptional()
  @IsInt()
  @Min(TIME_LIMIT_MS.min)
  @Max(TIME_LIMIT_MS.max)
  timeLimitMs?: number | null;

  @Field(() => Int, { nullable: true, description: `Memory per test, ${MEMORY_LIMIT_KB.min} to ${MEMORY_LIMIT_KB.max} KiB.` })
  @IsOptional()
  @IsInt()
  @Min(MEMORY_LIMIT_KB.min)
  @Max(MEMORY_LIMIT_KB.max)
  memoryLimitKb?: number | null;
}

@InputType({ description: "What an editor shows first in one language, in place of the language's own." })
export class StarterCodeInput {
  @Field(() => LanguageName, { description: "Slug of one of `languages`, one of its `aliases`, or its id." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: "The source, at most 20,000 characters." })
  @Length(1, 20_000)
  source!: string;
}

export const NOTE = "Why, for the history, at most 500 characters.";

/** Common fields of createProblem and updateProblem. */
@InputType({ description: "Never in the schema itself." })
abstract class ProblemFields {
  @Field(() => String, {
    nullable: true,
    description:
      "Bounds of the input, such as `1 ≤ n ≤ 10^5`, in Markdown with $TeX$, shown beside the statement. At most 10,000 characters.",
  })
  @IsOptional()
  @MaxLength(CONSTRAINTS_MAX)
  constraints?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The intended solution, in Markdown; shown to those who solved it. At most 100,000 characters.",
  })
  @IsOptional()
  @MaxLength(TEXT_MAX)
  explanation?: string | null;

  @Field(() => [String], { nullable: true, description: "Slugs of its topics, at most 10." })
  @IsOptional()
  @ArrayMaxSize(10)
  @MaxLength(100, { each: true })
  topics?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Words for searching, at most 20: lower case letters and digits, joined by dashes.",
  })
  @IsOptional()
  @ArrayMaxSize(TAGS_MAX)
  @MaxLength(40, { each: true })
  @Matches(KEBAB_CASE, eachKebabCase)
  tags?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Hints in Markdown, the mildest first: at most 10 of 2,000 characters." })
  @IsOptional()
  @ArrayMaxSize(HINTS_MAX)
  @Length(1, 2000, { each: true })
  hints?: string[] | null;

  @Field(() => Int, { nullable: true, description: `CPU time per test, ${TIME_LIMIT_MS.min} to ${TIME_LIMIT_MS.max} ms. Default 1000.` })
  @IsOptional()
  @IsInt()
  @Min(TIME_LIMIT_MS.min)
  @Max(TIME_LIMIT_MS.max)
  timeLimitMs?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Memory per test, ${MEMORY_LIMIT_KB.min} to ${MEMORY_LIMIT_KB.max} KiB. Default 262144.`,
  })
  @IsOptional()
  @IsInt()
  @Min(MEMORY_LIMIT_KB.min)
  @Max(MEMORY_LIMIT_KB.max)
  memoryLimitKb?: number | null;

  @Field(() => [LanguageLimitInput], { nullable: true, description: "Limits that differ for single languages; replaces those set before." })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Checked(checkLanguages)
  languageLimits?: LanguageLimitInput[] | null;

  @Field(() => nameOf("Checker"), {
    nullable: true,
    description: "How outputs are compared, slug or id of one of `checkers`: `tokens` (default) ignores white space, `exact` does not.",
  })
  @Checked(checkChecker)
  checker?: string | null;

  @Field(() => [StarterCodeInput], { nullable: true, description: "Starter code of single languages; replaces all that was set before." })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Checked(checkLanguages)
  starterCode?: StarterCodeInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the task is for plans that include premium problems. Default false. Takes effect at once, in no revision.",
  })
  @IsOptional()
  premium?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether tests that are uploaded from now on keep CRLF; otherwise it becomes LF. Default false. For problems whose data is not text, or is about line ends. Takes effect at once, in no revision.",
  })
  @IsOptional()
  keepLineEnds?: boolean | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@InputType({ description: "A new problem. It starts as a DRAFT without tests." })
export class CreateProblemInput extends ProblemFields {
  @Field(() => String, { description: "Title to show, 1 to 120 characters." })
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "write something that can be seen" })
  @OneLine()
  title!: string;

  @Field(() => String, { nullable: true, description: "Unique name in addresses, at most 80; made from the title when absent." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { description: "The task, in Markdown with $TeX$; at most 100,000 characters." })
  @Length(1, TEXT_MAX)
  statement!: string;

  @Field(() => DifficultyEnum, { description: "How hard it is meant to be." })
  difficulty!: Difficulty;
}

export const EXPECTED_REVISION =
  "`latestRevision.number` as you read it. When another edit came between, the answer is CONFLICT and nothing changes: read again and merge.";
export const AS_DRAFT =
  "For a problem that has been published: whether learners go on reading the present revision until `publishProblem`. Default false: they read the new one at once.";

@InputType({
  description:
    "Changes to a problem. What is absent stays as it is in its latest revision. null clears `constraints`, `explanation`, `topics`, `tags`, `hints`, `languageLimits` and `starterCode`; in `note` and `draft` it counts as absent, and elsewhere it is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateProblemInput>(
  "title",
  "slug",
  "statement",
  "difficulty",
  "timeLimitMs",
  "memoryLimitKb",
  "checker",
  "premium",
  "keepLineEnds",
)
export class UpdateProblemInput extends ProblemFields {
  @Field(() => idOf("Problem"), { description: "The problem." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_REVISION })
  expectedRevision!: number;

  @Field(() => Boolean, { nullable: true, description: AS_DRAFT })
  @IsOptional()
  draft?: boolean | null;

  @Field(() => String, { nullable: true, description: "As in createProblem." })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "write something that can be seen" })
  @OneLine()
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "As in createProblem. Takes effect at once, in no revision; the old address stops working.",
  })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "As in createProblem." })
  @IsOptional()
  @Length(1, TEXT_MAX)
  statement?: string | null;

  @Field(() => DifficultyEnum, { nullable: true, description: "As in createProblem." })
  @IsOptional()
  difficulty?: Difficulty | null;
}

@ObjectType({ description: "What createProblem answers." })
export class CreateProblemPayload {
  @Field(() => ProblemType, { description: "The new problem." })
  problem!: ProblemType;
}

@ObjectType({ description: "What updateProblem answers." })
export class UpdateProblemPayload {
  @Field(() => ProblemType, { description: "The problem as learners read it now; your edit is its `latestRevision`." })
  problem!: ProblemType;
}
