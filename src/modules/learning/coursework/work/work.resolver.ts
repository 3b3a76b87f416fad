import { ArrayMaxSize, ArrayUnique, IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime, GraphQLURL } from "graphql-scalars";
import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf, PageArgs, type Connection } from "../../../../graphql/pagination.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { SUBMISSION_FILES_MAX, SUBMISSION_TEXT_MAX } from "../coursework-limits.js";
import { filesOfWork, type WorkRow, type WorkService } from "./work.service.js";

const LINK_SECONDS = 3600;

@ObjectType({ simpleResolvers: true, description: "A file that was handed in." })
class CourseworkFile {
  @Field(() => String, { description: "File name." })
  fileName!: string;

  @Field(() => String, { description: "MIME type, as inspected." })
  contentType!: string;

  @Field(() => Int, { description: "Size in bytes." })
  sizeBytes!: number;

  @Field(() => GraphQLURL, { description: "Address that serves it for an hour." })
  url!: string;
}

@ObjectType("CourseworkSubmission", {
  implements: Node,
  simpleResolvers: true,
  description: "Free work that was handed in. Visible to its author, the author's group and staff of the class.",
})
class CourseworkSubmissionType implements Pick<WorkRow, "id" | "text" | "createdAt" | "groupId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Text, as it was handed in; may be empty. Comments count its lines." })
  text!: string;

  @Derived(({ text }: WorkRow) => markdown(text))
  @Field(() => MarkdownType, { description: "`text` as Markdown, with HTML." })
  textMarkdown?: MarkdownType;

  @Field(() => idOf("CourseworkGroup"), { nullable: true, description: "ID of the group that it was handed in for; null if none." })
  groupId!: string | null;

  @Field(() => GraphQLDateTime, { description: "When it was handed in, by the server's clock. Decides about lateness." })
  createdAt!: Date;
}

const CourseworkSubmissionConnection = connectionOf("CourseworkSubmission", () => CourseworkSubmissionType);

@InputType({ description: "Free work to hand in: a text, files, or both." })
class SubmitCourseworkInput {
  @Field(() => idOf("ClassAssignment"), { description: "The assignment, of the kind FREE." })
  assignmentId!: string;

  @Field(() => String, { description: `Text, at most ${SUBMISSION_TEXT_MAX} characters; may be empty if there are files.` })
  @MaxLength(SUBMISSION_TEXT_MAX)
  text!: string;

  @Field(() => [idOf("File")], {
    nullable: true,
    description: `READY files of yours of purpose ATTACHMENT, at most ${SUBMISSION_FILES_MAX}.`,
  })
  @IsOptional()
  @ArrayMaxSize(SUBMISSION_FILES_MAX)
  @ArrayUnique()
  fileIds?: string[] | null;
}

@ObjectType({ description: "Result of submitCoursework." })
class SubmitCourseworkPayload {
  @Field(() => CourseworkSubmissionType, { description: "What was handed in." })
  submission!: WorkRow;
}

@Resolver(() => CourseworkSubmissionType)
export class CourseworkSubmissionResolver {
  constructor(
    private readonly work: WorkService,
    private readonly storage: ObjectStorage,
  ) {}

  @Allow("coursework:read")
  @Query(() => CourseworkSubmissionConnection, {
    description:
      "Free work of an assignment, newest first: everyone's for staff, your own and your group's for learners. Errors: BAD_USER_INPUT, NOT_FOUND.",
  })
  courseworkSubmissions(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("assignmentId", () => idOf("ClassAssignment"), { description: "The assignment." }) assignmentId: string,
    @Args(() => PageArgs) page: PageArgs,
    @Arg("userId", () => idOf("User"), { nullable: true, description: "For staff: only that of this learner and their group." })
    userId?: string | null,
  ): Promise<Connection<WorkRow>> {
    return this.work.list(em, signedIn, { assignmentId, userId: userId ?? null }, page);
  }

  @Allow("coursework:submit")
  @Mutation(() => SubmitCourseworkPayload, {
    description:
      "Hands in free work, for you or your group. Handing in again adds another submission; the latest is graded. For learners. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT after your closing time, without a group for group work, and when the class is archived.",
  })
  async submitCoursework(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SubmitCourseworkInput, { description: "The work." }) input: SubmitCourseworkInput,
  ): Promise<SubmitCourseworkPayload> {
    return { submission: await this.work.submit(signedIn, input) };
  }

  @FieldResolver(() => UserType, { description: "Who handed it in." })
  async user(@Ctx() context: RequestContext, @Root() { userId }: WorkRow): Promise<UserType> {
    return (await context.loader(userById).load(userId))!;
  }

  @FieldResolver(() => [CourseworkFile], { description: "Files, at most 5." })
  async files(@Ctx() context: RequestContext, @Root() { id }: WorkRow): Promise<CourseworkFile[]> {
    const files = await context.loader(filesOfWork).load(id);
    return Promise.all(files.map(async ({ key, ...file }) => ({ ...file, url: await this.storage.presignGet(key, LINK_SECONDS) })));
  }
}
