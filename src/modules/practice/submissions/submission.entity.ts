import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../kernel/ids.js";
import { Problem } from "../problems/problem.entity.js";
import { SOURCE_FILES_MAX } from "./submission-limits.js";
import { User } from "../../base/users/user.entity.js";
import { MaxChars, MaxJsonItems } from "../../../platform/database/checks.js";

export interface SourceFile {
  name: string;
  content: string;
}

/** Submitted code. Immutable, except that deleting the account clears the source; results are in its judgements. */
@Entity({ tableName: "submissions" })
@Index({ name: "submissions_user_index", properties: ["user", "id"] })
@Index({
  name: "submissions_idempotency_unique",
  expression:
    "create unique index submissions_idempotency_unique on submissions (user_id, idempotency_key) where idempotency_key is not null",
})
@Index({ name: "submissions_user_problem_index", properties: ["user", "problem", "id"] })
@Index({ name: "submissions_problem_index", properties: ["problem", "id"] })
@Index({ name: "submissions_language_index", properties: ["language", "id"] })
export class Submission {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, deleteRule: "restrict" })
  user!: Ref<User>;

  @ManyToOne(() => Problem, { ref: true, deleteRule: "restrict" })
  problem!: Ref<Problem>;

  /** Id of a language in src/judge/languages. */
  @Property({ type: "text" })
  @MaxChars(40)
  language!: string;

  /** Null after the account is deleted; the submission can then no longer be judged. */
  @Property({ type: "text", lazy: true, nullable: true })
  source!: string | null;

  /** Next to the source; empty after the account is deleted. */
  @Property({ type: "json", lazy: true, default: "[]" })
  @MaxJsonItems(SOURCE_FILES_MAX)
  files: SourceFile[] = [];

  /** Of all files. */
  @Property({ type: "integer" })
  sourceBytes!: number;

  /** Client-chosen: repeating the key returns this submission instead of creating another. */
  @Property({ type: "text", nullable: true })
  @MaxChars(100)
  idempotencyKey: string | null = null;

  /**
   * Sent in an assessment: judged as any other, but only the assessment shows it, and it counts nowhere else. Its verdict is announced as
   * `setApartJudgementFinished` instead of `judgementFinished`.
   */
  @Property({ type: "boolean", default: false })
  setApart: boolean = false;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
