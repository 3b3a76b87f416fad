import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { lessonsOfModule } from "../lessons/lesson.loaders.js";
import type { LessonRow } from "../lessons/lesson.rows.js";
import { LessonType } from "../lessons/lesson.type.js";
import { modulesOfTrack, type ModuleRow } from "../modules/track-module.loaders.js";
import { TrackModuleType } from "../modules/track-module.type.js";
import type { TrackRow } from "./track.rows.js";
import { TrackType } from "./track.type.js";

interface ModulePreview {
  module: ModuleRow;
  lessons: LessonRow[];
}

@ObjectType("TrackModulePreview", { description: "A module of a TrackPreview." })
export class TrackModulePreviewType {
  @Field(() => TrackModuleType, { description: "The module." })
  module!: ModuleRow;

  @Field(() => [LessonType], {
    description: "Lessons that learners would see, in order. Read `Lesson.preview` of them instead of `Lesson.content`.",
  })
  lessons!: LessonRow[];
}

@ObjectType("TrackPreview", {
  description: "A track as learners would see it if it were published now with `publishLessons`: all lessons that are not archived.",
})
export class TrackPreviewType {
  @Field(() => [TrackModulePreviewType], { description: "Modules, in order." })
  modules!: ModulePreview[];
}

@Resolver(() => TrackType)
export class TrackPreviewResolver {
  @Visible("owner")
  @FieldResolver(() => TrackPreviewType, {
    nullable: true,
    description:
      "The track as learners would see it if it were published now. Visible to editors; null for others. For what learners see at present, read `TrackModule.lessons(asLearner: true)`.",
  })
  async preview(@Ctx() context: RequestContext, @Root() { id }: TrackRow): Promise<TrackPreviewType> {
    const modules = await context.loader(modulesOfTrack).load(id);
    const lessons = await Promise.all(modules.map((module) => context.loader(lessonsOfModule).load(module.id)));
    const shown = modules.map((module, at) => ({ module, lessons: lessons[at]!.filter(({ status }) => status !== "ARCHIVED") }));
    return { modules: shown };
  }
}
