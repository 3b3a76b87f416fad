import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { readEditable } from "../../problems/authors/problem-access.js";
import { PublishProblemPayload } from "../../problems/edits/problem-lifecycle.type.js";
import { PublishProblemTestsPayload } from "../../problems/tests/test-set-build.type.js";
import { publishWarnings, type PublishWarning } from "./publish-warnings.js";
import { PublishWarningType } from "./verification.type.js";

interface Published {
  problem: { id: string };
}

const WARNINGS = "What speaks against what was just published: see `publishWarnings`.";

@Resolver(() => PublishProblemPayload)
export class PublishWarningsResolver {
  @Allow("problem:edit")
  @Query(() => [PublishWarningType], {
    nullable: true,
    description:
      "What speaks against publishing the newest revision and tests of a problem: no fresh verification, or one with other results than expected. Publishing is possible all the same. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async publishWarnings(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("problemId", () => idOf("Problem"), { description: "ID of the problem." }) problemId: string,
  ): Promise<PublishWarning[]> {
    const { id } = await readEditable(em, signedIn, problemId);
    return publishWarnings(em, id);
  }

  @FieldResolver(() => [PublishWarningType], { description: WARNINGS })
  warnings(@Ctx() { em }: RequestContext, @Root() { problem }: Published): Promise<PublishWarning[]> {
    return publishWarnings(em, problem.id);
  }
}

@Resolver(() => PublishProblemTestsPayload)
export class PublishTestsWarningsResolver {
  @FieldResolver(() => [PublishWarningType], { description: WARNINGS })
  warnings(@Ctx() { em }: RequestContext, @Root() { problem }: Published): Promise<PublishWarning[]> {
    return publishWarnings(em, problem.id);
  }
}
