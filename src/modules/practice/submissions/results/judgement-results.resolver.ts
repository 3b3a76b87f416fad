import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { isAdmin } from "../../../../access/policy.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { JudgementType } from "../judgements/judgement.type.js";
import { FailedTestType, shownFailedTest } from "./failed-test.type.js";
import { failedTestById, workerIdById } from "./result.loaders.js";
import { mayEditOrigin } from "./shown-verdict.js";
import { FEWEST_SOLUTIONS, standingOf } from "./standing.js";
import { StandingType } from "./standing.type.js";

/** Fields that are read for the viewer, and so are in no event. */
@Resolver(() => JudgementType)
export class JudgementResultsResolver {
  @FieldResolver(() => FailedTestType, {
    nullable: true,
    description:
      "The first failed hidden test, for editors of the problem, and for others as far as `Problem.feedback` says. Null if a sample failed first: `tests` has its outputs. Null until finished, and for older judgements.",
  })
  async failedTest(@Ctx() context: RequestContext, @Root() { id, status, origin }: JudgementType): Promise<FailedTestType | null> {
    const level = mayEditOrigin(context.viewer, origin) ? "EVERYTHING" : (origin.feedback ?? "VERDICT");
    if (status !== "FINISHED" || level === "NOTHING" || level === "VERDICT") return null;
    const found = await context.loader(failedTestById).load(id);
    return found && shownFailedTest(found, level);
  }

  @FieldResolver(() => StandingType, {
    nullable: true,
    description: `How it compares with the solutions of others. Null unless it is ACCEPTED, with fewer than ${FEWEST_SOLUTIONS} accounts that have solved the problem so, and for older judgements.`,
  })
  async standing(@Ctx() context: RequestContext, @Root() { id, verdict }: JudgementType): Promise<StandingType | null> {
    return verdict === "ACCEPTED" ? context.loader(standingOf).load(id) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "Name of the worker that took it last, as `JudgeWorker.name`. For admins; null for others, and before a worker took it.",
  })
  async worker(@Ctx() context: RequestContext, @Root() { id }: JudgementType): Promise<string | null> {
    return isAdmin(context.viewer) ? context.loader(workerIdById).load(id) : null;
  }
}
