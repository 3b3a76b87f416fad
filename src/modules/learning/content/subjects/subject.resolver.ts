import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { notFound } from "../../../../kernel/errors.js";
import { tracksOfSubject } from "../tracks/track-list.js";
import type { TrackRow } from "../tracks/track.rows.js";
import { TrackConnection } from "../tracks/track.type.js";
import { allSubjects, trackCounts, type SubjectRow } from "./subject.loaders.js";
import type { SubjectsService } from "./subjects.service.js";
import {
  CreateSubjectInput,
  CreateSubjectPayload,
  DeleteSubjectInput,
  DeleteSubjectPayload,
  SubjectType,
  UpdateSubjectInput,
  UpdateSubjectPayload,
} from "./subject.type.js";

@Resolver(() => SubjectType)
export class SubjectResolver {
  constructor(private readonly service: SubjectsService) {}

  @Allow("public")
  @Query(() => [SubjectType], { description: "All subjects, by name." })
  subjects(@Ctx() context: RequestContext): Promise<SubjectRow[]> {
    return context.loader(allSubjects).load("all");
  }

  @Allow("public")
  @Query(() => SubjectType, { nullable: true, description: "A subject by slug. Errors: NOT_FOUND." })
  async subject(
    @Ctx() context: RequestContext,
    @Arg("slug", () => String, { description: "Slug of the subject." }) slug: string,
  ): Promise<SubjectRow> {
    const found = (await context.loader(allSubjects).load("all")).find((one) => one.slug === slug);
    if (!found) throw notFound("subject");
    return found;
  }

  @FieldResolver(() => Int, { description: "Number of published tracks." })
  trackCount(@Ctx() context: RequestContext, @Root() { id }: SubjectRow): Promise<number> {
    return context.loader(trackCounts).load(id);
  }

  @FieldResolver(() => TrackConnection, {
    description:
      "Published tracks that teach the subject, newest first. Use `tracks` with a filter for other orders. Errors: BAD_USER_INPUT.",
  })
  tracks(@Ctx() context: RequestContext, @Root() { id }: SubjectRow, @Args(() => PageArgs) page: PageArgs): Promise<Connection<TrackRow>> {
    return context.loader(tracksOfSubject).load({ parentId: id, page });
  }

  @Allow("subject:edit")
  @Mutation(() => CreateSubjectPayload, {
    description: "Creates a subject. For admins. Errors: BAD_USER_INPUT, CONFLICT when the slug is taken.",
  })
  async createSubject(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => CreateSubjectInput, { description: "The new subject." }) input: CreateSubjectInput,
  ): Promise<{ subject: SubjectRow }> {
    return { subject: await this.service.create(signedIn, input, address) };
  }

  @Allow("subject:edit")
  @Mutation(() => UpdateSubjectPayload, {
    description: "Changes a subject. For admins. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when the slug is taken.",
  })
  async updateSubject(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => UpdateSubjectInput, { description: "The subject and the changes." }) input: UpdateSubjectInput,
  ): Promise<{ subject: SubjectRow }> {
    return { subject: await this.service.update(signedIn, input, address) };
  }

  @Allow("subject:edit")
  @Mutation(() => DeleteSubjectPayload, {
    description: "Deletes a subject without tracks. For admins. Errors: NOT_FOUND, CONFLICT while it has tracks.",
  })
  async deleteSubject(
    @Ctx() { signedIn, address }: RequestContext,
    @Arg("input", () => DeleteSubjectInput, { description: "The subject to delete." }) { id }: DeleteSubjectInput,
  ): Promise<DeleteSubjectPayload> {
    await this.service.remove(signedIn, id, address);
    return { deletedId: id };
  }
}
