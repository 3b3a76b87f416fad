import { GraphQLDate } from "graphql-scalars";
import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { startOf } from "./day-figures.js";
import { MOST_DAYS, readStatistics } from "./statistics.service.js";
import { DayStatistics } from "./statistics.type.js";

@Resolver()
export class StatisticsResolver {
  @Allow("statistics:read")
  @Query(() => [DayStatistics], {
    description: `Statistics by day (UTC), from \`from\` to \`to\` inclusive, at most ${MOST_DAYS} days. Future days are omitted; today's values are current. For admins. Errors: BAD_USER_INPUT.`,
  })
  async statistics(
    @Ctx() { em }: RequestContext,
    @Arg("from", () => GraphQLDate, { description: "First day, as YYYY-MM-DD, included." }) from: Date,
    @Arg("to", () => GraphQLDate, { description: "Last day, as YYYY-MM-DD, included." }) to: Date,
  ): Promise<DayStatistics[]> {
    const days = await readStatistics(em, from, to);
    return days.map(({ day, byVerdict, byLanguage, ...figures }) => ({
      date: new Date(startOf(day)),
      ...figures,
      byVerdict: mostFirst(byVerdict).map(([verdict, count]) => ({ verdict, count })),
      byLanguage: mostFirst(byLanguage).map(([language, count]) => ({ language, count })),
    }));
  }
}

function mostFirst(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
}
