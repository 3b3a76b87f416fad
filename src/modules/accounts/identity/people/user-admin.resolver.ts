import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { UserAdminService } from "./user-admin.service.js";
import {
  ReinstateUserInput,
  ReinstateUserPayload,
  SetUserRoleInput,
  SetUserRolePayload,
  SuspendUserInput,
  SuspendUserPayload,
} from "./user-admin.type.js";

@Resolver()
export class UserAdminResolver {
  constructor(private readonly userAdmin: UserAdminService) {}

  @Allow("user:role")
  @Mutation(() => SetUserRolePayload, {
    description:
      "Gives an account a role, from its next request on. Only a system admin makes or changes a system admin, and nobody their own role. For admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the account has the role.",
  })
  async setUserRole(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => SetUserRoleInput, { description: "The change." }) { userId, role, reason }: SetUserRoleInput,
  ): Promise<SetUserRolePayload> {
    return { user: await this.userAdmin.setRole(signedIn, { userId, role, reason: reason ?? "" }, address) };
  }

  @Allow("user:suspend")
  @Mutation(() => SuspendUserPayload, {
    description:
      "Puts an account out at once: its sessions end, its API tokens rest, its sockets close, and it can't sign in. Only a system admin suspends a system admin, and nobody themselves. For admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it is suspended.",
  })
  async suspendUser(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => SuspendUserInput, { description: "The account." }) input: SuspendUserInput,
  ): Promise<SuspendUserPayload> {
    return { user: await this.userAdmin.suspend(signedIn, input, address) };
  }

  @Allow("user:suspend")
  @Mutation(() => ReinstateUserPayload, {
    description:
      "Lets a suspended account sign in again. A deletion that an admin has ordered goes on: `cancelUserDeletion` calls that off. For admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it is not suspended.",
  })
  async reinstateUser(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ReinstateUserInput, { description: "The account." }) input: ReinstateUserInput,
  ): Promise<ReinstateUserPayload> {
    return { user: await this.userAdmin.reinstate(signedIn, input, address) };
  }
}
