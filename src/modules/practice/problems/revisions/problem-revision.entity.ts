import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { User } from "../../../base/users/user.entity.js";
import type { ProblemContent } from "../edits/problem-content.js";
import { NOTE_MAX } from "../edits/problem-limits.js";
import { Problem } from "../problem.entity.js";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";

/** One version of what learners read, whole. The row never changes. */
@Entity({ tableName: "problem_revisions" })
@Unique({ name: "problem_revisions_number_unique", properties: ["problem", "number"] })
export class ProblemRevision {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Problem, { ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** 1 for the first, then counting up without gaps. */
  @Property({ type: "integer" })
  @AtLeast(1)
  number!: number;

  /** Read through contentFrom, as an old one lacks what later versions of the program added. */
  @Property({ type: "json", lazy: true })
  content!: ProblemContent;

  /** Names of the fields that differ from the revision before; all of them in the first. */
  @Property({ type: "string[]", columnType: "text[]" })
  changed!: string[];

  /** Null once the account is gone. */
  @ManyToOne(() => User, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  author: Ref<User> | null = null;

  /** Why, in the editor's words. */
  @Property({ type: "text", default: "" })
  @MaxChars(NOTE_MAX)
  note: string = "";

  /** Number of the older revision that it brings back. */
  @Property({ type: "integer", nullable: true })
  @AtLeast(1)
  restoredFrom: number | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
