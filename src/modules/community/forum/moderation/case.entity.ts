import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { EachOf, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { NOTE_MAX } from "../forum-limits.js";
import { ForumPost } from "../posts/post.entity.js";
import { SPAM_SIGNALS, type SpamSignal } from "./spam-signals.js";

export const REPORT_REASONS = ["SPAM", "ABUSE", "SPOILER", "OFF_TOPIC", "PLAGIARISM", "OTHER"] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

export const CASE_DECISIONS = ["KEEP", "REMOVE", "SHADOW"] as const;
/** KEEP shows the post, REMOVE empties its place and tells its author, SHADOW hides it from all but its author. */
export type CaseDecision = (typeof CASE_DECISIONS)[number];

/** A post that a moderator should look at. At most one open case for each post. */
@Entity({ tableName: "forum_cases" })
@Index({
  name: "forum_cases_open_unique",
  expression: "create unique index forum_cases_open_unique on forum_cases (post_id) where decided_at is null",
})
@Index({ name: "forum_cases_queue_index", expression: "create index forum_cases_queue_index on forum_cases (id) where decided_at is null" })
@Index({ name: "forum_cases_decided_index", properties: ["decidedAt"] })
export class ForumCase {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ForumPost, { ref: true, index: true, deleteRule: "cascade" })
  post!: Ref<ForumPost>;

  /** What a program found. Empty: only reports. */
  @Property({ type: "string[]", columnType: "text[]" })
  @EachOf(SPAM_SIGNALS)
  signals: SpamSignal[] = [];

  @Enum({ items: CASE_DECISIONS, nullable: true })
  decision: CaseDecision | null = null;

  /** For the author, and for other moderators. */
  @Property({ type: "text", default: "" })
  @MaxChars(NOTE_MAX)
  note: string = "";

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  decidedBy: Ref<User> | null = null;

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("decision is not null")
  decidedAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** What an account says about a post. */
@Entity({ tableName: "forum_reports" })
@Unique({ name: "forum_reports_case_reporter_unique", properties: ["case", "reporter"] })
export class ForumReport {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ForumCase, { ref: true, index: false, deleteRule: "cascade" })
  case!: Ref<ForumCase>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  reporter!: Ref<User>;

  @Enum({ items: REPORT_REASONS })
  reason!: ReportReason;

  @Property({ type: "text", default: "" })
  @MaxChars(NOTE_MAX)
  note: string = "";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
