import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { badInput } from "../../../../kernel/errors.js";
import { UserType } from "../../../base/users/user.type.js";
import type { StreakNow } from "./streak.js";
import { practiceOfYear, streakOfUser, type DayCount } from "./streak.loaders.js";
import { PracticeDayType, StreakType } from "./streak.type.js";

const FIRST_YEAR = 2000;
const LAST_YEAR = 2200;

@Resolver(() => UserType)
export class StreakResolver {
  @Allow("motivation:read")
  @Query(() => StreakType, { description: "Your streak as it stands now." })
  myStreak(@Ctx() context: RequestContext): Promise<StreakNow> {
    return context.loader(streakOfUser).load(context.signedIn.id);
  }

  @Visible("progress")
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "Days in a row with practice, as `Streak.days` says; 0 without a streak. Visible to the account itself and admins, and to others if `showProgress` is on; otherwise null.",
  })
  async streakDays(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<number> {
    return (await context.loader(streakOfUser).load(id)).days;
  }

  @Visible("progress")
  @FieldResolver(() => [PracticeDayType], {
    nullable: true,
    description:
      "Dates of a calendar year with practice, in order; dates without are left out. For a heat map. Visible like `streakDays`. Errors: BAD_USER_INPUT.",
  })
  practiceDays(
    @Ctx() context: RequestContext,
    @Root() { id }: UserType,
    @Arg("year", () => Int, { description: `Calendar year, ${FIRST_YEAR} to ${LAST_YEAR}.` }) year: number,
  ): Promise<DayCount[]> {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw badInput("year", `\`year\` must be from ${FIRST_YEAR} to ${LAST_YEAR}.`, "OUT_OF_RANGE", {
        minimum: FIRST_YEAR,
        maximum: LAST_YEAR,
        actual: year,
      });
    }
    return context.loader(practiceOfYear).load(`${id} ${year}`);
  }
}
