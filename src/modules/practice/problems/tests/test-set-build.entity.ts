import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { ClaimedRow } from "../../../contracts/claimed-row.js";
import { Problem, TestSet } from "../problem.entity.js";
import type { TestFault } from "./test-faults.js";

export const TEST_SET_BUILD_STATUSES = ["QUEUED", "RUNNING", "READY", "FAILED"] as const;
export type TestSetBuildStatus = (typeof TEST_SET_BUILD_STATUSES)[number];

/** A test set that a worker builds from uploaded files. The row is the outbox of its job. */
@Entity({ tableName: "test_set_builds" })
@Index({ name: "test_set_builds_problem_index", properties: ["problem", "id"] })
@Index({
  name: "test_set_builds_due_index",
  expression: "create index test_set_builds_due_index on test_set_builds (due_at) where status in ('QUEUED', 'RUNNING')",
})
export class TestSetBuild extends ClaimedRow {
  @ManyToOne(() => Problem, { ref: true, index: false, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** Requested by. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: TEST_SET_BUILD_STATUSES })
  status: TestSetBuildStatus = "QUEUED";

  /** The plan as JSON; empty after the build ends. Text, because its data may contain characters that jsonb rejects. */
  @Property({ type: "text" })
  plan!: string;

  /** A worker may claim it from this time on. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Reasons for a failure. */
  @Property({ type: "json", default: "[]" })
  faults: TestFault[] = [];

  /** The result. */
  @ManyToOne(() => TestSet, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  testSet: Ref<TestSet> | null = null;
}
