import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { userById } from "../../../base/users/user.loaders.js";
import {
  RemoveWeeklyGoalInput,
  RemoveWeeklyGoalPayload,
  SetWeeklyGoalInput,
  SetWeeklyGoalPayload,
  WeeklyGoalType,
} from "./weekly-goal.type.js";
import { goalsOf, removeGoal, setGoal, type GoalRow } from "./weekly-goals.js";

@Resolver(() => WeeklyGoalType)
export class WeeklyGoalResolver {
  @Allow("motivation:read")
  @Query(() => [WeeklyGoalType], { description: "Your weekly goals, with the progress of the present week." })
  myWeeklyGoals(@Ctx() context: RequestContext): Promise<GoalRow[]> {
    return present(context);
  }

  @Allow("motivation:edit")
  @Mutation(() => SetWeeklyGoalPayload, { description: "Sets a weekly goal, or changes the one of this kind. Errors: BAD_USER_INPUT." })
  async setWeeklyGoal(
    @Ctx() context: RequestContext,
    @Arg("input", () => SetWeeklyGoalInput, { description: "The goal." }) { kind, target }: SetWeeklyGoalInput,
  ): Promise<SetWeeklyGoalPayload> {
    await setGoal(context.em, context.signedIn.id, kind, target);
    return { goals: await present(context) };
  }

  @Allow("motivation:edit")
  @Mutation(() => RemoveWeeklyGoalPayload, {
    description: "Removes a weekly goal. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async removeWeeklyGoal(
    @Ctx() context: RequestContext,
    @Arg("input", () => RemoveWeeklyGoalInput, { description: "The goal." }) { kind }: RemoveWeeklyGoalInput,
  ): Promise<RemoveWeeklyGoalPayload> {
    await removeGoal(context.em, context.signedIn.id, kind);
    return { goals: await present(context) };
  }
}

async function present(context: RequestContext): Promise<GoalRow[]> {
  const { id } = context.signedIn;
  const user = await context.loader(userById).load(id);
  return goalsOf(context.em, id, user?.timezone ?? "UTC");
}
