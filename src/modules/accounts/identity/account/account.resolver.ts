import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { WorksWithAnyToken } from "../../../../graphql/token-use.js";
import type { AccountService } from "./account.service.js";
import { withSession } from "../sign-in/signed-in.js";
import {
  ChangePasswordInput,
  ChangePasswordPayload,
  ConfirmEmailChangeInput,
  ConfirmEmailChangePayload,
  LogoutEverywhereInput,
  LogoutEverywherePayload,
  RequestEmailChangeInput,
  RequestEmailChangePayload,
  RequestPasswordResetInput,
  RequestPasswordResetPayload,
  ResetPasswordInput,
  ResetPasswordPayload,
  SendVerificationEmailInput,
  SendVerificationEmailPayload,
  UndoEmailChangeInput,
  UndoEmailChangePayload,
  VerifyEmailInput,
  VerifyEmailPayload,
} from "./account.type.js";

/** Passwords and e-mail addresses. */
@Resolver()
export class AccountResolver {
  constructor(private readonly account: AccountService) {}

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => SendVerificationEmailPayload, {
    description:
      "Mails a link that confirms the address, if there is an account with it. Errors: BAD_USER_INPUT, RATE_LIMITED with retryAfterMs, longer each time.",
  })
  async sendVerificationEmail(
    @Ctx() context: RequestContext,
    @Arg("input", () => SendVerificationEmailInput, { description: "Where to." }) { email }: SendVerificationEmailInput,
  ): Promise<SendVerificationEmailPayload> {
    return { linkExpiresAt: (await this.account.requestLink("VERIFY_EMAIL", email, withSession(context))).expiresAt };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => VerifyEmailPayload, {
    description:
      "Confirms an e-mail address by the link that was mailed to it. Errors: BAD_USER_INPUT for a link that is used, too old or made up.",
  })
  async verifyEmail(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => VerifyEmailInput, { description: "The link." }) { token }: VerifyEmailInput,
  ): Promise<VerifyEmailPayload> {
    await this.account.verifyEmail(token, address);
    return { verified: true };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => RequestPasswordResetPayload, {
    description:
      "Mails a link to set a new password, if there is an account with the address. Errors: BAD_USER_INPUT, RATE_LIMITED with retryAfterMs, longer each time.",
  })
  async requestPasswordReset(
    @Ctx() context: RequestContext,
    @Arg("input", () => RequestPasswordResetInput, { description: "Where to." }) { email }: RequestPasswordResetInput,
  ): Promise<RequestPasswordResetPayload> {
    return { linkExpiresAt: (await this.account.requestLink("RESET_PASSWORD", email, withSession(context))).expiresAt };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => ResetPasswordPayload, {
    description:
      "Sets a new password by a link from a mail, ends every session and API token and confirms the address. Two-factor stays on. Errors: BAD_USER_INPUT for a weak password, and for a link that is used, too old or made up; RATE_LIMITED while too many sign in at once.",
  })
  async resetPassword(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => ResetPasswordInput, { description: "The link, and the password." })
    { token, newPassword, revokeApiTokens }: ResetPasswordInput,
  ): Promise<ResetPasswordPayload> {
    await this.account.resetPassword(token, { next: newPassword, apiTokens: revokeApiTokens ?? true }, address);
    return { reset: true };
  }

  @Allow("account:secure")
  @Mutation(() => ChangePasswordPayload, {
    description:
      "Changes the password and ends all other sessions, and the API tokens. Errors: BAD_USER_INPUT for a wrong or a weak password, UNAUTHENTICATED for an account without one whose session is not new, CONFLICT, RATE_LIMITED with retryAfterMs.",
  })
  async changePassword(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ChangePasswordInput, { description: "Old and new." })
    { currentPassword, newPassword, revokeApiTokens }: ChangePasswordInput,
  ): Promise<ChangePasswordPayload> {
    const passwords = { current: currentPassword ?? null, next: newPassword, apiTokens: revokeApiTokens ?? true };
    return { user: await this.account.changePassword(signedIn, passwords, address) };
  }

  @Allow("account:secure")
  @Mutation(() => RequestEmailChangePayload, {
    description:
      "Mails a link to the new address; nothing changes until it is used. Errors: BAD_USER_INPUT, UNAUTHENTICATED for an account without a password whose session is not new, RATE_LIMITED with retryAfterMs.",
  })
  async requestEmailChange(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RequestEmailChangeInput, { description: "The address." }) { newEmail, password }: RequestEmailChangeInput,
  ): Promise<RequestEmailChangePayload> {
    const link = await this.account.requestEmailChange(signedIn, { email: newEmail, password: password ?? null }, address);
    return { linkExpiresAt: link.expiresAt };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => ConfirmEmailChangePayload, {
    description:
      "Changes the e-mail address by the link that was mailed to the new one. The old one gets a link that undoes it, for 7 days. Errors: BAD_USER_INPUT for a link that is used, too old or made up; CONFLICT when another account has the address.",
  })
  async confirmEmailChange(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => ConfirmEmailChangeInput, { description: "The link." }) { token }: ConfirmEmailChangeInput,
  ): Promise<ConfirmEmailChangePayload> {
    await this.account.confirmEmailChange(token, address);
    return { changed: true };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => UndoEmailChangePayload, {
    description:
      "For the owner of the old address, when it was not them: puts it back, ends every session, revokes API tokens, drops the password and mails a link to set a new one. Errors: BAD_USER_INPUT for a link that is used, too old or made up; CONFLICT when another account has the address.",
  })
  async undoEmailChange(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => UndoEmailChangeInput, { description: "The link." }) { token }: UndoEmailChangeInput,
  ): Promise<UndoEmailChangePayload> {
    await this.account.undoEmailChange(token, address);
    return { undone: true };
  }

  @Allow("account:secure")
  @Mutation(() => LogoutEverywherePayload, {
    description: "Ends every session of the account at once, its access tokens and sockets with them. Errors: UNAUTHENTICATED.",
  })
  async logoutEverywhere(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => LogoutEverywhereInput, { nullable: true, description: "What to end." }) input?: LogoutEverywhereInput | null,
  ): Promise<LogoutEverywherePayload> {
    const options = { keepCurrent: input?.keepCurrent ?? false, apiTokens: input?.apiTokens ?? false };
    return { endedSessions: await this.account.logoutEverywhere(signedIn, options, address) };
  }
}
