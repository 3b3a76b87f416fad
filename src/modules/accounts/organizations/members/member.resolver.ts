import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { OrganizationRole } from "../../../../access/viewer.js";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { badInput } from "../../../../kernel/errors.js";
import { UserType } from "../../../base/users/user.type.js";
import { organizationById } from "../organization.loaders.js";
import type { OrganizationRow } from "../organization.rows.js";
import { OrganizationRoleEnum, OrganizationType } from "../organization.type.js";
import { membersOf, membershipsOf, type MemberRow } from "./member.rows.js";
import {
  LeaveOrganizationInput,
  LeaveOrganizationPayload,
  OrganizationMemberConnection,
  OrganizationMemberType,
  RemoveOrganizationMemberInput,
  RemoveOrganizationMemberPayload,
  TransferOrganizationInput,
  TransferOrganizationPayload,
  UpdateOrganizationMemberInput,
  UpdateOrganizationMemberPayload,
} from "./member.type.js";
import type { MembersService } from "./members.service.js";

const SEARCH_MAX = 100;

@Resolver(() => OrganizationMemberType)
export class OrganizationMemberResolver {
  constructor(private readonly members: MembersService) {}

  @Allow("organization:edit")
  @Mutation(() => UpdateOrganizationMemberPayload, {
    description:
      "Changes a member's role. Owners decide about everyone, managers about instructors and learners. Errors: NOT_FOUND, FORBIDDEN, CONFLICT for the last owner, and unless the organization is active.",
  })
  async updateOrganizationMember(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateOrganizationMemberInput, { description: "The member and the role." }) input: UpdateOrganizationMemberInput,
  ): Promise<UpdateOrganizationMemberPayload> {
    return { member: await this.members.changeRole(signedIn, input, address) };
  }

  @Allow("organization:edit")
  @Mutation(() => RemoveOrganizationMemberPayload, {
    description:
      "Removes a member and frees the seat. They are notified. Owners remove everyone else, managers instructors and learners. Errors: NOT_FOUND, FORBIDDEN, CONFLICT for yourself, for the last owner, and unless the organization is active.",
  })
  async removeOrganizationMember(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RemoveOrganizationMemberInput, { description: "The member." }) { id }: RemoveOrganizationMemberInput,
  ): Promise<RemoveOrganizationMemberPayload> {
    await this.members.remove(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("organization:join")
  @Mutation(() => LeaveOrganizationPayload, {
    description:
      "Ends your membership and frees the seat, also of an archived organization. Errors: NOT_FOUND, CONFLICT for the last owner.",
  })
  async leaveOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => LeaveOrganizationInput, { description: "The organization." }) { id }: LeaveOrganizationInput,
  ): Promise<LeaveOrganizationPayload> {
    await this.members.leave(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("organization:edit")
  @Mutation(() => TransferOrganizationPayload, {
    description:
      "Makes a member an owner, and you a manager if you are an owner. For owners and admins. Errors: NOT_FOUND, FORBIDDEN, CONFLICT if the member is an owner already, and unless the organization is active.",
  })
  async transferOrganization(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => TransferOrganizationInput, { description: "The new owner." }) { memberId }: TransferOrganizationInput,
  ): Promise<TransferOrganizationPayload> {
    return { member: await this.members.transfer(signedIn, memberId, address) };
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: "The organization; null if you can no longer see it." })
  organization(@Ctx() context: RequestContext, @Root() { organizationId }: MemberRow): Promise<OrganizationRow | null> {
    return context.loader(organizationById).load(organizationId);
  }
}

@Resolver(() => OrganizationType)
export class OrganizationMembersResolver {
  @FieldResolver(() => OrganizationMemberConnection, {
    description: "Members that you may see, newest first: see OrganizationMember. Errors: BAD_USER_INPUT.",
  })
  members(
    @Ctx() context: RequestContext,
    @Root() { id: organizationId }: OrganizationRow,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("role", () => OrganizationRoleEnum, { nullable: true, description: "Only members with this role." })
    role?: OrganizationRole | null,
    @Arg("search", () => String, {
      nullable: true,
      description: `Beginning of the username, or of words of the names. At most ${SEARCH_MAX} characters.`,
    })
    search?: string | null,
  ): Promise<Connection<MemberRow>> {
    if (search && search.length > SEARCH_MAX) throw badInput("search", `Enter at most ${SEARCH_MAX} characters.`, "TOO_LONG");
    return context.loader(membersOf).load({ organizationId, page, role: role ?? null, search: search ?? null });
  }
}

/** The reverse of OrganizationMember.user. */
@Resolver(() => UserType)
export class UserOrganizationsResolver {
  @Visible("owner")
  @FieldResolver(() => [OrganizationMemberType], {
    nullable: true,
    description: "The account's memberships in organizations, newest first, at most a few dozen. Only for itself and admins.",
  })
  organizations(@Ctx() context: RequestContext, @Root() { id }: { id: string }): Promise<MemberRow[]> {
    return context.loader(membershipsOf).load(id);
  }
}
