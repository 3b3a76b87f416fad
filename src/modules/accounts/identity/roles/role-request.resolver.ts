import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import type { User } from "../../../base/users/user.entity.js";
import { UserType } from "../../../base/users/user.type.js";
import { latestRoleRequest } from "./role-request.loaders.js";
import {
  DecideRoleRequestInput,
  DecideRoleRequestPayload,
  RequestRoleInput,
  RequestRolePayload,
  RoleRequestConnection,
  RoleRequestFilter,
  RoleRequestType,
} from "./role-request.type.js";
import type { RoleRequestRow, RoleRequestsService } from "./role-requests.service.js";

@Resolver(() => RoleRequestType)
export class RoleRequestResolver {
  constructor(private readonly service: RoleRequestsService) {}

  @Allow("role:decide")
  @Query(() => RoleRequestConnection, { description: "Role requests, newest first. For admins." })
  async roleRequests(
    @Ctx() { em }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("filter", () => RoleRequestFilter, { nullable: true, description: "Only requests that match; all when absent." })
    filter?: RoleRequestFilter | null,
  ): Promise<Connection<RoleRequestRow>> {
    return this.service.list(em, page, filter?.status ?? null);
  }

  @Allow("role:request")
  @Mutation(() => RequestRolePayload, {
    description: "Requests another role. Errors: BAD_USER_INPUT, CONFLICT when you already have it or an earlier request is still pending.",
  })
  async requestRole(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RequestRoleInput, { description: "The role and the reason." }) { role, reason }: RequestRoleInput,
  ): Promise<RequestRolePayload> {
    return { roleRequest: await this.service.request(signedIn, role, reason ?? "", address) };
  }

  @Allow("role:decide")
  @Mutation(() => DecideRoleRequestPayload, {
    description:
      "Approves or rejects a role request. For admins. Errors: NOT_FOUND, FORBIDDEN when only a system admin may decide on this role, CONFLICT when it has already been decided, the account has become an admin since it asked, or the slug of the organization is taken.",
  })
  async decideRoleRequest(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DecideRoleRequestInput, { description: "The decision." }) input: DecideRoleRequestInput,
  ): Promise<DecideRoleRequestPayload> {
    const { comment, organization } = input;
    const decision = { ...input, comment: comment ?? "", organization: organization ?? null };
    return { roleRequest: await this.service.decide(signedIn, decision, address) };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "The account that requested the role." })
  user(@Ctx() context: RequestContext, @Root() { userId }: RoleRequestRow): Promise<UserType | null> {
    return context.loader(userById).load(userId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "The admin who decided; null while PENDING." })
  async decidedBy(@Ctx() context: RequestContext, @Root() { decidedById }: RoleRequestRow): Promise<UserType | null> {
    return decidedById === null ? null : context.loader(userById).load(decidedById);
  }
}

/** The reverse of RoleRequest.user. Lives here because identity depends on users. */
@Resolver(() => UserType)
export class UserRoleRequestResolver {
  @Visible("owner")
  @FieldResolver(() => RoleRequestType, { nullable: true, description: "The account's latest role request. Only for itself and admins." })
  roleRequest(@Ctx() context: RequestContext, @Root() { id }: Pick<User, "id">): Promise<RoleRequestRow | null> {
    return context.loader(latestRoleRequest).load(id);
  }
}
