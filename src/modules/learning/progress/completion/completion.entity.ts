import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { Assignment } from "../../content/assignments/assignment.entity.js";
import { Lesson } from "../../content/lessons/lesson.entity.js";
import { TrackModule } from "../../content/modules/track-module.entity.js";

/** What an account has done in a lesson as a whole. */
@Entity({ tableName: "lesson_progress" })
export class LessonProgress {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Lesson, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  lesson!: Ref<Lesson>;

  /** Stays when the lesson is edited later. */
  @Property({ type: "datetime", nullable: true })
  completedAt: Date | null = null;

  /** Time spent, at most 24 days. */
  @Property({ type: "integer", default: 0 })
  activeMs: number = 0;

  @Property({ type: "datetime", nullable: true })
  lastViewedAt: Date | null = null;
}

/** A block that an account marked as done. Blocks of the kinds PROBLEM and QUIZ have none: results say whether they are done. */
@Entity({ tableName: "block_completions" })
export class BlockCompletion {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Lesson, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  lesson!: Ref<Lesson>;

  /** Of a block of the lesson, now or in the past. */
  @PrimaryKey({ type: "uuid" })
  blockKey!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  completedAt: Date = new Date();
}

/** An assignment of the kind TASK that an account marked as done. */
@Entity({ tableName: "assignment_completions" })
export class AssignmentCompletion {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Assignment, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  assignment!: Ref<Assignment>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  completedAt: Date = new Date();
}

/** A module all parts of which an account has completed. Written once; stays when a part is taken back or the module is edited later. */
@Entity({ tableName: "module_completions" })
export class ModuleCompletion {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => TrackModule, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  module!: Ref<TrackModule>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  completedAt: Date = new Date();
}
