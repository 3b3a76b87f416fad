import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import {
  MailSuppressionConnection,
  MailSuppressionFilter,
  RemoveMailSuppressionInput,
  RemoveMailSuppressionPayload,
} from "./mail-suppression.type.js";
import type { MailSuppressionRow, MailSuppressionsService } from "./mail-suppressions.service.js";

@Resolver()
export class MailSuppressionResolver {
  constructor(private readonly suppressions: MailSuppressionsService) {}

  @Allow("mail:operate")
  @Query(() => MailSuppressionConnection, {
    description: "Addresses that get no mail since they bounced or complained, latest first. For admins.",
  })
  mailSuppressions(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => MailSuppressionFilter, { nullable: true, description: "Which ones; all when absent." })
    filter?: MailSuppressionFilter | null,
  ): Promise<Connection<MailSuppressionRow>> {
    return this.suppressions.list(em, page, filter?.email ?? null);
  }

  @Allow("mail:operate")
  @Mutation(() => RemoveMailSuppressionPayload, {
    description:
      "Lets an address get mail again, from the next mail on; what was held back is not sent. The provider may keep a list of its own. For admins. Errors: NOT_FOUND.",
  })
  async removeMailSuppression(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RemoveMailSuppressionInput, { description: "Which one." }) { id }: RemoveMailSuppressionInput,
  ): Promise<RemoveMailSuppressionPayload> {
    await this.suppressions.remove(signedIn, id, address);
    return { deletedId: id };
  }
}
