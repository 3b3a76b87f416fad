import { GraphQLDate } from "graphql-scalars";
import { Arg, Ctx, Field, FieldResolver, ObjectType, Query, Resolver, Root } from "type-graphql";
import { mayReadProblem } from "../../../../access/policy.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { dailyProblemOf, REST_DAYS, type DailyRow } from "./daily-problem.js";

@ObjectType("DailyProblem", { simpleResolvers: true, description: "The problem of a day, the same for everyone. Days are UTC." })
export class DailyProblemType implements Pick<DailyRow, "date"> {
  @Field(() => GraphQLDate, { description: "The UTC day." })
  date!: string;
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

@Resolver(() => DailyProblemType)
export class DailyProblemResolver {
  @Allow("public")
  @Query(() => DailyProblemType, {
    nullable: true,
    description: `The problem of a day. Published problems that are not premium take turns; none comes again within ${REST_DAYS} days while there are others. Null for days in the future, for days on which nobody asked, and if the catalog is empty.`,
  })
  dailyProblem(
    @Ctx() { em }: RequestContext,
    @Arg("date", () => GraphQLDate, { nullable: true, description: "The UTC day, as YYYY-MM-DD. Default: today." }) date: Date | null,
  ): Promise<DailyRow | null> {
    const today = dayOf(new Date());
    return dailyProblemOf(em, date ? dayOf(date) : today, today);
  }

  @FieldResolver(() => ProblemType, {
    nullable: true,
    description: "The problem. Null if it is no longer in the catalog. `viewerStatus` says whether you have solved it.",
  })
  async problem(@Ctx() context: RequestContext, @Root() { problemId }: DailyRow): Promise<ProblemRow | null> {
    const problem = await context.loader(problemById).load(problemId);
    return problem && mayReadProblem(context.viewer, problem) ? problem : null;
  }
}
