import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Permission } from "../../../../access/permissions.js";
import { decide } from "../../../../access/policy.js";
import { Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { SubmissionType } from "../../../practice/submissions/submission.type.js";
import { reviewOfSubmission } from "./ai-request.loaders.js";
import type { AiRequestRow } from "./ai-request.rows.js";
import { AiRequestType } from "./ai-request.type.js";

const PERMISSION: Permission = "ai:read";

/** Lives here because AI depends on submissions. */
@Resolver(() => SubmissionType)
export class SubmissionReviewResolver {
  @Visible("owner")
  @FieldResolver(() => AiRequestType, {
    nullable: true,
    description:
      "The newest AI review that you asked for with `reviewSubmission`. Null before it is FINISHED, for everyone but the sender of the submission, and for API tokens.",
  })
  aiReview(@Ctx() context: RequestContext, @Root() { id }: SubmissionType): Promise<AiRequestRow | null> | null {
    return decide(context.viewer, PERMISSION) === "allowed" ? context.loader(reviewOfSubmission).load(id) : null;
  }
}
