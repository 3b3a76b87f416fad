import { Max, Min } from "class-validator";
import { GraphQLDate } from "graphql-scalars";
import { Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { GOAL_KINDS, GOAL_MOST, type GoalKind } from "./weekly-goal.entity.js";
import type { GoalRow } from "./weekly-goals.js";

export const GoalKindEnum = enumOf(GOAL_KINDS);

registerEnumType(GoalKindEnum, {
  name: "GoalKind",
  description: "What a weekly goal counts.",
  valuesConfig: {
    PROBLEMS: { description: "Problems solved for the first time, as far as they earn XP." },
    XP: { description: "XP earned." },
  },
});

@ObjectType("WeeklyGoal", { simpleResolvers: true, description: "A goal that you set yourself for each week. Visible to you only." })
export class WeeklyGoalType implements GoalRow {
  @Field(() => GoalKindEnum, { description: "What it counts. You have at most one goal of a kind." })
  kind!: GoalKind;

  @Field(() => Int, { description: "What you want to reach in a week." })
  target!: number;

  @Field(() => Int, { description: "What you have reached this week; may exceed `target`." })
  progress!: number;

  @Field(() => GraphQLDate, { description: "Monday of the present week, by the date in your time zone. The week begins at midnight." })
  weekStart!: string;
}

@InputType({ description: "A weekly goal." })
export class SetWeeklyGoalInput {
  @Field(() => GoalKindEnum, { description: "What to count." })
  kind!: GoalKind;

  @Field(() => Int, { description: `What to reach in a week, 1 to ${GOAL_MOST}.` })
  @Min(1)
  @Max(GOAL_MOST)
  target!: number;
}

@InputType({ description: "The weekly goal to remove." })
export class RemoveWeeklyGoalInput {
  @Field(() => GoalKindEnum, { description: "What it counts." })
  kind!: GoalKind;
}

@ObjectType({ description: "Result of setWeeklyGoal." })
export class SetWeeklyGoalPayload {
  @Field(() => [WeeklyGoalType], { description: "All of your goals." })
  goals!: GoalRow[];
}

@ObjectType({ description: "Result of removeWeeklyGoal." })
export class RemoveWeeklyGoalPayload {
  @Field(() => [WeeklyGoalType], { description: "The goals that are left." })
  goals!: GoalRow[];
}
