import { Collection, type Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, Index, ManyToMany, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import type { CheckerParameters } from "../../../judge/checkers/parameters.js";
import type { FunctionSignature } from "../../../judge/functions/signature.js";
import type { IncludedFiles } from "../../../judge/included-files.js";
import { PASSES_MAX } from "../../../judge/passes/run-passes.js";
import { PASS_FAIL, type Scoring } from "../../../judge/scoring/scoring.js";
import { CONTENT_VISIBILITIES, type ContentVisibility } from "../../../access/policy.js";
import { newId } from "../../../kernel/ids.js";
import { Organization } from "../../accounts/organizations/organization.entity.js";
import { Topic } from "../topics/topic.entity.js";
import { User } from "../../base/users/user.entity.js";
import { DEFAULT_FEEDBACK, FEEDBACK, type Feedback } from "./edits/feedback.js";
import { NO_CREDITS, type ProblemCredits } from "./edits/problem-credits.js";
import * as limits from "./edits/problem-limits.js";
import type { Drivers, LanguageLimits, StarterCode } from "./edits/problem-limits.js";
import type { Sample, TestSummary } from "./tests/stored-test-set.js";
import { AtLeast, Between, BetweenIf, IsJsonObject, MaxChars, MaxItems, PresentExactlyIf } from "../../../platform/database/checks.js";

export const DIFFICULTIES = ["EASY", "MEDIUM", "HARD"] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

export const PROBLEM_STATUSES = ["DRAFT", "PUBLISHED", "ARCHIVED"] as const;
export type ProblemStatus = (typeof PROBLEM_STATUSES)[number];

// Sources of the full-text index, most important first. Migrations define the functions.
const SEARCH = `setweight(search_vector(title), 'A') || setweight(search_vector(tags_text(tags)), 'B') || setweight(search_vector(statement), 'C')`;

/**
 * A problem as learners see it. Every edit is written as a revision first (ProblemRevision); these columns hold the
 * content of the live revision, so that lists and searches read one row.
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
@Index({ name: "problems_letters_index", expression: "create index problems_letters_index on problems using gin (letters gin_trgm_ops)" })
@Index({ name: "problems_tags_index", expression: "create index problems_tags_index on problems using gin (tags)" })
@Check({ name: "problems_signature_check", expression: "signature is null or (interactor is null and passes = 1)" })
@Check({ name: "problems_owner_check", expression: "visibility = 'PUBLIC' or organization_id is not null" })
export class Problem {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @Unique({ name: "problems_slug_unique" })
  @MaxChars(limits.SLUG_MAX)
  slug!: string;

  @Property({ type: "text" })
  @MaxChars(limits.TITLE_MAX)
  title!: string;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(limits.TEXT_MAX)
  statement!: string;

  /** Input bounds, in Markdown. Shown beside the statement, with the same visibility. */
  @Property({ type: "text", default: "" })
  @MaxChars(limits.CONSTRAINTS_MAX)
  constraints: string = "";

  /** The intended solution, in Markdown. Visible to editors and to users who solved the problem. */
  @Property({ type: "text" })
  @MaxChars(limits.TEXT_MAX)
  explanation: string = "";

  @Enum({ items: DIFFICULTIES })
  difficulty!: Difficulty;

  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(limits.TAGS_MAX)
  tags: string[] = [];
  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(limits.HINTS_MAX)
  hints: string[] = [];

  @Property({ type: "integer" })
  @Between(limits.TIME_LIMIT_MS.min, limits.TIME_LIMIT_MS.max)
  timeLimitMs: number = 1000;
  @Property({ type: "integer" })
  @Between(limits.MEMORY_LIMIT_KB.min, limits.MEMORY_LIMIT_KB.max)
  memoryLimitKb: number = 262_144;
  @Property({ type: "integer", default: limits.OUTPUT_LIMIT_KB.default })
  @Between(limits.OUTPUT_LIMIT_KB.min, limits.OUTPUT_LIMIT_KB.max)
  outputLimitKb: number = limits.OUTPUT_LIMIT_KB.default;

  @Property({ type: "json" })
  languageLimits: LanguageLimits = {};
  /** Id of a checker in src/judge/checkers. */
  @Property({ type: "text" })
  checker: string = "tokens";
  /** Only values that are not the checker's default. */
  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  checkerParameters: CheckerParameters = {};
  /** Id of a row of checker_programs. No reference, as that row refers to this one. */
  @Property({ type: "uuid", nullable: true })
  @PresentExactlyIf("checker = 'custom'::text")
  checkerProgram: string | null = null;

  @Property({ type: "json", default: JSON.stringify(PASS_FAIL) })
  @IsJsonObject()
  scoring: Scoring = PASS_FAIL;
  /** Program that submissions talk to; null unless the problem is interactive. Like checkerProgram. */
  @Property({ type: "uuid", nullable: true })
  interactor: string | null = null;

  /** The checker decides about the output of an interactor that accepts. */
  @Property({ type: "boolean", default: false })
  checksInteractorOutput: boolean = false;
  @Property({ type: "integer", default: 1 })
  @BetweenIf(1, PASSES_MAX, "passes = 1 or checker = 'custom'::text or interactor is not null")
  passes: number = 1;
  @Property({ type: "json", default: "{}" })
  starterCode: StarterCode = {};
  /** Null unless submissions are functions. */
  @Property({ type: "json", nullable: true })
  signature: FunctionSignature | null = null;
  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  drivers: Drivers = {};
  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  includedFiles: IncludedFiles = {};
  @Property({ type: "json", default: JSON.stringify(NO_CREDITS) })
  @IsJsonObject()
  credits: ProblemCredits = NO_CREDITS;
  /** Ids of rows of problem_files. No references, like checkerProgram. */
  @Property({ type: "json", default: "[]" })
  files: string[] = [];
  /** What the sender of a rejected submission sees of hidden tests. */
  @Enum({ items: FEEDBACK, default: DEFAULT_FEEDBACK })
  feedback: Feedback = DEFAULT_FEEDBACK;

  /** Number of the revision whose content is in this row. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  revision: number = 1;

  /** Number of the newest revision. Greater than `revision` while edits of a published problem are unpublished. */
  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  latestRevision: number = 1;

  /** Listed for everyone; only plans that include premium problems can open it. */
  @Property({ type: "boolean", default: false })
  premium: boolean = false;
  @Enum({ items: PROBLEM_STATUSES })
  status: ProblemStatus = "DRAFT";

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "restrict" })
  author!: Ref<User>;

  /** Owner; null if the author is. */
  @ManyToOne(() => Organization, { nullable: true, ref: true, index: true, deleteRule: "restrict" })
  organization: Ref<Organization> | null = null;
  @Enum({ items: CONTENT_VISIBILITIES, default: "PUBLIC" })
  visibility: ContentVisibility = "PUBLIC";

  /** Problem this one was cloned from. */
  @ManyToOne(() => Problem, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  clonedFrom: Ref<Problem> | null = null;

  @ManyToMany(() => Topic, undefined, { pivotTable: "problem_topics", owner: true })
  topics = new Collection<Topic>(this);

  /** Test set for new submissions; null until tests are uploaded. */
  @ManyToOne(() => TestSet, { nullable: true, ref: true, deleteRule: "set null" })
  testSet: Ref<TestSet> | null = null;

  /** Newer, unpublished version; only for problems that have been published. */
  @ManyToOne(() => TestSet, { nullable: true, ref: true, deleteRule: "set null" })
  draftTestSet: Ref<TestSet> | null = null;

  /** Keep CRLF in uploaded tests instead of converting it to LF. */
  @Property({ type: "boolean", default: false })
  keepLineEnds: boolean = false;
  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();

  /** First publication; does not change when the problem is archived and published again. */
  @Property({ type: "datetime", nullable: true })
  publishedAt: Date | null = null;

  /** Generated by the database; used only in raw SQL. */
  @Property({ type: "string", columnType: "tsvector", generated: `(${SEARCH}) stored`, lazy: true, hidden: true, nullable: true })
  readonly search?: string;

  /** For similar titles; generated like `search`. */
  @Property({ type: "string", columnType: "text", generated: "(search_letters(title)) stored", lazy: true, hidden: true, nullable: true })
  readonly letters?: string;
}

/**
 * One version of a problem's tests. Neither the row nor the object it points to ever changes, so a judgement that
 * references it can be repeated exactly. In the same file as Problem because the two reference each other.
 */
@Entity({ tableName: "test_sets" })
@Unique({ name: "test_sets_problem_version_unique", properties: ["problem", "version"] })
export class TestSet {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Property({ type: "integer" })
  @AtLeast(1)
  version!: number;

  /** SHA-256 of the uncompressed package; determines the object key. */
  @Property({ type: "text" })
  sha256!: string;
  @Property({ type: "integer" })
  testCount!: number;
  /** All inputs and outputs. */
  @Property({ type: "integer" })
  sizeBytes!: number;
  @Property({ type: "json" })
  samples!: Sample[];
  @Property({ type: "json", lazy: true })
  tests!: TestSummary[];

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  uploadedBy: Ref<User> | null = null;

  /** The uploader's reason. */
  @Property({ type: "text", default: "" })
  @MaxChars(limits.NOTE_MAX)
  note: string = "";

  /** Version that this one restores. */
  @Property({ type: "integer", nullable: true })
  @AtLeast(1)
  restoredFrom: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
