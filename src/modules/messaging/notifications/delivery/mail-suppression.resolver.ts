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
    description: "Addresses that receive no e-mail because of a bounce or a complaint, latest first. For admins.",
  })
  mailSuppressions(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => MailSuppressionFilter, { nullable: true, description: "Only addresses that match; all when absent." })
    filter?: MailSuppressionFilter | null,
  ): Promise<Connection<MailSuppressionRow>> {
    return this.suppressions.list(em, page, filter?.email ?? null);
  }

  @Allow("mail:operate")
  @Mutation(() => RemoveMailSuppressionPayload, {
    description:
      "Lets an address receive e-mail again, starting with the next one. Suppressed e-mails are not sent later. The mail provider may have its own suppression list. For admins. Errors: NOT_FOUND.",
  })
  async removeMailSuppression(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RemoveMailSuppressionInput, { description: "The address." }) { id }: RemoveMailSuppressionInput,
  ): Promise<RemoveMailSuppressionPayload> {
    await this.suppressions.remove(signedIn, id, address);
    return { deletedId: id };
  }
}
