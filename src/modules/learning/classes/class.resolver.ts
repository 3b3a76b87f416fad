import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../graphql/access.js";
import type { RequestContext } from "../../../graphql/context.js";
import { idOf } from "../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../graphql/pagination.js";
import {
  ArchiveClassInput,
  ArchiveClassPayload,
  CreateClassInput,
  CreateClassPayload,
  RemoveClassJoinCodeInput,
  RemoveClassJoinCodePayload,
  ReopenClassInput,
  ReopenClassPayload,
  ReplaceClassJoinCodeInput,
  ReplaceClassJoinCodePayload,
  UpdateClassInput,
  UpdateClassPayload,
} from "./class.input.js";
import { readClass, type ClassRow } from "./class.rows.js";
import { ClassConnection, ClassType } from "./class.type.js";
import type { ClassesService } from "./classes.service.js";

interface ClassPayload {
  class: ClassRow;
}

@Resolver(() => ClassType)
export class ClassResolver {
  constructor(private readonly classes: ClassesService) {}

  @Allow("class:read")
  @Query(() => ClassConnection, { description: "Classes that you are a member of, newest first. Errors: BAD_USER_INPUT." })
  myClasses(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("archived", () => Boolean, { nullable: true, description: "Only archived ones, or only active ones. Default: all." })
    archived?: boolean | null,
    @Arg("organizationId", () => idOf("Organization"), {
      nullable: true,
      description:
        "Only classes of this organization. Its owners and managers, and admins, get all of them, also those they are no member of.",
    })
    organizationId?: string | null,
  ): Promise<Connection<ClassRow>> {
    return this.classes.list(em, signedIn, { archived, organizationId }, page);
  }

  @Allow("class:read")
  @Query(() => ClassType, {
    name: "class",
    description: "A class, for its members, owners and managers of its organization, and admins. Errors: NOT_FOUND.",
  })
  one(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Class"), { description: "ID of the class." }) id: string,
  ): Promise<ClassRow> {
    return readClass(em, signedIn, id);
  }

  @Allow("class:create")
  @Mutation(() => CreateClassPayload, {
    description:
      "Creates a class with you as its instructor. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN and CONFLICT for the organization.",
  })
  async createClass(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateClassInput, { description: "The new class." }) input: CreateClassInput,
  ): Promise<ClassPayload> {
    return { class: await this.classes.create(signedIn, input, address) };
  }

  @Allow("class:edit")
  @Mutation(() => UpdateClassPayload, {
    description:
      "Changes a class. Free seats of a larger capacity go to invited people who confirmed their address while the class was full. For its instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when it is archived or `expectedVersion` is not the present one.",
  })
  async updateClass(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateClassInput, { description: "The changes." }) input: UpdateClassInput,
  ): Promise<ClassPayload> {
    return { class: await this.classes.update(signedIn, input, address) };
  }

  @Allow("class:edit")
  @Mutation(() => ArchiveClassPayload, {
    description:
      "Archives a class at the end of its term: it stays readable, nothing can be handed in or changed, and its join code is removed. Safe to repeat. For its instructors. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async archiveClass(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ArchiveClassInput, { description: "The class." }) { id }: ArchiveClassInput,
  ): Promise<ClassPayload> {
    return { class: await this.classes.setArchived(signedIn, id, true, address) };
  }

  @Allow("class:edit")
  @Mutation(() => ReopenClassPayload, {
    description:
      "Makes an archived class active again, without a join code. Invited people who confirmed their address meanwhile become learners. Safe to repeat. For its instructors. Errors: NOT_FOUND, FORBIDDEN.",
  })
  async reopenClass(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ReopenClassInput, { description: "The class." }) { id }: ReopenClassInput,
  ): Promise<ClassPayload> {
    return { class: await this.classes.setArchived(signedIn, id, false, address) };
  }

  @Allow("class:edit")
  @Mutation(() => ReplaceClassJoinCodePayload, {
    description:
      "Gives the class a new join code; the old one stops working at once. For its instructors. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async replaceClassJoinCode(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => ReplaceClassJoinCodeInput, { description: "The class." }) { id, expiresAt = null }: ReplaceClassJoinCodeInput,
  ): Promise<ClassPayload> {
    return { class: await this.classes.setJoinCode(signedIn, id, { expiresAt }, address) };
  }

  @Allow("class:edit")
  @Mutation(() => RemoveClassJoinCodePayload, {
    description:
      "Removes the join code: nobody can join by code any more. Safe to repeat. For the class's instructors. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async removeClassJoinCode(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RemoveClassJoinCodeInput, { description: "The class." }) { id }: RemoveClassJoinCodeInput,
  ): Promise<ClassPayload> {
    return { class: await this.classes.setJoinCode(signedIn, id, null, address) };
  }
}
