import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { badInput } from "../../../../kernel/errors.js";
import { MOST_REJUDGED, type RejudgeService } from "./rejudge.service.js";
import { RejudgeSubmissionsInput, RejudgeSubmissionsPayload } from "./rejudge.type.js";

@Resolver()
export class RejudgeResolver {
  constructor(private readonly service: RejudgeService) {}

  @Allow("submission:rejudge")
  @Mutation(() => RejudgeSubmissionsPayload, {
    description: `Judges submissions again with the current tests, limits and checker of their problem, at most ${MOST_REJUDGED} per call. For editors of the problem and admins. Each submission gets a new judgement, which replaces the last one and is sent to subscribers. All rejudges together share the queue like one account. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.`,
  })
  rejudgeSubmissions(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RejudgeSubmissionsInput, { description: "The submissions to rejudge." }) input: RejudgeSubmissionsInput,
  ): Promise<RejudgeSubmissionsPayload> {
    const { submissionIds, filter, reason } = input;
    if (Boolean(submissionIds) === Boolean(filter)) {
      throw badInput(filter ? "input.filter" : "input.submissionIds", "Give either `submissionIds` or `filter`.");
    }
    return this.service.rejudge(signedIn, submissionIds ? { ids: submissionIds } : { filter: filter! }, reason ?? "", address);
  }
}
