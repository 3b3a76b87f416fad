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
      "Gives an account a role, effective from its next request. Only a system admin may grant or remove the system admin role; nobody may change their own role. For admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the account already has the role.",
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
      "Suspends an account immediately: its sessions end, its API tokens are disabled, its WebSockets close, and it can't sign in. Only a system admin may suspend a system admin; nobody may suspend themselves. For admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it is already suspended.",
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
      "Lets a suspended account sign in again. It does not cancel a deletion that an admin requested: use `cancelUserDeletion`. For admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it is not suspended.",
  })
  async reinstateUser(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ReinstateUserInput, { description: "The account." }) input: ReinstateUserInput,
  ): Promise<ReinstateUserPayload> {
    return { user: await this.userAdmin.reinstate(signedIn, input, address) };
  }
}
