import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from "class-validator";
import { Arg, Ctx, Field, FieldResolver, Float, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { assignmentById, type AssignmentRow } from "../assignments/assignment.rows.js";
import { ClassAssignmentType } from "../assignments/class-assignment.type.js";
import { COMMENT_MAX, CRITERIA_MAX, POINTS_MAX } from "../coursework-limits.js";
import { explain, type GradeLine } from "../grading/explain.js";
import { readGrade, viewerGrade, type GradeRow } from "./grade.rows.js";
import { CourseworkGradeType, GradeLineType } from "./grade.type.js";
import { readerOf } from "./reader.js";
import type { MarksService } from "./marks.service.js";

@InputType({ description: "What a grader gives for the latest work of a learner, or of their group." })
class GradeCourseworkInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment." })
  assignmentId!: string;

  @Field(() => idOf("User"), { description: "The learner. The other members of a group get the same." })
  userId!: string;

  @Field(() => [Float], {
    nullable: true,
    description: "FREE only: points by criterion of the rubric, with at most two decimals. Null or absent: no grade, only `adjustment`.",
  })
  @IsOptional()
  @ArrayMaxSize(CRITERIA_MAX)
  rubricPoints?: number[] | null;

  @Field(() => Float, {
    nullable: true,
    description: `Points to add, or to take if negative, with at most two decimals and ${POINTS_MAX} points. Default 0.`,
  })
  @IsOptional()
  @Min(-POINTS_MAX)
  @Max(POINTS_MAX)
  adjustment?: number | null;

  @Field(() => String, { nullable: true, description: `Comment for the learner, in Markdown, at most ${COMMENT_MAX} characters.` })
  @IsOptional()
  @MaxLength(COMMENT_MAX)
  comment?: string | null;

  @Field(() => Boolean, { description: "A draft counts for nothing until publishCourseworkDrafts." })
  draft!: boolean;

  @Field(() => idOf("CourseworkSubmission"), {
    nullable: true,
    description: "FREE only: the work that you read. CONFLICT unless it is the latest of the learner or group. Default: the latest.",
  })
  submissionId?: string | null;
}

@InputType({ description: "The assignment whose drafts to publish." })
class PublishCourseworkDraftsInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment." })
  assignmentId!: string;
}

@ObjectType({ description: "Result of gradeCoursework." })
class GradeCourseworkPayload {
  @Field(() => CourseworkGradeType, { nullable: true, description: "The learner's grade; null if there is none, as for a first draft." })
  grade!: GradeRow | null;
}

@ObjectType({ description: "Result of publishCourseworkDrafts." })
class PublishCourseworkDraftsPayload {
  @Field(() => Int, { description: "Number of drafts that count now." })
  published!: number;
}

@Resolver(() => CourseworkGradeType)
export class CourseworkGradeResolver {
  constructor(private readonly marks: MarksService) {}

  @Allow("coursework:read")
  @Query(() => CourseworkGradeType, {
    nullable: true,
    description: "A learner's grade; null without one, and for learners until it is released. Errors: NOT_FOUND.",
  })
  courseworkGrade(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) assignmentId: string,
    @Arg("userId", () => idOf("User"), { nullable: true, description: "For staff: the learner. Default: you." }) userId?: string | null,
  ): Promise<GradeRow | null> {
    return readGrade(em, signedIn, assignmentId, userId ?? signedIn.id);
  }

  @Allow("coursework:edit")
  @Mutation(() => GradeCourseworkPayload, {
    description:
      "Grades the latest work of a learner or group; replaces what was given before. For staff of the class. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived or `submissionId` is not the latest work.",
  })
  async gradeCoursework(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => GradeCourseworkInput, { description: "The mark." }) input: GradeCourseworkInput,
  ): Promise<GradeCourseworkPayload> {
    return { grade: await this.marks.grade(signedIn, input, address) };
  }

  @Allow("coursework:edit")
  @Mutation(() => PublishCourseworkDraftsPayload, {
    description:
      "Makes all drafts of an assignment count. For staff of the class. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the class is archived.",
  })
  async publishCourseworkDrafts(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => PublishCourseworkDraftsInput, { description: "The assignment." }) { assignmentId }: PublishCourseworkDraftsInput,
  ): Promise<PublishCourseworkDraftsPayload> {
    return { published: await this.marks.publish(signedIn, assignmentId, address) };
  }

  @FieldResolver(() => [GradeLineType], { description: "How it was computed, line by line." })
  async lines(@Ctx() context: RequestContext, @Root() { tree }: GradeRow): Promise<GradeLine[]> {
    return explain(tree, await readerOf(context));
  }

  @FieldResolver(() => UserType, { description: "The learner." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: GradeRow): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }

  @FieldResolver(() => ClassAssignmentType, { nullable: true, description: "The assignment; null if it is hidden from you now." })
  assignment(@Ctx() context: RequestContext, @Root() { assignmentId }: GradeRow): Promise<AssignmentRow | null> {
    return context.loader(assignmentById).load(assignmentId);
  }
}

@Resolver(() => ClassAssignmentType)
export class ViewerGradeResolver {
  @FieldResolver(() => CourseworkGradeType, { nullable: true, description: "Your grade; null without one, and until it is released." })
  viewerGrade(@Ctx() context: RequestContext, @Root() { id }: AssignmentRow): Promise<GradeRow | null> {
    return context.loader(viewerGrade).load(id);
  }
}
