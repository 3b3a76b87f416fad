import { ArrayMaxSize, ArrayUnique, IsOptional, Length } from "class-validator";
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { GROUP_MEMBERS_MAX, GROUP_NAME_MAX } from "../coursework-limits.js";
import { membersOfGroup, type GroupRow, type GroupsService } from "./groups.service.js";

@ObjectType("CourseworkGroup", {
  implements: Node,
  simpleResolvers: true,
  description: "Learners who hand in an assignment together. Visible to its members and staff of the class.",
})
class CourseworkGroupType implements Omit<GroupRow, "assignmentId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Name, unique for the assignment." })
  name!: string;
}

const CourseworkGroupConnection = connectionOf("CourseworkGroup", () => CourseworkGroupType);

@InputType({ description: "A group and its members." })
class SaveCourseworkGroupInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment, which is group work." })
  assignmentId!: string;

  @Field(() => idOf("CourseworkGroup"), { nullable: true, description: "The group to change; null or absent: a new one." })
  @IsOptional()
  id?: string | null;

  @Field(() => String, { description: `Name, one line of 1 to ${GROUP_NAME_MAX} characters.` })
  @Length(1, GROUP_NAME_MAX)
  @Trimmed()
  @OneLine()
  name!: string;

  @Field(() => [idOf("User")], { description: `Learners of the class, at most ${GROUP_MEMBERS_MAX}. Replaces all present ones.` })
  @ArrayMaxSize(GROUP_MEMBERS_MAX)
  @ArrayUnique()
  userIds!: string[];
}

@InputType({ description: "The group to delete." })
class DeleteCourseworkGroupInput {
  @Field(() => idOf("CourseworkGroup"), { description: "The group." })
  id!: string;
}

@ObjectType({ description: "Result of saveCourseworkGroup." })
class SaveCourseworkGroupPayload {
  @Field(() => CourseworkGroupType, { description: "The group." })
  group!: GroupRow;
}

@ObjectType({ description: "Result of deleteCourseworkGroup." })
class DeleteCourseworkGroupPayload {
  @Field(() => idOf("CourseworkGroup"), { description: "ID of the deleted group." })
  deletedId!: string;
}

@Resolver(() => CourseworkGroupType)
export class CourseworkGroupResolver {
  constructor(private readonly groups: GroupsService) {}

  @Allow("coursework:read")
  @Query(() => CourseworkGroupConnection, {
    description: "Groups of an assignment, newest first; for learners their own. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  courseworkGroups(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) assignmentId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<GroupRow>> {
    return this.groups.list(em, signedIn, assignmentId, page);
  }

  @Allow("coursework:edit")
  @Mutation(() => SaveCourseworkGroupPayload, {
    description:
      "Creates a group, or changes its name and members. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when a learner is in another group, the name is taken, the assignment is no group work or the class is archived.",
  })
  async saveCourseworkGroup(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SaveCourseworkGroupInput, { description: "The group." }) input: SaveCourseworkGroupInput,
  ): Promise<SaveCourseworkGroupPayload> {
    return { group: await this.groups.save(signedIn, input) };
  }

  @Allow("coursework:edit")
  @Mutation(() => DeleteCourseworkGroupPayload, {
    description:
      "Deletes a group; what it handed in stays with who did it. For instructors of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async deleteCourseworkGroup(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteCourseworkGroupInput, { description: "The group." }) { id }: DeleteCourseworkGroupInput,
  ): Promise<DeleteCourseworkGroupPayload> {
    await this.groups.remove(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => [UserType], { description: "Members, at most 20." })
  async members(@Ctx() context: RequestContext, @Root() { id }: GroupRow): Promise<UserType[]> {
    const found = await Promise.all((await context.loader(membersOfGroup).load(id)).map((userId) => context.loader(userById).load(userId)));
    return found.filter((user) => user !== null);
  }
}
