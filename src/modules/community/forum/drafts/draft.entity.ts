import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Lesson } from "../../../learning/content/lessons/lesson.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { ForumCategory } from "../categories/category.entity.js";
import { BODY_MAX, TITLE_MAX } from "../forum-limits.js";
import { ForumThread } from "../threads/thread.entity.js";

/** A text that its author has not posted yet: a thread for a category, a problem or a lesson, or a reply in a thread. */
@Entity({ tableName: "forum_drafts" })
@Index({ name: "forum_drafts_user_index", properties: ["user", "id"] })
@Index({ name: "forum_drafts_age_index", properties: ["updatedAt"] })
@Check({ name: "forum_drafts_place_check", expression: "num_nonnulls(category_id, problem_id, lesson_id, thread_id) <= 1" })
export class ForumDraft {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => ForumCategory, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  category: Ref<ForumCategory> | null = null;

  @ManyToOne(() => Problem, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  problem: Ref<Problem> | null = null;

  @ManyToOne(() => Lesson, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  lesson: Ref<Lesson> | null = null;

  @ManyToOne(() => ForumThread, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  thread: Ref<ForumThread> | null = null;

  @Property({ type: "text", default: "" })
  @MaxChars(TITLE_MAX)
  title: string = "";

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(BODY_MAX)
  body: string = "";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();
}
