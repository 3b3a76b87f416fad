import { Collection, type Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToMany, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { Topic } from "../topics/topic.entity.js";
import { User } from "../../base/users/user.entity.js";
import {
  CONSTRAINTS_MAX,
  HINTS_MAX,
  MEMORY_LIMIT_KB,
  NOTE_MAX,
  SLUG_MAX,
  TAGS_MAX,
  TEXT_MAX,
  TIME_LIMIT_MS,
  TITLE_MAX,
} from "./edits/problem-limits.js";
import type { Sample, TestSummary } from "./tests/test-set.js";
import { AtLeast, Between, MaxChars, MaxItems } from "../../../platform/database/checks.js";

export const DIFFICULTIES = ["EASY", "MEDIUM", "HARD"] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

export const PROBLEM_STATUSES = ["DRAFT", "PUBLISHED", "ARCHIVED"] as const;
export type ProblemStatus = (typeof PROBLEM_STATUSES)[number];

/** Limits that differ for one language, by language id. */
export type LanguageLimits = Record<string, { timeLimitMs?: number; memoryLimitKb?: number }>;

/** What an editor shows first, by language id, where it is not the language's own. */
export type StarterCode = Record<string, string>;

/** What the full-text search reads, most important first. The functions are defined by migrations. */
const SEARCH = `setweight(search_vector(title), 'A') || setweight(search_vector(tags_text(tags)), 'B') || setweight(search_vector(statement), 'C')`;

/**
 * A problem as learners see it. All that its editors write is a revision first (ProblemRevision); the columns here are the
 * content of the revision that is live, so that lists and searches read one row.
 */
@Entity({ tableName: "problems" })
@Index({
  name: "problems_newest_index",
  expression: "create index problems_newest_index on problems (status, coalesce(published_at, created_at) desc, id desc)",
})
@Index({ name: "problems_search_index", expression: "create index problems_search_index on problems using gin (search)" })
@Index({
  name: "problems_title_index",
  expression: `create index problems_title_index on problems (status, title collate "und-x-icu", id desc)`,
})
@Index({ name: "problems_tags_index", expression: "create index problems_tags_index on problems using gin (tags)" })
export class Problem {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "problems_slug_unique" })
  @MaxChars(SLUG_MAX)
  slug!: string;

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(TEXT_MAX)
  statement!: string;

  /** Bounds of the input, in Markdown; beside the statement, and for the same readers. */
  @Property({ type: "text", default: "" })
  @MaxChars(CONSTRAINTS_MAX)
  constraints: string = "";

  /** The intended solution, in Markdown; for those who solved it and its editors. */
  @Property({ type: "text" })
  @MaxChars(TEXT_MAX)
  explanation: string = "";

  @Enum({ items: DIFFICULTIES })
  difficulty!: Difficulty;

  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(TAGS_MAX)
  tags: string[] = [];

  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(HINTS_MAX)
  hints: string[] = [];

  @Property({ type: "integer" })
  @Between(TIME_LIMIT_MS.min, TIME_LIMIT_MS.max)
  timeLimitMs: number = 1000;

  @Property({ type: "integer" })
  @Between(MEMORY_LIMIT_KB.min, MEMORY_LIMIT_KB.max)
  memoryLimitKb: number = 262_144;

  @Property({ type: "json" })
  languageLimits: LanguageLimits = {};

  /** Id of a checker in src/judge/checkers. */
  @Property({ type: "text" })
  checker: string = "tokens";

  @Property({ type: "json", default: "{}" })
  starterCode: StarterCode = {};

  /** Number of the revision whose content stands in this row. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  revision: number = 1;

  /** Number of the newest revision; greater than `revision` while edits of a published problem wait to be published. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  latestRevision: number = 1;

  /** Listed for all, open to those whose plan has it. */
  @Property({ type: "boolean", default: false })
  premium: boolean = false;

  @Enum({ items: PROBLEM_STATUSES })
  status: ProblemStatus = "DRAFT";

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
  author!: Ref<User>;

  /** What it was copied from. */
  @ManyToOne(() => Problem, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  clonedFrom: Ref<Problem> | null = null;

  @ManyToMany(() => Topic, undefined, { pivotTable: "problem_topics", owner: true })
  topics = new Collection<Topic>(this);

  /** What new submissions are judged by; null until tests are uploaded. */
  @ManyToOne(() => TestSet, { nullable: true, ref: true, deleteRule: "set null" })
  testSet: Ref<TestSet> | null = null;

  /** A newer version that waits to be published; only of a problem that has been published. */
  @ManyToOne(() => TestSet, { nullable: true, ref: true, deleteRule: "set null" })
  draftTestSet: Ref<TestSet> | null = null;

  /** Whether CRLF in uploaded tests stays, where it otherwise becomes LF. */
  @Property({ type: "boolean", default: false })
  keepLineEnds: boolean = false;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();

  /** When it was first published; archiving and publishing it again does not change that. */
  @Property({ type: "datetime", nullable: true })
  publishedAt: Date | null = null;

  /** Kept by the database, read by hand-written SQL only. */
  @Property({ type: "string", columnType: "tsvector", generated: `(${SEARCH}) stored`, lazy: true, hidden: true, nullable: true })
  readonly search?: string;
}

/**
 * One version of a problem's tests. The row never changes, and neither does the object it points to, so a judgement
 * that names it can be repeated exactly.
 * Stands beside Problem, as the two point at each other.
 */
@Entity({ tableName: "test_sets" })
@Unique({ name: "test_sets_problem_version_unique", properties: ["problem", "version"] })
export class TestSet {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** 1 for the first, then counting up. */
  @Property({ type: "integer" })
  @AtLeast(1)
  version!: number;

  /** Of the decompressed package; the object's key is made from it. */
  @Property({ type: "text" })
  sha256!: string;

  @Property({ type: "integer" })
  testCount!: number;

  /** All inputs and outputs together. */
  @Property({ type: "integer" })
  sizeBytes!: number;

  @Property({ type: "json" })
  samples!: Sample[];

  @Property({ type: "json", lazy: true })
  tests!: TestSummary[];

  /** Null once the account is gone. */
  @ManyToOne(() => User, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  uploadedBy: Ref<User> | null = null;

  /** Why, in the uploader's words. */
  @Property({ type: "text", default: "" })
  @MaxChars(NOTE_MAX)
  note: string = "";

  /** The older version that it brings back. */
  @Property({ type: "integer", nullable: true })
  @AtLeast(1)
  restoredFrom: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
