import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { Between, IsJsonObject, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import type { Prompt } from "../prompt/prompt.js";
import { AI_FAILURES, AI_KINDS, AI_STATUSES, type AiFailureCode, type AiKind, type AiStatus } from "./ai-kinds.js";

/** Of the text of an answer; longer ones are INCOMPLETE. */
export const TEXT_MAX = 60_000;
export const HINT_LEVELS = 3;

/**
 * What an account asked, what was sent for it, and the answer. The row is the outbox: with a `dueAt` in the past and no lease it has work to
 * do, whatever the queue says.
 */
@Entity({ tableName: "ai_requests" })
@Index({ name: "ai_requests_user_index", properties: ["user", "id"] })
@Index({ name: "ai_requests_subject_index", properties: ["subjectId", "kind", "id"] })
@Index({
  name: "ai_requests_content_index",
  expression: "create index ai_requests_content_index on ai_requests (input_sha256) where status = 'FINISHED' and not from_cache",
})
@Index({
  name: "ai_requests_running_unique",
  expression: "create unique index ai_requests_running_unique on ai_requests (user_id, input_sha256) where status in ('QUEUED', 'RUNNING')",
})
@Index({ name: "ai_requests_due_index", expression: "create index ai_requests_due_index on ai_requests (due_at) where due_at is not null" })
@Index({ name: "ai_requests_created_index", properties: ["createdAt"] })
@Check({ name: "ai_requests_failed_check", expression: "(failure is not null) = (status = 'FAILED')" })
export class AiRequest {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: AI_KINDS })
  kind!: AiKind;

  /** Submission, problem, lesson or notebook, as the kind says; no reference. Null for the learning path. */
  @Property({ type: "uuid", nullable: true })
  subjectId: string | null = null;

  /** Of a hint. */
  @Property({ type: "integer", nullable: true })
  @Between(1, HINT_LEVELS)
  level: number | null = null;

  /** What was sent: instructions and data. */
  @Property({ type: "json" })
  @IsJsonObject()
  prompt!: Prompt;

  /** Of the prompt, its version and the model. */
  @Property({ type: "text" })
  @MaxChars(64)
  inputSha256!: string;

  /** Of the feature's instructions and answer. */
  @Property({ type: "integer" })
  promptVersion!: number;

  @Enum({ items: AI_STATUSES })
  status: AiStatus = "QUEUED";

  @Enum({ items: AI_FAILURES, nullable: true })
  failure: AiFailureCode | null = null;

  @Property({ type: "text" })
  @MaxChars(255)
  provider!: string;

  @Property({ type: "text" })
  @MaxChars(255)
  model!: string;

  @Property({ type: "boolean" })
  isModel!: boolean;

  /** The answer of an earlier request with the same content. */
  @Property({ type: "boolean", default: false })
  fromCache: boolean = false;

  /** Markdown for the reader: a property of the answer, kept apart because it is streamed. */
  @Property({ type: "text", default: "" })
  @MaxChars(TEXT_MAX)
  text: string = "";

  /** Checked against the schema of its kind. */
  @Property({ type: "json", nullable: true })
  @PresentExactlyIf("status = 'FINISHED'")
  answer: object | null = null;

  /** Pieces in which the provider sent the answer. */
  @Property({ type: "integer", default: 0 })
  pieces: number = 0;

  @Property({ type: "integer", default: 0 })
  promptTokens: number = 0;

  @Property({ type: "integer", default: 0 })
  completionTokens: number = 0;

  /** Millionths of the currency unit. */
  @Property({ type: "integer", default: 0 })
  costMicros: number = 0;

  /** Incremented by each claim. */
  @Property({ type: "integer", default: 0 })
  attempt: number = 0;

  @Property({ type: "datetime", nullable: true })
  leasedUntil: Date | null = null;

  /** When a worker should take it. Null: never. */
  @Property({ type: "datetime", nullable: true })
  dueAt: Date | null = null;

  /** Times that the provider did not answer. */
  @Property({ type: "integer", default: 0 })
  failures: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("status in ('FINISHED', 'FAILED', 'CANCELLED')")
  finishedAt: Date | null = null;
}
