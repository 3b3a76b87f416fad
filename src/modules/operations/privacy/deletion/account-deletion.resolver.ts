import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { UserType } from "../../../base/users/user.type.js";
import { deletionOf } from "./account-deletion.loaders.js";
import {
  AccountDeletionType,
  CancelAccountDeletionInput,
  CancelAccountDeletionPayload,
  CancelUserDeletionInput,
  CancelUserDeletionPayload,
  DeleteUserInput,
  DeleteUserPayload,
  RequestAccountDeletionInput,
  RequestAccountDeletionPayload,
} from "./account-deletion.type.js";
import type { AccountDeletionsService } from "./account-deletions.service.js";

@Resolver(() => UserType)
export class AccountDeletionResolver {
  constructor(private readonly deletions: AccountDeletionsService) {}

  @Allow("account:secure")
  @Mutation(() => RequestAccountDeletionPayload, {
    description:
      "Schedules the deletion of your account. During the grace period (`site { accountDeletionGraceDays }`; date in `me { deletion { dueAt } }`) it works as before, and `cancelAccountDeletion` cancels the deletion. Afterwards nobody can sign in to it, and your personal data, files and code are removed. Problems you published, and the verdicts of your submissions, stay under the name of a deleted user; your e-mail address can be used for a new account. Errors: BAD_USER_INPUT for a wrong password or code, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago, CONFLICT when a deletion is already scheduled and for the last system admin, RATE_LIMITED with retryAfterMs.",
  })
  async requestAccountDeletion(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RequestAccountDeletionInput, { nullable: true, description: "Proof of identity." })
    input?: RequestAccountDeletionInput | null,
  ): Promise<RequestAccountDeletionPayload> {
    return { user: await this.deletions.request(signedIn, { password: input?.password ?? null, code: input?.code ?? null }, address) };
  }

  @Allow("account:secure")
  @Mutation(() => CancelAccountDeletionPayload, {
    description: "Cancels the deletion of your account. Errors: CONFLICT when it has begun, or you did not request it.",
  })
  async cancelAccountDeletion(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CancelAccountDeletionInput, { description: "The deletion." }) { deletionId }: CancelAccountDeletionInput,
  ): Promise<CancelAccountDeletionPayload> {
    return { user: await this.deletions.cancel(signedIn, deletionId, address) };
  }

  @Allow("user:delete")
  @Mutation(() => DeleteUserPayload, {
    description:
      "Suspends an account immediately, as `suspendUser` does, and deletes it as `requestAccountDeletion` does. Only a system admin may delete a system admin; nobody may delete themselves here. For admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when its deletion has begun.",
  })
  async deleteUser(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteUserInput, { description: "The account." }) { userId, reason, immediately }: DeleteUserInput,
  ): Promise<DeleteUserPayload> {
    return { user: await this.deletions.deleteUser(signedIn, { userId, reason, immediately: immediately ?? false }, address) };
  }

  @Allow("user:delete")
  @Mutation(() => CancelUserDeletionPayload, {
    description:
      "Cancels the deletion of an account, whether its owner or an admin requested it. A suspended account stays suspended: see `reinstateUser`. For admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the deletion has begun, or none is scheduled.",
  })
  async cancelUserDeletion(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CancelUserDeletionInput, { description: "The account." }) { userId }: CancelUserDeletionInput,
  ): Promise<CancelUserDeletionPayload> {
    return { user: await this.deletions.cancelFor(signedIn, userId, address) };
  }

  @Visible("owner")
  @FieldResolver(() => AccountDeletionType, {
    nullable: true,
    description: "Scheduled, running or completed deletion of the account; null if there is none. Only for the account itself and admins.",
  })
  deletion(@Ctx() context: RequestContext, @Root() { id }: UserType): Promise<AccountDeletionType | null> {
    return context.loader(deletionOf).load(id);
  }
}
