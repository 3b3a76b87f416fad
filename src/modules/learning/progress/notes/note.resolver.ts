import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { Connection } from "../../../../graphql/pagination.js";
import { lessonById } from "../../content/lessons/lesson.loaders.js";
import { mayReadLesson, type LessonRow } from "../../content/lessons/lesson.rows.js";
import { LessonType } from "../../content/lessons/lesson.type.js";
import {
  CreateLessonNoteInput,
  CreateLessonNotePayload,
  DeleteLessonNoteInput,
  DeleteLessonNotePayload,
  LessonNoteConnection,
  LessonNoteListArgs,
  LessonNoteType,
  UpdateLessonNoteInput,
  UpdateLessonNotePayload,
} from "./note.type.js";
import type { NoteRow } from "./note.rows.js";
import { MOST_NOTES, type NotesService } from "./notes.service.js";

@Resolver(() => LessonNoteType)
export class LessonNoteResolver {
  constructor(private readonly notes: NotesService) {}

  @Allow("progress:read")
  @Query(() => LessonNoteConnection, {
    name: "myLessonNotes",
    description: "Your notes, newest first, also those on lessons that you may not read any more. Errors: BAD_USER_INPUT.",
  })
  list(
    @Ctx() { em, signedIn }: RequestContext,
    @Args(() => LessonNoteListArgs) { filter, ...page }: LessonNoteListArgs,
  ): Promise<Connection<NoteRow>> {
    return this.notes.list(em, signedIn, page, filter ?? {});
  }

  @Allow("progress:edit")
  @Mutation(() => CreateLessonNotePayload, {
    description: `Adds a note to a lesson, whether or not you take its track. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when you have ${MOST_NOTES} notes.`,
  })
  async createLessonNote(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateLessonNoteInput, { description: "The new note." }) input: CreateLessonNoteInput,
  ): Promise<CreateLessonNotePayload> {
    return { note: await this.notes.create(signedIn, input) };
  }

  @Allow("progress:edit")
  @Mutation(() => UpdateLessonNotePayload, { description: "Changes the text of a note. Errors: BAD_USER_INPUT, NOT_FOUND." })
  async updateLessonNote(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateLessonNoteInput, { description: "The note and its new text." }) input: UpdateLessonNoteInput,
  ): Promise<UpdateLessonNotePayload> {
    return { note: await this.notes.update(signedIn, input) };
  }

  @Allow("progress:edit")
  @Mutation(() => DeleteLessonNotePayload, { description: "Deletes a note. Errors: BAD_USER_INPUT, NOT_FOUND." })
  async deleteLessonNote(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteLessonNoteInput, { description: "The note to delete." }) { id }: DeleteLessonNoteInput,
  ): Promise<DeleteLessonNotePayload> {
    await this.notes.remove(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => LessonType, { nullable: true, description: "The lesson. Null if you may not read it any more." })
  async lesson(@Ctx() context: RequestContext, @Root() { lessonId }: NoteRow): Promise<LessonRow | null> {
    const lesson = await context.loader(lessonById).load(lessonId);
    return lesson && mayReadLesson(context.viewer, lesson) ? lesson : null;
  }
}
