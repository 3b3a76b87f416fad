import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { User } from "../../../base/users/user.entity.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import type { TwoFactorService } from "./two-factor.service.js";
import { accountCredentials } from "../providers/account-credentials.loaders.js";
import {
  ConfirmTwoFactorInput,
  ConfirmTwoFactorPayload,
  DisableTwoFactorInput,
  DisableTwoFactorPayload,
  RenewRecoveryCodesInput,
  RenewRecoveryCodesPayload,
  StartTwoFactorInput,
  StartTwoFactorPayload,
} from "./two-factor.type.js";

@Resolver(() => UserType)
export class TwoFactorResolver {
  constructor(private readonly twoFactor: TwoFactorService) {}

  @Allow("account:secure")
  @Mutation(() => StartTwoFactorPayload, {
    description:
      "Creates a key for an authenticator app (TOTP: SHA-1, 6 digits, 30 seconds). Two-factor stays off until confirmTwoFactor. Errors: BAD_USER_INPUT for a wrong password, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago, CONFLICT when two-factor is already on, RATE_LIMITED with retryAfterMs.",
  })
  async startTwoFactor(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => StartTwoFactorInput, { nullable: true, description: "The password." }) input?: StartTwoFactorInput | null,
  ): Promise<StartTwoFactorPayload> {
    return this.twoFactor.start(signedIn, input?.password ?? null, address);
  }

  @Allow("account:secure")
  @Mutation(() => ConfirmTwoFactorPayload, {
    description:
      "Turns two-factor on with a first code of the authenticator app. Errors: BAD_USER_INPUT for a wrong code, CONFLICT when it is already on, RATE_LIMITED with retryAfterMs.",
  })
  async confirmTwoFactor(
    @Ctx() context: RequestContext,
    @Arg("input", () => ConfirmTwoFactorInput, { description: "The code." }) { code }: ConfirmTwoFactorInput,
  ): Promise<ConfirmTwoFactorPayload> {
    const recoveryCodes = await this.twoFactor.confirm(context.signedIn, code, context.address);
    return { recoveryCodes, user: await viewersAccount(context) };
  }

  @Allow("account:secure")
  @Mutation(() => DisableTwoFactorPayload, {
    description:
      "Turns two-factor off. Errors: BAD_USER_INPUT for a wrong password or code, UNAUTHENTICATED for an account without a password that signed in more than 15 minutes ago, CONFLICT when it is not on, RATE_LIMITED with retryAfterMs.",
  })
  async disableTwoFactor(
    @Ctx() context: RequestContext,
    @Arg("input", () => DisableTwoFactorInput, { description: "Password and code." }) { password, code }: DisableTwoFactorInput,
  ): Promise<DisableTwoFactorPayload> {
    await this.twoFactor.disable(context.signedIn, password ?? null, code, context.address);
    return { user: await viewersAccount(context) };
  }

  @Allow("account:secure")
  @Mutation(() => RenewRecoveryCodesPayload, {
    description:
      "Generates new recovery codes. Errors: BAD_USER_INPUT for a wrong code, CONFLICT when two-factor is not on, RATE_LIMITED with retryAfterMs.",
  })
  async renewRecoveryCodes(
    @Ctx() context: RequestContext,
    @Arg("input", () => RenewRecoveryCodesInput, { description: "A code." }) { code }: RenewRecoveryCodesInput,
  ): Promise<RenewRecoveryCodesPayload> {
    const recoveryCodes = await this.twoFactor.renewRecoveryCodes(context.signedIn, code, context.address);
    return { recoveryCodes, user: await viewersAccount(context) };
  }

  @Visible("owner")
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether sign-in requires a second step. Only for the account itself and admins.",
  })
  async twoFactorEnabled(@Ctx() context: RequestContext, @Root() { id }: Pick<User, "id">): Promise<boolean> {
    return (await context.loader(accountCredentials).load(id)).twoFactor;
  }

  @Visible("owner")
  @FieldResolver(() => Int, {
    nullable: true,
    description: "Number of unused recovery codes. Only for the account itself and admins.",
  })
  async recoveryCodesLeft(@Ctx() context: RequestContext, @Root() { id }: Pick<User, "id">): Promise<number> {
    return (await context.loader(accountCredentials).load(id)).recoveryCodesLeft;
  }
}

async function viewersAccount(context: RequestContext): Promise<UserType> {
  return (await context.loader(userById).load(context.signedIn.id))!;
}
