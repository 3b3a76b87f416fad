import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { WorksWithAnyToken } from "../../../../graphql/token-use.js";
import type { AccountService } from "./account.service.js";
import { withSession } from "../sign-in/session-payload.js";
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
      "Sends an e-mail with a link that verifies the address, if an account has this address. Errors: BAD_USER_INPUT, RATE_LIMITED with retryAfterMs, longer each time.",
  })
  async sendVerificationEmail(
    @Ctx() context: RequestContext,
    @Arg("input", () => SendVerificationEmailInput, { description: "The address." }) { email }: SendVerificationEmailInput,
  ): Promise<SendVerificationEmailPayload> {
    return { linkExpiresAt: (await this.account.requestLink("VERIFY_EMAIL", email, withSession(context))).expiresAt };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => VerifyEmailPayload, {
    description:
      "Verifies an e-mail address with the link that was sent to it. Errors: BAD_USER_INPUT for a link that is already used, expired or invalid.",
  })
  async verifyEmail(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => VerifyEmailInput, { description: "The token of the link." }) { token }: VerifyEmailInput,
  ): Promise<VerifyEmailPayload> {
    await this.account.verifyEmail(token, address);
    return { verified: true };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => RequestPasswordResetPayload, {
    description:
      "Sends an e-mail with a link to set a new password, if an account has this address. Errors: BAD_USER_INPUT, RATE_LIMITED with retryAfterMs, longer each time.",
  })
  async requestPasswordReset(
    @Ctx() context: RequestContext,
    @Arg("input", () => RequestPasswordResetInput, { description: "The address." }) { email }: RequestPasswordResetInput,
  ): Promise<RequestPasswordResetPayload> {
    return { linkExpiresAt: (await this.account.requestLink("RESET_PASSWORD", email, withSession(context))).expiresAt };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => ResetPasswordPayload, {
    description:
      "Sets a new password with a link from an e-mail and verifies the address. Ends all sessions, and revokes all API tokens unless `revokeApiTokens` is false; two-factor stays on. Errors: BAD_USER_INPUT for a weak password, and for a link that is already used, expired or invalid; RATE_LIMITED while too many accounts sign in at once.",
  })
  async resetPassword(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => ResetPasswordInput, { description: "The token of the link, and the new password." })
    { token, newPassword, revokeApiTokens }: ResetPasswordInput,
  ): Promise<ResetPasswordPayload> {
    await this.account.resetPassword(token, { next: newPassword, apiTokens: revokeApiTokens ?? true }, address);
    return { reset: true };
  }

  @Allow("account:secure")
  @Mutation(() => ChangePasswordPayload, {
    description:
      "Changes the password. Ends all other sessions, and revokes all API tokens unless `revokeApiTokens` is false. Errors: BAD_USER_INPUT for a wrong or a weak password, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago, CONFLICT, RATE_LIMITED with retryAfterMs.",
  })
  async changePassword(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ChangePasswordInput, { description: "The current and the new password." })
    { currentPassword, newPassword, revokeApiTokens }: ChangePasswordInput,
  ): Promise<ChangePasswordPayload> {
    const passwords = { current: currentPassword ?? null, next: newPassword, apiTokens: revokeApiTokens ?? true };
    return { user: await this.account.changePassword(signedIn, passwords, address) };
  }

  @Allow("account:secure")
  @Mutation(() => RequestEmailChangePayload, {
    description:
      "Sends an e-mail with a link to the new address. The address changes only when the link is used. Errors: BAD_USER_INPUT, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago, RATE_LIMITED with retryAfterMs.",
  })
  async requestEmailChange(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RequestEmailChangeInput, { description: "The new address." }) { newEmail, password }: RequestEmailChangeInput,
  ): Promise<RequestEmailChangePayload> {
    const link = await this.account.requestEmailChange(signedIn, { email: newEmail, password: password ?? null }, address);
    return { linkExpiresAt: link.expiresAt };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => ConfirmEmailChangePayload, {
    description:
      "Changes the e-mail address with the link that was sent to the new address. The old address receives a link that reverts the change, valid for 7 days. Errors: BAD_USER_INPUT for a link that is already used, expired or invalid; CONFLICT when another account has the address.",
  })
  async confirmEmailChange(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => ConfirmEmailChangeInput, { description: "The token of the link." }) { token }: ConfirmEmailChangeInput,
  ): Promise<ConfirmEmailChangePayload> {
    await this.account.confirmEmailChange(token, address);
    return { changed: true };
  }

  @Allow("public")
  @WorksWithAnyToken()
  @Mutation(() => UndoEmailChangePayload, {
    description:
      "Reverts an e-mail address change that the owner of the old address did not make. Restores the old address, ends all sessions, revokes all API tokens, removes the password and sends a link to set a new one. Errors: BAD_USER_INPUT for a link that is already used, expired or invalid; CONFLICT when another account has the address.",
  })
  async undoEmailChange(
    @Ctx() { address }: RequestContext,
    @Arg("input", () => UndoEmailChangeInput, { description: "The token of the link." }) { token }: UndoEmailChangeInput,
  ): Promise<UndoEmailChangePayload> {
    await this.account.undoEmailChange(token, address);
    return { undone: true };
  }

  @Allow("account:secure")
  @Mutation(() => LogoutEverywherePayload, {
    description: "Ends all sessions of the account immediately, including their access tokens and WebSockets. Errors: UNAUTHENTICATED.",
  })
  async logoutEverywhere(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => LogoutEverywhereInput, { nullable: true, description: "What to end." }) input?: LogoutEverywhereInput | null,
  ): Promise<LogoutEverywherePayload> {
    const options = { keepCurrent: input?.keepCurrent ?? false, apiTokens: input?.apiTokens ?? false };
    return { endedSessions: await this.account.logoutEverywhere(signedIn, options, address) };
  }
}
