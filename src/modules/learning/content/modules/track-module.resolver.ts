import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { lessonsOfModule } from "../lessons/lesson.loaders.js";
import { mayReadLesson, shownToLearners, type LessonRow } from "../lessons/lesson.rows.js";
import { LessonType } from "../lessons/lesson.type.js";
import { translated } from "../../../../kernel/locales.js";
import { trackById } from "../tracks/track.loaders.js";
import type { TrackRow } from "../tracks/track.rows.js";
import { LOCALE_ARGUMENT, TrackType } from "../tracks/track.type.js";
import type { ModuleRow } from "./track-module.loaders.js";
import {
  ContentTextType,
  CreateTrackModuleInput,
  CreateTrackModulePayload,
  DeleteTrackModuleInput,
  DeleteTrackModulePayload,
  MoveTrackModuleInput,
  MoveTrackModulePayload,
  TrackModuleType,
  UpdateTrackModuleInput,
  UpdateTrackModulePayload,
} from "./track-module.type.js";
import type { TrackModulesService } from "./track-modules.service.js";

@Resolver(() => TrackModuleType)
export class TrackModuleResolver {
  constructor(private readonly modules: TrackModulesService) {}

  @Allow("track:edit")
  @Mutation(() => CreateTrackModulePayload, {
    description: "Adds a module to the end of a track. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the slug is taken.",
  })
  async createTrackModule(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CreateTrackModuleInput, { description: "The new module." }) input: CreateTrackModuleInput,
  ): Promise<{ module: ModuleRow }> {
    return { module: await this.modules.create(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => UpdateTrackModulePayload, {
    description:
      "Changes a module's own fields, in one language. Takes effect immediately. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, CONFLICT when the slug is taken or `expectedVersion` is not the present one.",
  })
  async updateTrackModule(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => UpdateTrackModuleInput, { description: "The module and the changes." }) input: UpdateTrackModuleInput,
  ): Promise<{ module: ModuleRow }> {
    return { module: await this.modules.update(signedIn, input) };
  }

  @Allow("track:edit")
  @Mutation(() => MoveTrackModulePayload, {
    description:
      "Moves a module within its track. Moves by several editors at the same time all take effect. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN.",
  })
  async moveTrackModule(
    @Ctx() context: RequestContext,
    @Arg("input", () => MoveTrackModuleInput, { description: "The module and its new place." }) { id, afterId }: MoveTrackModuleInput,
  ): Promise<{ module: ModuleRow; track: TrackRow }> {
    const module = await this.modules.move(context.signedIn, id, afterId ?? null);
    context.renew();
    return { module, track: (await context.loader(trackById).load(module.trackId))! };
  }

  @Allow("track:edit")
  @Mutation(() => DeleteTrackModulePayload, {
    description:
      "Deletes a module with its lessons, assignments and materials. Errors: NOT_FOUND, FORBIDDEN, CONFLICT if one of its lessons was ever published.",
  })
  async deleteTrackModule(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteTrackModuleInput, { description: "The module to delete." }) { id }: DeleteTrackModuleInput,
  ): Promise<DeleteTrackModulePayload> {
    await this.modules.remove(signedIn, id);
    return { deletedId: id };
  }

  @FieldResolver(() => TrackType, { description: "The track that the module belongs to." })
  async track(@Ctx() context: RequestContext, @Root() { trackId }: ModuleRow): Promise<TrackRow> {
    return (await context.loader(trackById).load(trackId))!;
  }

  @FieldResolver(() => ContentTextType, { description: "Title and summary in one language." })
  text(
    @Root() { title, summary, ...module }: ModuleRow,
    @Arg("locale", () => String, { nullable: true, description: LOCALE_ARGUMENT }) locale?: string | null,
  ): ContentTextType {
    return translated({ title, summary }, module, locale);
  }

  @FieldResolver(() => [LessonType], {
    description: "Lessons, in order: the published ones, and for editors of the track all others too.",
  })
  async lessons(
    @Ctx() context: RequestContext,
    @Root() { id }: ModuleRow,
    @Arg("asLearner", () => Boolean, {
      nullable: true,
      description: "For editors, as a preview: leaves out what learners do not see. Default false.",
    })
    asLearner?: boolean | null,
  ): Promise<LessonRow[]> {
    const lessons = await context.loader(lessonsOfModule).load(id);
    return lessons.filter((lesson) => (asLearner ? shownToLearners(lesson) : mayReadLesson(context.viewer, lesson)));
  }
}
