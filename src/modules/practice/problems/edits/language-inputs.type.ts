import { IsInt, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { Field, InputType, Int } from "type-graphql";
import { LanguageName } from "../../languages/language.type.js";
import { MEMORY_LIMIT_KB, TIME_LIMIT_MS } from "./problem-limits.js";

@InputType({ description: "Limits that differ for one language. Omitted limits are the problem's." })
export class LanguageLimitInput {
  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => Int, { nullable: true, description: `CPU time limit per test, ${TIME_LIMIT_MS.min} to ${TIME_LIMIT_MS.max} ms.` })
  @IsOptional()
  @IsInt()
  @Min(TIME_LIMIT_MS.min)
  @Max(TIME_LIMIT_MS.max)
  timeLimitMs?: number | null;

  @Field(() => Int, { nullable: true, description: `Memory limit per test, ${MEMORY_LIMIT_KB.min} to ${MEMORY_LIMIT_KB.max} KiB.` })
  @IsOptional()
  @IsInt()
  @Min(MEMORY_LIMIT_KB.min)
  @Max(MEMORY_LIMIT_KB.max)
  memoryLimitKb?: number | null;
}

@InputType({ description: "Starter code for one language, used instead of the language's default." })
export class StarterCodeInput {
  @Field(() => LanguageName, { description: "Slug or ID of one of `languages`, or one of its `aliases`." })
  @MaxLength(40)
  language!: string;

  @Field(() => String, { description: "Source code, at most 20,000 characters." })
  @Length(1, 20_000)
  source!: string;
}
