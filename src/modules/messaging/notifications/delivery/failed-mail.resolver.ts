import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import {
  FailedMailConnection,
  FailedMailFilter,
  FailedMailType,
  RetryFailedMailsInput,
  RetryFailedMailsPayload,
} from "./failed-mail.type.js";
import type { FailedMailRow, FailedMailsService } from "./failed-mails.service.js";

@Resolver(() => FailedMailType)
export class FailedMailResolver {
  constructor(private readonly mails: FailedMailsService) {}

  @Allow("mail:operate")
  @Query(() => FailedMailConnection, { description: "E-mails that could not be delivered, latest first. For admins." })
  failedMails(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => FailedMailFilter, { nullable: true, description: "Only e-mails that match; all when absent." })
    filter?: FailedMailFilter,
  ): Promise<Connection<FailedMailRow>> {
    return this.mails.list(em, page, filter?.kind ?? null);
  }

  @Allow("mail:operate")
  @Mutation(() => RetryFailedMailsPayload, {
    description:
      "Removes e-mails from the list and sends them again, with as many attempts as new ones. For admins. Errors: BAD_USER_INPUT.",
  })
  async retryFailedMails(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RetryFailedMailsInput, { description: "The e-mails to retry." }) { ids, all }: RetryFailedMailsInput,
  ): Promise<RetryFailedMailsPayload> {
    if (Boolean(ids) === Boolean(all)) throw badInput(ids ? "input.all" : "input.ids", "Give either `ids` or `all: true`.");
    return { retriedCount: await this.mails.retry(signedIn, ids ? { ids } : "all", address) };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Recipient of the e-mail; null if unknown." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: FailedMailRow): Promise<UserType | null> {
    return userId === null ? null : context.loader(userById).load(userId);
  }
}
