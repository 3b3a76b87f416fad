import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../problem.entity.js";

/**
 * Latest verdict of each submission, as needed for statistics. Makes counting idempotent: a duplicate or late event finds
 * its judgement, or a newer one, already stored; a rejudge replaces the verdict instead of adding one.
 */
@Entity({ tableName: "problem_attempts" })
@Index({ name: "problem_attempts_user_index", properties: ["user", "problem"] })
export class ProblemAttempt {
  /** An id, not a relation: the submissions module depends on this one. */
  @PrimaryKey({ type: "uuid" })
  submissionId!: string;

  /** UUIDv7: a later judgement has a greater id. */
  @Property({ type: "uuid" })
  judgementId!: string;

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Problem, { ref: true, index: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Property({ type: "boolean" })
  accepted!: boolean;
}
