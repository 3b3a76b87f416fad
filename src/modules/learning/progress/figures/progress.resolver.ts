import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { decide } from "../../../../access/policy.js";
import { Visible } from "../../../../graphql/access.js";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import type { AssignmentRow } from "../../content/assignments/assignment.loaders.js";
import { AssignmentType } from "../../content/assignments/assignment.type.js";
import type { LessonRow } from "../../content/lessons/lesson.rows.js";
import { LessonType } from "../../content/lessons/lesson.type.js";
import type { ModuleRow } from "../../content/modules/track-module.loaders.js";
import { TrackModuleType } from "../../content/modules/track-module.type.js";
import type { TrackRow } from "../../content/tracks/track.rows.js";
import { TrackType } from "../../content/tracks/track.type.js";
import { progressOfAssignment, progressOfLesson, progressOfModule, progressOfTrack } from "./progress.loaders.js";
import { AssignmentProgressType, LessonProgressType, ModuleProgressType, TrackProgressType } from "./progress.type.js";

const NULL = "Null if you do not take the track or are not signed in, and for API tokens.";

async function own<T>(context: RequestContext, loader: LoaderFactory<string, T | null>, id: string): Promise<T | null> {
  return decide(context.viewer, "progress:read") === "allowed" ? context.loader(loader).load(id) : null;
}

@Resolver(() => LessonType)
export class LessonProgressResolver {
  @Visible("public")
  @FieldResolver(() => LessonProgressType, { nullable: true, description: `Your progress. ${NULL}` })
  progress(@Ctx() context: RequestContext, @Root() { id }: LessonRow): Promise<LessonProgressType | null> {
    return own(context, progressOfLesson, id);
  }
}

@Resolver(() => TrackModuleType)
export class ModuleProgressResolver {
  @FieldResolver(() => ModuleProgressType, { nullable: true, description: `Your progress. ${NULL}` })
  progress(@Ctx() context: RequestContext, @Root() { id }: ModuleRow): Promise<ModuleProgressType | null> {
    return own(context, progressOfModule, id);
  }
}

@Resolver(() => TrackType)
export class TrackProgressResolver {
  @Visible("public")
  @FieldResolver(() => TrackProgressType, { nullable: true, description: `Your progress. ${NULL}` })
  progress(@Ctx() context: RequestContext, @Root() { id }: TrackRow): Promise<TrackProgressType | null> {
    return own(context, progressOfTrack, id);
  }
}

@Resolver(() => AssignmentType)
export class AssignmentProgressResolver {
  @FieldResolver(() => AssignmentProgressType, {
    nullable: true,
    description: `Your progress. ${NULL} Null also if all its problems are unpublished.`,
  })
  progress(@Ctx() context: RequestContext, @Root() { id }: AssignmentRow): Promise<AssignmentProgressType | null> {
    return own(context, progressOfAssignment, id);
  }
}
