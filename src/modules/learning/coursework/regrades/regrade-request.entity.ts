import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { ClassAssignment } from "../assignments/class-assignment.entity.js";
import { REGRADE_TEXT_MAX } from "../coursework-limits.js";

export const REGRADE_STATUSES = ["OPEN", "ACCEPTED", "DECLINED"] as const;
export type RegradeStatus = (typeof REGRADE_STATUSES)[number];

/** A learner asks, once, for another look at a grade. */
@Entity({ tableName: "regrade_requests" })
@Unique({ name: "regrade_requests_user_unique", properties: ["assignment", "user"] })
export class RegradeRequest {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => ClassAssignment, { ref: true, index: false, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: REGRADE_STATUSES, default: "OPEN" })
  status: RegradeStatus = "OPEN";

  /** Markdown. */
  @Property({ type: "text" })
  @MaxChars(REGRADE_TEXT_MAX)
  reason!: string;

  /** Markdown; empty until it is decided, and for acceptance without words. */
  @Property({ type: "text", default: "" })
  @MaxChars(REGRADE_TEXT_MAX)
  answer: string = "";

  /** Hundredths of points when it was asked for. */
  @Property({ type: "integer" })
  @AtLeast(0)
  before!: number;

  /** Hundredths of points right after it was accepted. */
  @Property({ type: "integer", nullable: true })
  @PresentExactlyIf("status = 'ACCEPTED' and (after is null or after >= 0)")
  after: number | null = null;

  /** Null while it is open, and after the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  decidedBy: Ref<User> | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("status <> 'OPEN'")
  decidedAt: Date | null = null;
}
