import { GraphQLDate } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import { DAYS_PER_FREEZE, FREEZES_MOST, type StreakNow } from "./streak.js";
import type { DayCount } from "./streak.loaders.js";

@ObjectType("Streak", {
  simpleResolvers: true,
  description: `Your streak: days with practice, without a missed day between them. A day is a date in your time zone at the time of the practice. Practice is a submission that ran, right or wrong, or a finished quiz with at least one point; your own problems and quizzes do not count. Every ${DAYS_PER_FREEZE} practised days earn a freeze day, of which you hold at most ${FREEZES_MOST}; a missed day takes one by itself. A journey loses no day: a day counts as missed only if it was missed in the zone that you left and in the one that you came to.`,
})
export class StreakType implements StreakNow {
  @Field(() => Int, { description: "Practised days of the current streak; frozen days do not count. 0 if there is none." })
  days!: number;

  @Field(() => Int, { description: "Practised days of your longest streak." })
  longestDays!: number;

  @Field(() => Int, { description: `Freeze days that are left, 0 to ${FREEZES_MOST}. Days missed until now are already taken off.` })
  freezes!: number;

  @Field(() => Boolean, { description: "Whether you have practised today, by the date in your time zone." })
  practicedToday!: boolean;
}

@ObjectType("PracticeDay", { simpleResolvers: true, description: "A date with practice, for heat maps." })
export class PracticeDayType implements DayCount {
  @Field(() => GraphQLDate, { description: "Date in the time zone that the account had at the time." })
  date!: string;

  @Field(() => Int, { description: "Submissions and quiz attempts that count as practice, at least 1." })
  count!: number;

  @Field(() => Int, { description: "Freeze days that were spent on the missed days before this date." })
  frozenBefore!: number;
}
