import type { Ref } from "@mikro-orm/core";
import { Check, Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { Between, MaxChars } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { COMMENT_MAX, NOTES_MAX, REASON_MAX, RUBRIC } from "../interview-limits.js";

export const INTERVIEW_KINDS = ["PEER", "INSTRUCTOR"] as const;
export type InterviewKind = (typeof INTERVIEW_KINDS)[number];

/** ACTIVE ones take time of their participants. */
export const INTERVIEW_STATUSES = ["PROPOSED", "CONFIRMED", "FINISHED", "CANCELLED", "EXPIRED", "NO_SHOW"] as const;
export type InterviewStatus = (typeof INTERVIEW_STATUSES)[number];
export const ACTIVE = "('PROPOSED', 'CONFIRMED')";

export const SEATS = ["FIRST", "SECOND"] as const;
export type Seat = (typeof SEATS)[number];

/** An appointment of two people. Its id is the UID of its calendar entry. */
@Entity({ tableName: "interviews" })
@Index({
  name: "interviews_due_index",
  expression: "create index interviews_due_index on interviews (starts_at) where status in ('PROPOSED', 'CONFIRMED')",
})
@Check({ name: "interviews_cancelled_check", expression: "cancelled_at is null or status = 'CANCELLED'" })
export class Interview {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Enum({ items: INTERVIEW_KINDS })
  kind!: InterviewKind;

  @Enum({ items: INTERVIEW_STATUSES })
  status: InterviewStatus = "PROPOSED";

  /** SEQUENCE of the calendar entry: raised by each change of time or status. */
  @Property({ type: "integer", default: 0 })
  sequence: number = 0;

  @Property({ type: "datetime" })
  startsAt!: Date;

  @Property({ type: "integer" })
  @Between(30, 90)
  minutes!: number;

  /** When the proposal expires. */
  @Property({ type: "datetime" })
  confirmBy!: Date;

  /** Id of the programming language that both know; null if it was not asked for. */
  @Property({ type: "text", nullable: true })
  @MaxChars(40)
  language: string | null = null;

  /** Of the first round: the question that FIRST asks. */
  @ManyToOne(() => Problem, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  firstProblem: Ref<Problem> | null = null;

  /** Of the second round, in which SECOND asks. */
  @ManyToOne(() => Problem, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  secondProblem: Ref<Problem> | null = null;

  /** Why these two: see matching/match.ts. Null if it was booked. */
  @Property({ type: "json", nullable: true })
  match: object | null = null;

  /** When invitations were first sent. */
  @Property({ type: "datetime", nullable: true })
  invitedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  cancelledAt: Date | null = null;

  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  cancelledBy: Ref<User> | null = null;

  @Property({ type: "text", default: "" })
  @MaxChars(REASON_MAX)
  cancelReason: string = "";

  /** After the deadline. */
  @Property({ type: "boolean", default: false })
  isLate: boolean = false;

  /** The start of which participants were reminded a day and an hour before. */
  @Property({ type: "datetime", nullable: true })
  dayReminderFor: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  hourReminderFor: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}

/** One of the two, with what this person says about the other afterwards. */
@Entity({ tableName: "interview_participants" })
@Index({ name: "interview_participants_user_index", properties: ["user", "interview"] })
@Check({
  name: "interview_participants_feedback_check",
  expression:
    "(feedback_at is null) = (problem_solving is null) and (feedback_at is null) = (coding is null) and (feedback_at is null) = (communication is null)",
})
export class InterviewParticipant {
  @ManyToOne(() => Interview, { primary: true, ref: true, deleteRule: "cascade" })
  interview!: Ref<Interview>;

  @Enum({ items: SEATS, primary: true })
  seat!: Seat;

  /** Null after the account is deleted. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: false, deleteRule: "set null" })
  user: Ref<User> | null = null;

  @Property({ type: "datetime", nullable: true })
  confirmedAt: Date | null = null;

  /** First time in the room. */
  @Property({ type: "datetime", nullable: true })
  joinedAt: Date | null = null;

  /** Visible to this person only. */
  @Property({ type: "text", default: "" })
  @MaxChars(NOTES_MAX)
  notes: string = "";

  @Property({ type: "datetime", nullable: true })
  feedbackAt: Date | null = null;

  @Property({ type: "integer", nullable: true })
  @Between(RUBRIC.min, RUBRIC.max)
  problemSolving: number | null = null;

  @Property({ type: "integer", nullable: true })
  @Between(RUBRIC.min, RUBRIC.max)
  coding: number | null = null;

  @Property({ type: "integer", nullable: true })
  @Between(RUBRIC.min, RUBRIC.max)
  communication: number | null = null;

  @Property({ type: "boolean", nullable: true })
  wouldMeetAgain: boolean | null = null;

  @Property({ type: "text", default: "" })
  @MaxChars(COMMENT_MAX)
  comment: string = "";
}
