import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { Between, MaxChars, MaxItems, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { Lesson } from "../../../learning/content/lessons/lesson.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { ForumCategory } from "../categories/category.entity.js";
import { TAGS_MAX } from "../forum-limits.js";
import { THREAD_KINDS, type ThreadKind } from "../posts/post-state.js";

const SCORE_MOST = 1_000_000_000;

const orders = ["hot desc", "score desc", "last_activity_at desc"];
const listIndexes = (column: string) =>
  [["newest", ""] as const, ...orders.map((by) => [by.split(" ")[0]!, `${by}, `] as const)].map(([name, by]) => ({
    name: `forum_threads_${column}_${name}_index`,
    expression: `create index forum_threads_${column}_${name}_index on forum_threads (${column === "all" ? "" : `${column}, `}${by}id desc) where ${column === "all" ? "category_id" : column} is not null`,
  }));
const [categoryNewest, categoryHot, categoryTop, categoryActive] = listIndexes("category_id");
const [problemNewest, problemHot] = listIndexes("problem_id");
const [lessonNewest] = listIndexes("lesson_id");
const [allNewest, allHot, allTop, allActive] = listIndexes("all");

/**
 * A thread: its place and its figures. Title, text and author are those of its opening post, which has the same id. It is in a category,
 * or at a problem or a lesson, and then as visible as that.
 */
@Entity({ tableName: "forum_threads" })
@Index(categoryNewest!)
@Index(categoryHot!)
@Index(categoryTop!)
@Index(categoryActive!)
@Index(problemNewest!)
@Index(problemHot!)
@Index(lessonNewest!)
@Index(allNewest!)
@Index(allHot!)
@Index(allTop!)
@Index(allActive!)
@Index({ name: "forum_threads_tags_index", expression: "create index forum_threads_tags_index on forum_threads using gin (tags)" })
@Check({ name: "forum_threads_place_check", expression: "problem_id is null or lesson_id is null" })
@Check({ name: "forum_threads_spoiler_check", expression: "kind = 'DISCUSSION' or kind = 'QUESTION' or problem_id is not null" })
export class ForumThread {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ForumCategory, { ref: true, nullable: true, index: false, deleteRule: "cascade" })
  @PresentExactlyIf("problem_id is null and lesson_id is null")
  category: Ref<ForumCategory> | null = null;

  @ManyToOne(() => Problem, { ref: true, nullable: true, index: false, deleteRule: "cascade" })
  problem: Ref<Problem> | null = null;

  @ManyToOne(() => Lesson, { ref: true, nullable: true, index: false, deleteRule: "cascade" })
  lesson: Ref<Lesson> | null = null;

  @Enum({ items: THREAD_KINDS })
  kind!: ThreadKind;

  /** Id of the language of a published solution. */
  @Property({ type: "text", nullable: true })
  @MaxChars(40)
  language: string | null = null;

  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(TAGS_MAX)
  tags: string[] = [];

  /** When a reply was accepted as the answer. */
  @Property({ type: "datetime", nullable: true })
  answeredAt: Date | null = null;

  /** Of visible replies. */
  @Property({ type: "integer", default: 0 })
  replyCount: number = 0;

  /** Of the opening post. */
  @Property({ type: "integer", default: 0 })
  @Between(-SCORE_MOST, SCORE_MOST)
  score: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  /** Of the newest visible reply, or of the thread. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  lastActivityAt: Date = new Date();

  /** Nobody but moderators may reply. */
  @Property({ type: "datetime", nullable: true })
  lockedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  pinnedAt: Date | null = null;

  /** Rank, computed by the database: ranking.ts. */
  @Property({ type: "double", columnType: "double precision", generated: "(forum_hot(score, created_at)) stored" })
  readonly hot?: number;
}
