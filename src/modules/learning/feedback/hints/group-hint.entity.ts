import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { HINT_MAX } from "../feedback-limits.js";
import { WrongAnswerGroup } from "../grouping/wrong-answer.entity.js";

/** What staff of the class write for all members of a group, past and future. */
@Entity({ tableName: "group_hints" })
@Unique({ name: "group_hints_group_unique", properties: ["group"] })
export class GroupHint {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => WrongAnswerGroup, { ref: true, index: false, deleteRule: "cascade" })
  group!: Ref<WrongAnswerGroup>;

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(HINT_MAX)
  body!: string;

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  author: Ref<User> | null = null;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()" })
  updatedAt: Date = new Date();

  /** Nobody but staff sees it from then on. */
  @Property({ type: "datetime", nullable: true })
  withdrawnAt: Date | null = null;
}

/** The learner has been notified of the hint: once, however many submissions join the group. */
@Entity({ tableName: "group_hint_receipts" })
export class GroupHintReceipt {
  @ManyToOne(() => GroupHint, { primary: true, ref: true, deleteRule: "cascade" })
  hint!: Ref<GroupHint>;

  @ManyToOne(() => User, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime", defaultRaw: "now()" })
  receivedAt: Date = new Date();
}
