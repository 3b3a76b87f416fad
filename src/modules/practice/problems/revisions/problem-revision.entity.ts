import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import type { ProblemContent } from "../edits/problem-content.js";
import { NOTE_MAX } from "../edits/problem-limits.js";
import { Problem } from "../problem.entity.js";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";

/** One complete version of the content that learners read. Immutable. */
@Entity({ tableName: "problem_revisions" })
@Unique({ name: "problem_revisions_number_unique", properties: ["problem", "number"] })
export class ProblemRevision {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** Starts at 1, without gaps. */
  @Property({ type: "integer" })
  @AtLeast(1)
  number!: number;

  /** Read it with contentFrom: old snapshots lack fields added by later versions. */
  @Property({ type: "json", lazy: true })
  content!: ProblemContent;

  /** Names of the fields that differ from the previous revision; all fields in the first. */
  @Property({ type: "string[]", columnType: "text[]" })
  changed!: string[];

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  author: Ref<User> | null = null;

  /** The editor's reason. */
  @Property({ type: "text", default: "" })
  @MaxChars(NOTE_MAX)
  note: string = "";

  /** Number of the revision that this one restores. */
  @Property({ type: "integer", nullable: true })
  @AtLeast(1)
  restoredFrom: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
