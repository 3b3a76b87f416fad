import { IsOptional, MaxLength, ValidateNested } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { EnteredDateTime, EnteredDateTimeInput } from "../assignments/wall-time.type.js";
import { REASON_MAX } from "../coursework-limits.js";
import type { ExtensionRow, ExtensionsService } from "./extensions.service.js";

@ObjectType("CourseworkExtension", {
  implements: Node,
  simpleResolvers: true,
  description:
    "Another due and closing time for a learner or a group. A learner's own wins over that of the group. For staff of the class.",
})
class CourseworkExtensionType implements Pick<ExtensionRow, "id" | "groupId" | "dueAt" | "closesAt" | "reason" | "createdAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => idOf("CourseworkGroup"), { nullable: true, description: "ID of the group; null if it is for a learner." })
  groupId!: string | null;

  @Field(() => GraphQLDateTime, { description: "Until when work is in time." })
  dueAt!: Date;

  @Derived(({ dates }: ExtensionRow) => dates.due ?? null)
  @Field(() => EnteredDateTime, { nullable: true, description: "`dueAt` as it was entered." })
  dueAtLocal?: EnteredDateTime | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "Until when work counts; null: that of the assignment, but not before `dueAt`.",
  })
  closesAt!: Date | null;

  @Field(() => String, { description: "Reason, for staff; may be empty." })
  reason!: string;

  @Field(() => GraphQLDateTime, { description: "When it was first granted." })
  createdAt!: Date;
}

const CourseworkExtensionConnection = connectionOf("CourseworkExtension", () => CourseworkExtensionType);

@InputType({ description: "An extension for a learner or a group; replaces the present one." })
class SetCourseworkExtensionInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment." })
  assignmentId!: string;

  @Field(() => idOf("User"), { nullable: true, description: "A learner of the class. Give this or `groupId`." })
  @IsOptional()
  userId?: string | null;

  @Field(() => idOf("CourseworkGroup"), { nullable: true, description: "A group of the assignment. Give this or `userId`." })
  @IsOptional()
  groupId?: string | null;

  @Field(() => EnteredDateTimeInput, { description: "Until when work is in time." })
  @ValidateNested()
  dueAt!: EnteredDateTimeInput;

  @Field(() => EnteredDateTimeInput, {
    nullable: true,
    description: "Until when work counts; null or absent: that of the assignment, but not before `dueAt`.",
  })
  @IsOptional()
  @ValidateNested()
  closesAt?: EnteredDateTimeInput | null;

  @Field(() => String, { nullable: true, description: `Reason, for staff, at most ${REASON_MAX} characters.` })
  @IsOptional()
  @MaxLength(REASON_MAX)
  reason?: string | null;
}

@InputType({ description: "The extension to remove." })
class RemoveCourseworkExtensionInput {
  @Field(() => idOf("CourseworkExtension"), { description: "The extension." })
  id!: string;
}

@ObjectType({ description: "Result of setCourseworkExtension." })
class SetCourseworkExtensionPayload {
  @Field(() => CourseworkExtensionType, { description: "The extension." })
  extension!: ExtensionRow;
}

@ObjectType({ description: "Result of removeCourseworkExtension." })
class RemoveCourseworkExtensionPayload {
  @Field(() => idOf("CourseworkExtension"), { description: "ID of the removed extension." })
  deletedId!: string;
}

@Resolver(() => CourseworkExtensionType)
export class CourseworkExtensionResolver {
  constructor(private readonly extensions: ExtensionsService) {}

  @Allow("coursework:edit")
  @Query(() => CourseworkExtensionConnection, {
    description: "Extensions of an assignment, newest first. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  courseworkExtensions(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) assignmentId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ExtensionRow>> {
    return this.extensions.list(em, signedIn, assignmentId, page);
  }

  @Allow("coursework:edit")
  @Mutation(() => SetCourseworkExtensionPayload, {
    description:
      "Gives a learner or a group another due and closing time, and computes grades anew. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async setCourseworkExtension(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => SetCourseworkExtensionInput, { description: "The extension." }) input: SetCourseworkExtensionInput,
  ): Promise<SetCourseworkExtensionPayload> {
    return { extension: await this.extensions.set(signedIn, input, address) };
  }

  @Allow("coursework:edit")
  @Mutation(() => RemoveCourseworkExtensionPayload, {
    description:
      "Removes an extension, and computes grades anew. For staff of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async removeCourseworkExtension(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => RemoveCourseworkExtensionInput, { description: "The extension." }) { id }: RemoveCourseworkExtensionInput,
  ): Promise<RemoveCourseworkExtensionPayload> {
    await this.extensions.remove(signedIn, id, address);
    return { deletedId: id };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "The learner; null if it is for a group." })
  user(@Ctx() context: RequestContext, @Root() { userId }: ExtensionRow): Promise<UserType | null> | null {
    return userId === null ? null : context.loader(userById).load(userId);
  }
}
