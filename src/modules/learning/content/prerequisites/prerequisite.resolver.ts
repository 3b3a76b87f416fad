import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { LessonRow } from "../lessons/lesson.rows.js";
import { LessonType } from "../lessons/lesson.type.js";
import type { TrackRow } from "../tracks/track.rows.js";
import { TrackType } from "../tracks/track.type.js";
import { prerequisitesOfLesson, prerequisitesOfTrack } from "./prerequisite.loaders.js";
import {
  SetLessonPrerequisitesInput,
  SetLessonPrerequisitesPayload,
  SetTrackPrerequisitesInput,
  SetTrackPrerequisitesPayload,
} from "./prerequisite.type.js";
import type { PrerequisitesService } from "./prerequisites.service.js";

@Resolver(() => TrackType)
export class TrackPrerequisiteResolver {
  constructor(private readonly service: PrerequisitesService) {}

  @Allow("track:edit")
  @Mutation(() => SetTrackPrerequisitesPayload, {
    description:
      "Sets which tracks a track requires. The graph has no cycles. Errors: BAD_USER_INPUT for an unknown track and for a cycle, NOT_FOUND, FORBIDDEN.",
  })
  async setTrackPrerequisites(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SetTrackPrerequisitesInput, { description: "The track and what it requires." })
    { trackId, requiresIds }: SetTrackPrerequisitesInput,
  ): Promise<{ track: TrackRow }> {
    return { track: await this.service.setOfTrack(signedIn, trackId, requiresIds) };
  }

  @Allow("track:edit")
  @Mutation(() => SetLessonPrerequisitesPayload, {
    description:
      "Sets which lessons of its track a lesson requires. The graph has no cycles. Takes effect immediately. Errors: BAD_USER_INPUT for an unknown lesson and for a cycle, NOT_FOUND, FORBIDDEN.",
  })
  async setLessonPrerequisites(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SetLessonPrerequisitesInput, { description: "The lesson and what it requires." })
    { lessonId, requiresIds }: SetLessonPrerequisitesInput,
  ): Promise<{ lesson: LessonRow }> {
    return { lesson: await this.service.setOfLesson(signedIn, lessonId, requiresIds) };
  }

  @Visible("public")
  @FieldResolver(() => [TrackType], { description: "Tracks to do before this one, by title, without those that you may not see." })
  prerequisites(@Ctx() context: RequestContext, @Root() { id }: TrackRow): Promise<TrackRow[]> {
    return context.loader(prerequisitesOfTrack).load(id);
  }
}

@Resolver(() => LessonType)
export class LessonPrerequisiteResolver {
  @Visible("public")
  @FieldResolver(() => [LessonType], {
    description: "Lessons of the track to do before this one, in order, without those that you may not see.",
  })
  prerequisites(@Ctx() context: RequestContext, @Root() { id }: LessonRow): Promise<LessonRow[]> {
    return context.loader(prerequisitesOfLesson).load(id);
  }
}
