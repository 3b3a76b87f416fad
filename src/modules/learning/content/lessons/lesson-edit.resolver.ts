import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import {
  CreateLessonInput,
  CreateLessonPayload,
  DeleteLessonInput,
  DeleteLessonPayload,
  MoveLessonInput,
  MoveLessonPayload,
  RestoreLessonRevisionInput,
  RestoreLessonRevisionPayload,
  SetLessonStatusInput,
  SetLessonStatusPayload,
  UpdateLessonInput,
  UpdateLessonPayload,
} from "./lesson.input.js";
import type { LessonRow } from "./lesson.rows.js";
import type { LessonsService } from "./lessons.service.js";

interface Payload {
  lesson: LessonRow;
}

@Resolver()
export class LessonEditResolver {
  constructor(private readonly lessons: LessonsService) {}

  @Allow("track:edit")
  @Mutation(() => CreateLessonPayload, {
    description:
      "Adds a lesson to the end of a module, as a draft. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the slug is taken.",
  })
  async createLesson(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateLessonInput, { description: "The new lesson." }) input: CreateLessonInput,
  ): Promise<Payload> {
    return { lesson: await this.lessons.create(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => UpdateLessonPayload, {
    description:
      "Edits a lesson in one language. Each edit creates a revision, unless it changes nothing. If the lesson was ever published, learners keep reading the published revision until `setLessonStatus` publishes the latest one. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the slug is taken or `expectedRevision` is no longer the latest.",
  })
  async updateLesson(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateLessonInput, { description: "The lesson and the changes." }) input: UpdateLessonInput,
  ): Promise<Payload> {
    return { lesson: await this.lessons.update(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => RestoreLessonRevisionPayload, {
    description:
      "Creates a new revision from the content of an older one; does nothing if the latest has the same content. Errors: NOT_FOUND (lesson or revision), FORBIDDEN, CONFLICT when `expectedRevision` is no longer the latest.",
  })
  async restoreLessonRevision(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RestoreLessonRevisionInput, { description: "The lesson and the revision." }) input: RestoreLessonRevisionInput,
  ): Promise<Payload> {
    return { lesson: await this.lessons.restore(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => SetLessonStatusPayload, {
    description:
      "Sends a lesson to review, publishes or archives it. Every editor of the track may publish. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when the status can't follow the present one, `expectedRevision` is no longer the latest, or a lesson to publish has no blocks.",
  })
  async setLessonStatus(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => SetLessonStatusInput, { description: "The lesson and its new status." }) input: SetLessonStatusInput,
  ): Promise<Payload> {
    return { lesson: await this.lessons.setStatus(signedIn, input, address) };
  }

  @Allow("track:edit")
  @Mutation(() => MoveLessonPayload, {
    description:
      "Moves a lesson within its module, or to another module of the track. Takes effect immediately. Moves by several editors at the same time all take effect. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async moveLesson(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => MoveLessonInput, { description: "The lesson and its new place." }) input: MoveLessonInput,
  ): Promise<Payload> {
    return { lesson: await this.lessons.move(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => DeleteLessonPayload, {
    description:
      "Deletes a lesson that was never published, with its revisions. Errors: NOT_FOUND, FORBIDDEN, CONFLICT when it was published: archive it instead.",
  })
  async deleteLesson(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteLessonInput, { description: "The lesson to delete." }) { id }: DeleteLessonInput,
  ): Promise<DeleteLessonPayload> {
    await this.lessons.remove(signedIn, id);
    return { deletedId: id };
  }
}
