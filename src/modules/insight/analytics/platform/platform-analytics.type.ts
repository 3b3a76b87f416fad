import { GraphQLDate, GraphQLDateTime } from "graphql-scalars";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { Verdict } from "../../../practice/submissions/judgements/judgement.type.js";
import { ACTIVE_DAYS, COHORT_WEEKS, type Percentiles } from "./day-figures.js";
import type { Cohort, PlatformAnalytics, PlatformDay } from "./platform-analytics.js";

export const REFRESHED_AT =
  "Everything that happened before this moment is in the figures. They are refreshed about once a minute; later changes, such as rejudging, correct them.";

@ObjectType("VerdictShare", { simpleResolvers: true, description: "How often a verdict was given." })
export class VerdictShare {
  @Field(() => Verdict, { description: "The verdict." })
  verdict!: string;

  @Field(() => Int, { description: "Number of submissions." })
  count!: number;

  @Field(() => Float, { description: "Share of the submissions that have a verdict, 0 to 1." })
  share!: number;
}

/** Of all of them together. */
export function verdictShares(counts: readonly { verdict: string; count: number }[]): VerdictShare[] {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return counts.map(({ verdict, count }) => ({ verdict, count, share: count / total }));
}

@ObjectType("LanguageShare", { description: "How often a language was used." })
export class LanguageShare {
  @Derived(languageOf)
  @Field(() => LanguageType, { description: "The language." })
  language!: string;

  @Field(() => Int, { description: "Number of submissions." })
  count!: number;

  @Field(() => Float, { description: "Share of the submissions, 0 to 1." })
  share!: number;
}

@ObjectType("DurationFigures", { simpleResolvers: true, description: "Figures of a duration." })
export class DurationFigures {
  @Field(() => Int, { description: "Median, in milliseconds." })
  medianMs!: number;

  @Field(() => Int, { description: "95th percentile, in milliseconds." })
  p95Ms!: number;
}

const duration = (found: Percentiles | null): DurationFigures | null => found && { medianMs: found.median, p95Ms: found.p95 };

@ObjectType("PlatformDay", { description: "Figures of a day, from midnight to midnight UTC. For admins." })
export class PlatformDayType {
  @Derived(({ day }: PlatformDay) => new Date(Date.parse(day)))
  @Field(() => GraphQLDate, { description: "The day." })
  date!: Date;

  @Field(() => Int, {
    description:
      "Accounts that were active on the day: that submitted code, viewed a lesson or marked a block as done, started a quiz (not a preview), or signed in. Without accounts that were deleted since.",
  })
  activeAccounts!: number;

  @Derived(({ monthlyAccounts }: PlatformDay) => monthlyAccounts)
  @Field(() => Int, { description: `Accounts that were active on any of the ${ACTIVE_DAYS} days that end with this one.` })
  activeAccounts30Days!: number;

  @Field(() => Int, { description: "Accounts created, with those that were deleted since." })
  newAccounts!: number;

  @Field(() => Int, { description: "Submissions created." })
  submissions!: number;

  @Derived(({ verdicts }: PlatformDay) => verdictShares(verdicts))
  @Field(() => [VerdictShare], {
    description: "Present verdicts of the day's submissions, the most frequent first. Rejudging changes them.",
  })
  byVerdict!: VerdictShare[];

  @Derived(({ languages, submissions }: PlatformDay) =>
    languages.map(({ language, count }) => ({ language, count, share: count / submissions })),
  )
  @Field(() => [LanguageShare], { description: "The day's submissions by language, the most frequent first." })
  byLanguage!: LanguageShare[];

  @Derived(({ queueWaitMs }: PlatformDay) => duration(queueWaitMs))
  @Field(() => DurationFigures, {
    nullable: true,
    description:
      "Time from a submission until the worker that finished its first judging took it. Rejudgings do not count. Null on a day without a judgement.",
  })
  queueWait!: DurationFigures | null;

  @Derived(({ judgingMs }: PlatformDay) => duration(judgingMs))
  @Field(() => DurationFigures, {
    nullable: true,
    description: "Time for preparing, compiling and running in the first judging of a submission. Null on a day without a judgement.",
  })
  judging!: DurationFigures | null;
}

@ObjectType("RetentionWeek", { simpleResolvers: true, description: "How many accounts of a cohort were active in a week. For admins." })
export class RetentionWeek {
  @Field(() => Int, { description: "Weeks after that of the creation: 0 is the week of the creation itself." })
  offset!: number;

  @Field(() => Int, { description: "Accounts of the cohort that were active on any day of the week." })
  activeAccounts!: number;

  @Field(() => Float, { nullable: true, description: "Share of the cohort, 0 to 1. Null for an empty cohort." })
  share!: number | null;
}

@ObjectType("RetentionCohort", { description: "Accounts that were created in the same week. For admins." })
export class RetentionCohort {
  @Derived(({ week }: Cohort) => new Date(Date.parse(week)))
  @Field(() => GraphQLDate, { description: "Monday of the week in which the accounts were created; weeks are in UTC." })
  week!: Date;

  @Field(() => Int, { description: "Accounts created in the week, without those that were deleted since." })
  accounts!: number;

  @Derived(({ accounts, active }: Cohort) =>
    active.map((activeAccounts, offset) => ({ offset, activeAccounts, share: accounts === 0 ? null : activeAccounts / accounts })),
  )
  @Field(() => [RetentionWeek], {
    description: `The week of the creation and at most ${COHORT_WEEKS} weeks after it, up to the present one, which is not over yet.`,
  })
  weeks!: RetentionWeek[];
}

@ObjectType("PlatformAnalytics", { description: "Figures of the whole platform. For admins." })
export class PlatformAnalyticsType implements Pick<PlatformAnalytics, "refreshedAt"> {
  @Field(() => [PlatformDayType], { description: "The days of the range that have begun, in order." })
  days!: PlatformDay[];

  @Field(() => [RetentionCohort], { description: "Retention by week, for the weeks whose Monday is in the range, in order." })
  cohorts!: Cohort[];

  @Field(() => GraphQLDateTime, { description: REFRESHED_AT })
  refreshedAt!: Date;
}
