import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { NOTE_MAX } from "../limits.js";
import { Lesson } from "../lessons/lesson.entity.js";
import type { LessonContent } from "../lessons/lesson-content.js";

/** One complete version of a lesson, with its translations. Immutable. */
@Entity({ tableName: "lesson_revisions" })
@Unique({ name: "lesson_revisions_number_unique", properties: ["lesson", "number"] })
export class LessonRevision {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Lesson, { ref: true, deleteRule: "cascade" })
  lesson!: Ref<Lesson>;

  /** Starts at 1, without gaps. */
  @Property({ type: "integer" })
  @AtLeast(1)
  number!: number;

  @Property({ type: "json", lazy: true })
  @IsJsonObject()
  content!: LessonContent;

  /** Names of the fields that differ from the previous revision; all fields in the first. */
  @Property({ type: "string[]", columnType: "text[]" })
  changed!: string[];

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  author: Ref<User> | null = null;

  /** The editor's reason. */
  @Property({ type: "text", default: "" })
  @MaxChars(NOTE_MAX)
  note: string = "";

  /** Number of the revision that this one restores. */
  @Property({ type: "integer", nullable: true })
  @AtLeast(1)
  restoredFrom: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
