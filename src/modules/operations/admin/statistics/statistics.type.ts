import { GraphQLDate } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { Verdict } from "../../../practice/submissions/judgements/judgement.type.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import type { Percentiles } from "./day-figures.js";

@ObjectType("VerdictCount", { description: "Number of submissions with a verdict." })
export class VerdictCount {
  @Field(() => Verdict, { description: "The verdict." })
  verdict!: string;

  @Field(() => Int, { description: "Number of submissions." })
  count!: number;
}

@ObjectType("LanguageCount", { description: "Number of submissions in a language." })
export class LanguageCount {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => Int, { description: "Number of submissions." })
  count!: number;
}

@ObjectType("DurationPercentiles", { description: "Percentiles of a duration, in milliseconds." })
export class DurationPercentiles implements Percentiles {
  @Field(() => Int, { description: "Median." })
  p50!: number;

  @Field(() => Int, { description: "95th percentile." })
  p95!: number;
}

@ObjectType("DayStatistics", { description: "Statistics of one day, from midnight to midnight UTC. For admins." })
export class DayStatistics {
  @Field(() => GraphQLDate, { description: "The day." })
  date!: Date;

  @Field(() => Int, { description: "Accounts created." })
  newAccounts!: number;

  @Field(() => Int, { description: "Accounts that submitted something." })
  activeAccounts!: number;

  @Field(() => Int, { description: "Submissions created." })
  submissions!: number;

  @Field(() => Int, { description: "Problems published for the first time." })
  problemsPublished!: number;

  @Field(() => [VerdictCount], {
    description: "First verdicts of the day's submissions, the most frequent first. Rejudging does not change them.",
  })
  byVerdict!: VerdictCount[];

  @Field(() => [LanguageCount], { description: "The day's submissions by language, the most frequent first." })
  byLanguage!: LanguageCount[];

  @Field(() => DurationPercentiles, {
    nullable: true,
    description: "Time from submission until the worker that finished the judging took it; null on a day without a judgement.",
  })
  queueWaitMs!: Percentiles | null;

  @Field(() => DurationPercentiles, {
    nullable: true,
    description: "Time from when a worker took the submission until the verdict; null on a day without a judgement.",
  })
  judgingMs!: Percentiles | null;
}
