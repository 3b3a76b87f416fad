import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { Between, MaxChars, MaxItems } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { EXCEPTIONS_MAX, GRID_MINUTES, NOTICE_HOURS, HEADLINE_MAX, RULE_MAX, WINDOW_MINUTES } from "../interview-limits.js";

/** A window of time in which a person can be interviewed or interview: once, or repeated by a rule. */
@Entity({ tableName: "interview_availability" })
@Index({ name: "interview_availability_user_index", properties: ["user", "id"] })
export class InterviewAvailability {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** `YYYY-MM-DDTHH:MM` on the clock of the zone. */
  @Property({ type: "text" })
  @MaxChars(16)
  local!: string;

  /** IANA. */
  @Property({ type: "text" })
  @MaxChars(64)
  zone!: string;

  @Property({ type: "integer" })
  @Between(WINDOW_MINUTES.min, WINDOW_MINUTES.max)
  minutes!: number;

  /** RRULE of RFC 5545, with UNTIL on the wall clock; null: once. */
  @Property({ type: "text", nullable: true })
  @MaxChars(RULE_MAX)
  rule: string | null = null;

  /** `YYYY-MM-DD`. */
  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(EXCEPTIONS_MAX)
  exceptions: string[] = [];

  /** End of the last window. Rules of the past are not expanded. */
  @Property({ type: "datetime" })
  endsAt!: Date;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** An instructor who takes bookings within the own availability. */
@Entity({ tableName: "interview_hosts" })
@Check({ name: "interview_hosts_minutes_grid_check", expression: `minutes % ${GRID_MINUTES} = 0` })
export class InterviewHost {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "text" })
  @MaxChars(HEADLINE_MAX)
  headline: string = "";

  /** Length of an interview. */
  @Property({ type: "integer" })
  @Between(30, 90)
  minutes!: number;

  /** Between booking and start. */
  @Property({ type: "integer" })
  @Between(NOTICE_HOURS.min, NOTICE_HOURS.max)
  noticeHours!: number;

  @Property({ type: "boolean" })
  isOpen!: boolean;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
