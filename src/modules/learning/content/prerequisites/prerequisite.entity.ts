import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne } from "@mikro-orm/decorators/legacy";
import { DiffersFromColumn } from "../../../../platform/database/checks.js";
import { Lesson } from "../lessons/lesson.entity.js";
import { Track } from "../tracks/track.entity.js";

/** An edge of a graph without cycles: the track expects that the other one is known. */
@Entity({ tableName: "track_prerequisites" })
export class TrackPrerequisite {
  @ManyToOne(() => Track, { primary: true, ref: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  @ManyToOne(() => Track, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  @DiffersFromColumn("track_id")
  requires!: Ref<Track>;
}

/** The same between two lessons of one track. */
@Entity({ tableName: "lesson_prerequisites" })
export class LessonPrerequisite {
  @ManyToOne(() => Lesson, { primary: true, ref: true, deleteRule: "cascade" })
  lesson!: Ref<Lesson>;

  @ManyToOne(() => Lesson, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  @DiffersFromColumn("lesson_id")
  requires!: Ref<Lesson>;
}
