import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, Field, FieldResolver, Float, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { connectionOf, PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { readDrafts, type DraftRow } from "./draft.rows.js";

@ObjectType("CourseworkDraft", {
  simpleResolvers: true,
  description: "What a grader gave for a learner's work, before it counts. For staff of the class.",
})
class CourseworkDraftType implements Pick<DraftRow, "submissionId" | "updatedAt"> {
  @Field(() => idOf("CourseworkSubmission"), { nullable: true, description: "ID of the free work that was graded; null if only adjusted." })
  submissionId!: string | null;

  @Derived(({ rubricPoints }: DraftRow) => rubricPoints && rubricPoints.points.map((points) => points / 100))
  @Field(() => [Float], { nullable: true, description: "Points by criterion of the rubric; null if only adjusted." })
  rubricPoints?: number[] | null;

  @Derived(({ adjustment }: DraftRow) => adjustment / 100)
  @Field(() => Float, { description: "Points that are added, or taken if negative." })
  adjustment?: number;

  @Derived(({ comment }: DraftRow) => markdown(comment))
  @Field(() => MarkdownType, { description: "Comment for the learner; may be empty." })
  comment?: MarkdownType;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

const CourseworkDraftConnection = connectionOf("CourseworkDraft", () => CourseworkDraftType);

@Resolver(() => CourseworkDraftType)
export class CourseworkDraftResolver {
  @Allow("coursework:edit")
  @Query(() => CourseworkDraftConnection, {
    description:
      "Drafts that publishCourseworkDrafts would make count, newest first. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  courseworkDrafts(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) assignmentId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<DraftRow>> {
    return readDrafts(em, signedIn, assignmentId, page);
  }

  @FieldResolver(() => UserType, { description: "The learner." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: DraftRow): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Who gave it; null if their account is deleted." })
  async grader(@Ctx() context: RequestContext, @Root() { graderId }: DraftRow): Promise<UserType | null> {
    return graderId === null ? null : context.loader(userById).load(graderId);
  }
}
