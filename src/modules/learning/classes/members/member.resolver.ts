import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { badInput } from "../../../../kernel/errors.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { ClassRoleEnum } from "../class.type.js";
import { sectionById, type SectionRow } from "../sections/sections.service.js";
import { ClassSectionType } from "../sections/section.type.js";
import type { ClassRole } from "./class-member.entity.js";
import {
  AddClassMemberInput,
  AddClassMemberPayload,
  ClassJoinPreview,
  ClassMemberConnection,
  ClassMemberType,
  JoinClassInput,
  JoinClassPayload,
  LeaveClassInput,
  LeaveClassPayload,
  RemoveClassMemberInput,
  RemoveClassMemberPayload,
  UpdateClassMemberInput,
  UpdateClassMemberPayload,
} from "./member.type.js";
import type { JoinPreview, MemberRow, MembersService } from "./members.service.js";

@Resolver(() => ClassMemberType)
export class ClassMemberResolver {
  constructor(private readonly members: MembersService) {}

  @Allow("class:read")
  @Query(() => ClassMemberConnection, {
    description: "Members of a class that you may see, newest first. Learners see staff and themselves. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  classMembers(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("classId", () => idOf("Class"), { description: "The class." }) classId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("role", () => ClassRoleEnum, { nullable: true, description: "Only members with this role." }) role?: ClassRole | null,
    @Arg("sectionId", () => idOf("ClassSection"), { nullable: true, description: "Only members of this section." })
    sectionId?: string | null,
  ): Promise<Connection<MemberRow>> {
    return this.members.list(em, signedIn, { classId, role: role ?? null, sectionId: sectionId ?? null }, page);
  }

  @Allow("class:join")
  @Query(() => ClassJoinPreview, {
    description:
      "What the class of a join code is, before joining it. Errors: NOT_FOUND for an unknown, replaced or expired code, RATE_LIMITED after ten codes a minute.",
  })
  classJoinPreview(
    @Ctx() { signedIn }: RequestContext,
    @Arg("code", () => String, { description: "The join code. Case, spaces and hyphens do not matter." }) code: string,
  ): Promise<JoinPreview> {
    if (code.length > 40) throw badInput("code", "This is longer than a join code.", "TOO_LONG");
    return this.members.preview(signedIn, code);
  }

  @Allow("class:join")
  @Mutation(() => JoinClassPayload, {
    description:
      "Makes you a learner of a class. Safe to repeat; members keep their role. Errors: NOT_FOUND for an unknown, replaced or expired code, CONFLICT when all seats are taken, RATE_LIMITED after ten codes a minute.",
  })
  async joinClass(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => JoinClassInput, { description: "The code." }) { code }: JoinClassInput,
  ): Promise<JoinClassPayload> {
    return { class: await this.members.join(signedIn, code, address) };
  }

  @Allow("class:join")
  @Mutation(() => LeaveClassPayload, {
    description:
      "Ends your membership. Your work stays with the class. Errors: NOT_FOUND, CONFLICT for the last instructor, and when the class is archived.",
  })
  async leaveClass(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => LeaveClassInput, { description: "The class." }) { id }: LeaveClassInput,
  ): Promise<LeaveClassPayload> {
    await this.members.leave(signedIn, id, address);
    return { deletedId: id };
  }

  @Allow("class:edit")
  @Mutation(() => AddClassMemberPayload, {
    description:
      "Adds an account. For the class's instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when it is already a member, no seat is free or the class is archived.",
  })
  async addClassMember(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => AddClassMemberInput, { description: "The new member." }) input: AddClassMemberInput,
  ): Promise<AddClassMemberPayload> {
    return { member: await this.members.add(signedIn, input, address) };
  }

  @Allow("class:edit")
  @Mutation(() => UpdateClassMemberPayload, {
    description:
      "Changes role or section of a member. For the class's instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT for the last instructor, without a free seat, and when the class is archived.",
  })
  async updateClassMember(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateClassMemberInput, { description: "The member and the changes." }) input: UpdateClassMemberInput,
  ): Promise<UpdateClassMemberPayload> {
    return { member: await this.members.change(signedIn, input, address) };
  }

  @Allow("class:edit")
  @Mutation(() => RemoveClassMemberPayload, {
    description:
      "Removes a member. Their work stays with the class. For the class's instructors. Errors: NOT_FOUND, FORBIDDEN, CONFLICT for the last instructor, and when the class is archived.",
  })
  async removeClassMember(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RemoveClassMemberInput, { description: "The member." }) { id }: RemoveClassMemberInput,
  ): Promise<RemoveClassMemberPayload> {
    await this.members.remove(signedIn, id, address);
    return { deletedId: id };
  }

  @FieldResolver(() => UserType, { description: "The account." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: MemberRow): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }

  @FieldResolver(() => ClassSectionType, { nullable: true, description: "Section of the class; null if none." })
  section(@Ctx() context: RequestContext, @Root() { sectionId }: MemberRow): Promise<SectionRow | null> | null {
    return sectionId === null ? null : context.loader(sectionById).load(sectionId);
  }
}
