import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { AtLeast } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { ClaimedRow } from "../../../contracts/claimed-row.js";
import { Problem, TestSet } from "../../problems/problem.entity.js";
import type { VerificationReport } from "./report.js";

export const VERIFICATION_STATUSES = ["QUEUED", "RUNNING", "FINISHED", "CANCELLED", "FAILED"] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

export const VERIFICATION_SCOPES = ["ALL", "INPUTS"] as const;
export type VerificationScope = (typeof VERIFICATION_SCOPES)[number];

/**
 * A check of a problem by its own programs. It is done in steps, each a job in the queue of submissions: between two steps it is QUEUED
 * again. The row is the outbox of these jobs, and holds what the steps have found.
 */
@Entity({ tableName: "verifications" })
@Index({ name: "verifications_problem_index", properties: ["problem", "id"] })
@Index({
  name: "verifications_due_index",
  expression: "create index verifications_due_index on verifications (due_at) where status in ('QUEUED', 'RUNNING')",
})
@Index({
  name: "verifications_open_unique",
  expression: "create unique index verifications_open_unique on verifications (problem_id) where status in ('QUEUED', 'RUNNING')",
})
export class Verification extends ClaimedRow {
  @ManyToOne(() => Problem, { ref: true, index: false, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** Requested by. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: VERIFICATION_STATUSES })
  status: VerificationStatus = "QUEUED";

  @Enum({ items: VERIFICATION_SCOPES })
  scope: VerificationScope = "ALL";

  /** Of the problem. */
  @Property({ type: "integer" })
  @AtLeast(1)
  revision!: number;

  @ManyToOne(() => TestSet, { ref: true, index: true, deleteRule: "cascade" })
  testSet!: Ref<TestSet>;

  /** Of everything that decides the result: see verification-subject.ts. */
  @Property({ type: "text" })
  fingerprint!: string;

  /** A worker may claim it from this time on. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Of the judge, in a row. */
  @Property({ type: "integer" })
  failures: number = 0;

  @Property({ type: "json" })
  report!: VerificationReport;
}
