import { ArrayMaxSize } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { LessonType } from "../lessons/lesson.type.js";
import { PREREQUISITES_MAX } from "../limits.js";
import { TrackType } from "../tracks/track.type.js";

@InputType({ description: "All prerequisites of a track." })
export class SetTrackPrerequisitesInput {
  @Field(() => idOf("Track"), { description: "ID of the track." })
  trackId!: string;

  @Field(() => [idOf("Track")], { description: `Tracks that it requires, at most ${PREREQUISITES_MAX}. Replaces all present ones.` })
  @ArrayMaxSize(PREREQUISITES_MAX)
  requiresIds!: string[];
}

@InputType({ description: "All prerequisites of a lesson." })
export class SetLessonPrerequisitesInput {
  @Field(() => idOf("Lesson"), { description: "ID of the lesson." })
  lessonId!: string;

  @Field(() => [idOf("Lesson")], {
    description: `Lessons of the same track that it requires, at most ${PREREQUISITES_MAX}. Replaces all present ones.`,
  })
  @ArrayMaxSize(PREREQUISITES_MAX)
  requiresIds!: string[];
}

@ObjectType({ description: "Result of setTrackPrerequisites." })
export class SetTrackPrerequisitesPayload {
  @Field(() => TrackType, { description: "The track with its `prerequisites`." })
  track!: TrackType;
}

@ObjectType({ description: "Result of setLessonPrerequisites." })
export class SetLessonPrerequisitesPayload {
  @Field(() => LessonType, { description: "The lesson with its `prerequisites`." })
  lesson!: LessonType;
}
