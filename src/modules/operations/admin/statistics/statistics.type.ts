import { GraphQLDate } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { Verdict } from "../../../../judge/verdict.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import type { Percentiles } from "./day-figures.js";

@ObjectType("VerdictCount", { description: "How often a verdict was found." })
export class VerdictCount {
  @Field(() => Verdict, { description: "The verdict." })
  verdict!: string;

  @Field(() => Int, { description: "How often." })
  count!: number;
}

@ObjectType("LanguageCount", { description: "How much was written in a language." })
export class LanguageCount {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => Int, { description: "How many submissions." })
  count!: number;
}

@ObjectType("DurationPercentiles", { description: "How long something takes, in milliseconds." })
export class DurationPercentiles implements Percentiles {
  @Field(() => Int, { description: "Half of them take no longer." })
  p50!: number;

  @Field(() => Int, { description: "19 of 20 take no longer." })
  p95!: number;
}

@ObjectType("DayStatistics", { description: "Figures of one day, which begins and ends at midnight UTC. For admins." })
export class DayStatistics {
  @Field(() => GraphQLDate, { description: "The day." })
  date!: Date;

  @Field(() => Int, { description: "Accounts that were made." })
  newAccounts!: number;

  @Field(() => Int, { description: "Accounts that have submitted something." })
  activeAccounts!: number;

  @Field(() => Int, { description: "Submissions that were sent." })
  submissions!: number;

  @Field(() => Int, { description: "Problems that were published for the first time." })
  problemsPublished!: number;

  @Field(() => [VerdictCount], {
    description: "What the first judging of the day's submissions found, the most frequent first. Rejudging does not change it.",
  })
  byVerdict!: VerdictCount[];

  @Field(() => [LanguageCount], { description: "The day's submissions by language, the most frequent first." })
  byLanguage!: LanguageCount[];

  @Field(() => DurationPercentiles, {
    nullable: true,
    description: "From submitting until the worker that finished it took it; null on a day without a judgement.",
  })
  queueWaitMs!: Percentiles | null;

  @Field(() => DurationPercentiles, {
    nullable: true,
    description: "From being taken by a worker to the verdict; null on a day without a judgement.",
  })
  judgingMs!: Percentiles | null;
}
