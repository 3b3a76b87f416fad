import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import { Lesson } from "../../content/lessons/lesson.entity.js";

/** A lesson that an account saved for itself. */
@Entity({ tableName: "lesson_bookmarks" })
@Unique({ name: "lesson_bookmarks_user_lesson_unique", properties: ["user", "lesson"] })
export class LessonBookmark {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Lesson, { ref: true, index: true, deleteRule: "cascade" })
  lesson!: Ref<Lesson>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
