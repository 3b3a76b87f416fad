import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { CompletionService } from "./completion.service.js";
import {
  CompleteAssignmentInput,
  CompleteAssignmentPayload,
  CompleteBlockInput,
  CompleteBlockPayload,
  CompleteLessonInput,
  CompleteLessonPayload,
  ReopenAssignmentInput,
  ReopenAssignmentPayload,
  ReopenBlockInput,
  ReopenBlockPayload,
  ReopenLessonInput,
  ReopenLessonPayload,
} from "./completion.type.js";

@Resolver()
export class CompletionResolver {
  constructor(private readonly completion: CompletionService) {}

  @Allow("progress:edit")
  @Mutation(() => CompleteBlockPayload, {
    description:
      "Marks a block as done. The lesson is complete once all its blocks are. Repeating the call changes nothing. Errors: BAD_USER_INPUT for a PROBLEM or QUIZ, which results complete, and for a key that the lesson does not have; NOT_FOUND; CONFLICT if you do not take the track.",
  })
  async completeBlock(
    @Ctx() context: RequestContext,
    @Arg("input", () => CompleteBlockInput, { description: "The block that is done." }) { lessonId, key }: CompleteBlockInput,
  ): Promise<CompleteBlockPayload> {
    return fresh(context, { lesson: await this.completion.completeBlock(context.signedIn, lessonId, key.toLowerCase()) });
  }

  @Allow("progress:edit")
  @Mutation(() => ReopenBlockPayload, {
    description:
      "Takes back that a block is done, and with it the completion of its lesson. `Enrollment.completedAt` and a certificate stay. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT as for completeBlock.",
  })
  async reopenBlock(
    @Ctx() context: RequestContext,
    @Arg("input", () => ReopenBlockInput, { description: "The block that is not done." }) { lessonId, key }: ReopenBlockInput,
  ): Promise<ReopenBlockPayload> {
    return fresh(context, { lesson: await this.completion.reopenBlock(context.signedIn, lessonId, key.toLowerCase()) });
  }

  @Allow("progress:edit")
  @Mutation(() => CompleteLessonPayload, {
    description:
      "Marks all blocks of a lesson as done, and the lesson as complete. Repeating the call changes nothing. Errors: BAD_USER_INPUT; NOT_FOUND; CONFLICT if you do not take the track, and while one of its problems is not solved or one of its quizzes not graded: then nothing is marked.",
  })
  async completeLesson(
    @Ctx() context: RequestContext,
    @Arg("input", () => CompleteLessonInput, { description: "The lesson that is done." }) { lessonId }: CompleteLessonInput,
  ): Promise<CompleteLessonPayload> {
    return fresh(context, { lesson: await this.completion.completeLesson(context.signedIn, lessonId) });
  }

  @Allow("progress:edit")
  @Mutation(() => ReopenLessonPayload, {
    description:
      "Takes back the completion of a lesson and of its blocks. What results complete stays, so a lesson with nothing else stays complete. `Enrollment.completedAt` and a certificate stay. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT if you do not take the track.",
  })
  async reopenLesson(
    @Ctx() context: RequestContext,
    @Arg("input", () => ReopenLessonInput, { description: "The lesson that is not done." }) { lessonId }: ReopenLessonInput,
  ): Promise<ReopenLessonPayload> {
    return fresh(context, { lesson: await this.completion.reopenLesson(context.signedIn, lessonId) });
  }

  @Allow("progress:edit")
  @Mutation(() => CompleteAssignmentPayload, {
    description:
      "Marks an assignment of the kind TASK as done. Repeating the call changes nothing. Errors: BAD_USER_INPUT for one of the kind PROBLEMS, which solving completes; NOT_FOUND; CONFLICT if you do not take the track.",
  })
  async completeAssignment(
    @Ctx() context: RequestContext,
    @Arg("input", () => CompleteAssignmentInput, { description: "The assignment that is done." }) { assignmentId }: CompleteAssignmentInput,
  ): Promise<CompleteAssignmentPayload> {
    return fresh(context, { assignment: await this.completion.completeAssignment(context.signedIn, assignmentId) });
  }

  @Allow("progress:edit")
  @Mutation(() => ReopenAssignmentPayload, {
    description:
      "Takes back that an assignment is done. `Enrollment.completedAt` and a certificate stay. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT as for completeAssignment.",
  })
  async reopenAssignment(
    @Ctx() context: RequestContext,
    @Arg("input", () => ReopenAssignmentInput, { description: "The assignment that is not done." }) { assignmentId }: ReopenAssignmentInput,
  ): Promise<ReopenAssignmentPayload> {
    return fresh(context, { assignment: await this.completion.reopenAssignment(context.signedIn, assignmentId) });
  }
}

/** An operation may have several mutations: what is read after this one must not be from before. */
function fresh<T>(context: RequestContext, payload: T): T {
  context.renew();
  return payload;
}
