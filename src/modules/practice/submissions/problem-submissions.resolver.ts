import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Permission } from "../../../access/permissions.js";
import { decide } from "../../../access/policy.js";
import { Visible } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import type { ProblemRow } from "../problems/problem.rows.js";
import { ProblemType } from "../problems/problem.type.js";
import { viewerBestSubmission, viewerSubmissions } from "./problem-submissions.loaders.js";
import { SubmissionConnection, SubmissionType, type SubmissionRow } from "./submission.type.js";

/** Same as the root field `submissions`. */
const PERMISSION: Permission = "submission:read";

/** The viewer's own submissions to a problem. Lives here because submissions depend on problems. */
@Resolver(() => ProblemType)
export class ProblemSubmissionsResolver {
  @Visible("public")
  @FieldResolver(() => SubmissionConnection, {
    nullable: true,
    description:
      "Your submissions to this problem, newest first. Null if you are not signed in, and for API tokens without a scope for submissions.",
  })
  async viewerSubmissions(
    @Ctx() context: RequestContext,
    @Root() { id }: ProblemRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<SubmissionRow> | null> {
    if (decide(context.viewer, PERMISSION) !== "allowed") return null;
    return context.loader(viewerSubmissions).load({ parentId: id, page });
  }

  @Visible("public")
  @FieldResolver(() => SubmissionType, {
    nullable: true,
    description:
      "Your best submission to this problem: the accepted one with the highest score if the problem is SCORED, then the lowest CPU time, then the lowest memory; if none was accepted, the one with the highest score, then the most tests passed. Ties go to the newest. Null before your first verdict, and where `viewerSubmissions` is null.",
  })
  async viewerBestSubmission(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<SubmissionRow | null> {
    return decide(context.viewer, PERMISSION) === "allowed" ? context.loader(viewerBestSubmission).load(id) : null;
  }
}
