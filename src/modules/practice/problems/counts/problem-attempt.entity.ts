import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { Problem } from "../problem.entity.js";

/**
 * The latest verdict of each submission, as far as statistics need it. It makes counting safe to repeat: an event that
 * comes twice or late finds its judgement, or a newer one, already here; a rejudge replaces instead of adding.
 */
@Entity({ tableName: "problem_attempts" })
@Index({ name: "problem_attempts_user_index", properties: ["user", "problem"] })
export class ProblemAttempt {
  /** The submissions module lies above this one: an id, not a relation. */
  @PrimaryKey({ type: "uuid" })
  submissionId!: string;

  /** UUIDv7: a later judging has the greater id. */
  @Property({ type: "uuid" })
  judgementId!: string;

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Problem, { ref: true, index: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Property({ type: "boolean" })
  accepted!: boolean;
}
