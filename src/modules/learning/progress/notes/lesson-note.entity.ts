import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Lesson } from "../../content/lessons/lesson.entity.js";

export const NOTE_TEXT_MAX = 10_000;

/** A note of an account for itself. */
@Entity({ tableName: "lesson_notes" })
@Index({ name: "lesson_notes_user_index", properties: ["user", "id"] })
export class LessonNote {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Lesson, { ref: true, index: true, deleteRule: "cascade" })
  lesson!: Ref<Lesson>;

  /** The block that it is about. The block may be gone. */
  @Property({ type: "uuid", nullable: true })
  blockKey: string | null = null;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(NOTE_TEXT_MAX)
  text!: string;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
