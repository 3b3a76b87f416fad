import { Collection, type Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToMany, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { DIFFICULTIES, type Difficulty } from "../../../practice/problems/problem.entity.js";
import { Topic } from "../../../practice/topics/topic.entity.js";
import type { Block } from "../blocks/block.js";
import { CONTENT_STATUSES, type ContentStatus } from "../content-status.js";
import { MINUTES, POSITION_MAX, SLUG_MAX, SUMMARY_MAX, TITLE_MAX } from "../limits.js";
import type { Translations } from "../locales.js";
import { Track } from "../tracks/track.entity.js";
import { TrackModule, type ModuleText } from "../modules/track-module.entity.js";

/**
 * A lesson as learners read it. Every edit is written as a revision first (LessonRevision); these columns hold the content of the live
 * revision, so that a lesson is read from one row.
 */
@Entity({ tableName: "lessons" })
@Unique({ name: "lessons_position_unique", properties: ["module", "position"] })
@Unique({ name: "lessons_slug_unique", properties: ["track", "slug"] })
export class Lesson {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** The module's. Lessons move between modules of one track only. */
  @ManyToOne(() => Track, { ref: true, deleteRule: "cascade" })
  track!: Ref<Track>;

  @ManyToOne(() => TrackModule, { ref: true, deleteRule: "cascade" })
  module!: Ref<TrackModule>;

  /** Identifies the lesson in archives. */
  @Property({ type: "text" })
  @MaxChars(SLUG_MAX)
  slug!: string;

  @Property({ type: "text", collation: "C" })
  @MaxChars(POSITION_MAX)
  position!: string;

  @Enum({ items: CONTENT_STATUSES })
  status: ContentStatus = "DRAFT";

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  @Property({ type: "text", default: "" })
  @MaxChars(SUMMARY_MAX)
  summary: string = "";

  @Enum({ items: DIFFICULTIES })
  difficulty!: Difficulty;

  @Property({ type: "integer" })
  @Between(MINUTES.min, MINUTES.max)
  estimatedMinutes!: number;

  /** Without blocks, for lists. */
  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  translations: Translations<ModuleText> = {};

  @Property({ type: "json", lazy: true })
  blocks!: Block[];

  /** Blocks of each translation, with the keys of those that they translate. */
  @Property({ type: "json", lazy: true, default: "{}" })
  @IsJsonObject()
  translatedBlocks: Translations<Block[]> = {};

  @ManyToMany(() => Topic, undefined, { pivotTable: "lesson_topics", owner: true })
  topics = new Collection<Topic>(this);

  /** Number of the revision whose content is in this row. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  revision: number = 1;

  /** Number of the newest revision. Greater than `revision` while edits of a published lesson are unpublished. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  latestRevision: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();

  /** First publication. */
  @Property({ type: "datetime", nullable: true })
  publishedAt: Date | null = null;
}
