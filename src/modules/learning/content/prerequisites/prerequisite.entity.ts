import type { Ref } from "@mikro-orm/core";
import { Check, Entity, ManyToOne } from "@mikro-orm/decorators/legacy";
import { Lesson } from "../lessons/lesson.entity.js";
import { Track } from "../tracks/track.entity.js";

/** An edge of a graph without cycles: the track expects that the other one is known. */
@Entity({ tableName: "track_prerequisites" })
@Check({ name: "track_prerequisites_other_check", expression: "track_id <> requires_id" })
export class TrackPrerequisite {
  @ManyToOne(() => Track, { primary: true, ref: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  @ManyToOne(() => Track, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  requires!: Ref<Track>;
}

/** The same between two lessons of one track. */
@Entity({ tableName: "lesson_prerequisites" })
@Check({ name: "lesson_prerequisites_other_check", expression: "lesson_id <> requires_id" })
export class LessonPrerequisite {
  @ManyToOne(() => Lesson, { primary: true, ref: true, deleteRule: "cascade" })
  lesson!: Ref<Lesson>;

  @ManyToOne(() => Lesson, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  requires!: Ref<Lesson>;
}
