import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { Checked } from "../../../../graphql/checked.js";
import { ORGANIZATION_OWNER } from "../../../accounts/organizations/content/content.type.js";
import { KEBAB_CASE } from "../../topics/topic.type.js";
import { checkLanguages } from "../tests/problem-checks.js";
import { JudgingFields } from "./judging-fields.type.js";
import {
  CONSTRAINTS_MAX,
  HINTS_MAX,
  MEMORY_LIMIT_KB,
  OUTPUT_LIMIT_KB,
  NOTE_MAX,
  SLUG_MAX,
  TAGS_MAX,
  TEXT_MAX,
  TIME_LIMIT_MS,
  TITLE_MAX,
} from "./problem-limits.js";
import { AS_DRAFT, EXPECTED_REVISION, NOTE } from "./edit-descriptions.js";
import { ProblemCreditsInput } from "./problem-credits.type.js";
import { LanguageLimitInput, StarterCodeInput } from "./language-inputs.type.js";
import type { Difficulty } from "../problem.entity.js";
import { DifficultyEnum } from "../problem.type.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { idOf } from "../../../../graphql/global-ids.js";

export const kebabCase = { message: "must have lower case letters and digits, joined by single dashes" };
const eachKebabCase = { ...kebabCase, each: true };

/** Common fields of createProblem and updateProblem. */
@InputType({ description: "Internal base type; not part of the schema." })
abstract class ProblemFields extends JudgingFields {
  @Field(() => String, {
    nullable: true,
    description:
      "Input constraints, such as `1 ≤ n ≤ 10^5`, in Markdown with $TeX$, displayed next to the statement. At most 10,000 characters.",
  })
  @IsOptional()
  @MaxLength(CONSTRAINTS_MAX)
  constraints?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Intended solution, in Markdown, shown to users who solved the problem. At most 100,000 characters.",
  })
  @IsOptional()
  @MaxLength(TEXT_MAX)
  explanation?: string | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the problem's topics, at most 10." })
  @IsOptional()
  @ArrayMaxSize(10)
  @MaxLength(100, { each: true })
  topics?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Search keywords, at most 20: lowercase letters and digits, joined by dashes.",
  })
  @IsOptional()
  @ArrayMaxSize(TAGS_MAX)
  @MaxLength(40, { each: true })
  @Matches(KEBAB_CASE, eachKebabCase)
  tags?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Hints in Markdown, least revealing first. At most 10, each up to 2,000 characters.",
  })
  @IsOptional()
  @ArrayMaxSize(HINTS_MAX)
  @Length(1, 2000, { each: true })
  hints?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: `CPU time limit per test, ${TIME_LIMIT_MS.min} to ${TIME_LIMIT_MS.max} ms. Default 1000.`,
  })
  @IsOptional()
  @IsInt()
  @Min(TIME_LIMIT_MS.min)
  @Max(TIME_LIMIT_MS.max)
  timeLimitMs?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Memory limit per test, ${MEMORY_LIMIT_KB.min} to ${MEMORY_LIMIT_KB.max} KiB. Default 262144.`,
  })
  @IsOptional()
  @IsInt()
  @Min(MEMORY_LIMIT_KB.min)
  @Max(MEMORY_LIMIT_KB.max)
  memoryLimitKb?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Limit per test of standard output, and of each file that a program writes: ${OUTPUT_LIMIT_KB.min} to ${OUTPUT_LIMIT_KB.max} KiB. Default ${OUTPUT_LIMIT_KB.default}. A program that writes more gets OUTPUT_LIMIT_EXCEEDED.`,
  })
  @IsOptional()
  @IsInt()
  @Min(OUTPUT_LIMIT_KB.min)
  @Max(OUTPUT_LIMIT_KB.max)
  outputLimitKb?: number | null;

  @Field(() => [LanguageLimitInput], {
    nullable: true,
    description: "Limits that differ for individual languages. Replaces all existing ones.",
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Checked(checkLanguages)
  languageLimits?: LanguageLimitInput[] | null;

  @Field(() => [StarterCodeInput], {
    nullable: true,
    description: "Starter code for individual languages. Replaces all existing starter code.",
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Checked(checkLanguages)
  starterCode?: StarterCodeInput[] | null;

  @Field(() => ProblemCreditsInput, {
    nullable: true,
    description: "Who made the problem, where it comes from and under which licence. Replaces all of it; null removes it.",
  })
  @IsOptional()
  @ValidateNested()
  credits?: ProblemCreditsInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the problem requires a plan that includes premium problems. Default false. Takes effect immediately, without a revision.",
  })
  @IsOptional()
  premium?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether tests uploaded from now on keep CRLF; otherwise it is converted to LF. Default false. For problems with binary data or data that depends on line endings. Takes effect immediately, without a revision.",
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
  @Field(() => idOf("Organization"), { nullable: true, description: ORGANIZATION_OWNER })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => String, { description: "Title, 1 to 120 characters." })
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title!: string;

  @Field(() => String, { nullable: true, description: "Unique name in URLs, at most 80 characters. Generated from the title if omitted." })
  @IsOptional()
  @MaxLength(SLUG_MAX)
  @Matches(KEBAB_CASE, kebabCase)
  slug?: string | null;

  @Field(() => String, { description: "Problem statement, in Markdown with $TeX$. At most 100,000 characters." })
  @Length(1, TEXT_MAX)
  statement!: string;

  @Field(() => DifficultyEnum, { description: "Intended difficulty." })
  difficulty!: Difficulty;
}

@InputType({
  description:
    "Changes to a problem. Omitted fields keep their value from the latest revision. null clears `constraints`, `explanation`, `topics`, `tags`, `hints`, `languageLimits`, `checkerParameters`, `interactor`, `scoring`, `starterCode`, `signature`, `drivers`, `includedFiles` and `credits`; null in `note` and `draft` counts as omitted; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateProblemInput>(
  "title",
  "slug",
  "statement",
  "difficulty",
  "timeLimitMs",
  "memoryLimitKb",
  "checker",
  "checkerProgram",
  "checksInteractorOutput",
  "passes",
  "outputLimitKb",
  "feedback",
  "premium",
  "keepLineEnds",
)
export class UpdateProblemInput extends ProblemFields {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_REVISION })
  expectedRevision!: number;

  @Field(() => Boolean, { nullable: true, description: AS_DRAFT })
  @IsOptional()
  draft?: boolean | null;

  @Field(() => String, { nullable: true, description: "As in createProblem." })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "As in createProblem. Takes effect immediately, without a revision. The old URL stops working.",
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
