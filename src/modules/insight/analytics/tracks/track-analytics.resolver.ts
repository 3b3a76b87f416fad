import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { lessonById } from "../../../learning/content/lessons/lesson.loaders.js";
import type { LessonRow } from "../../../learning/content/lessons/lesson.rows.js";
import { LessonType } from "../../../learning/content/lessons/lesson.type.js";
import { moduleById, type ModuleRow } from "../../../learning/content/modules/track-module.loaders.js";
import { TrackModuleType } from "../../../learning/content/modules/track-module.type.js";
import { readTrackAnalytics, type ModuleFunnel, type TrackAnalytics } from "./track-analytics.js";
import { LessonFunnelType, ModuleFunnelType, TrackAnalyticsType } from "./track-analytics.type.js";
import type { LessonFigures } from "./track-figures.js";

@Resolver()
export class TrackAnalyticsResolver {
  @Allow("analytics:read")
  @Query(() => TrackAnalyticsType, {
    description:
      "How far learners get in a track. For its author, co-authors and admins. Errors: NOT_FOUND, FORBIDDEN when you may see the track but not edit it.",
  })
  trackAnalytics(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("trackId", () => idOf("Track"), { description: "The track." }) trackId: string,
  ): Promise<TrackAnalytics> {
    return readTrackAnalytics(em, signedIn, trackId);
  }
}

@Resolver(() => ModuleFunnelType)
export class ModuleFunnelResolver {
  @FieldResolver(() => TrackModuleType, { nullable: true, description: "The module; null if it was deleted since." })
  module(@Ctx() context: RequestContext, @Root() { moduleId }: ModuleFunnel): Promise<ModuleRow | null> {
    return context.loader(moduleById).load(moduleId);
  }
}

@Resolver(() => LessonFunnelType)
export class LessonFunnelResolver {
  @FieldResolver(() => LessonType, { nullable: true, description: "The lesson; null if it was deleted since." })
  lesson(@Ctx() context: RequestContext, @Root() { lessonId }: LessonFigures): Promise<LessonRow | null> {
    return context.loader(lessonById).load(lessonId);
  }
}
