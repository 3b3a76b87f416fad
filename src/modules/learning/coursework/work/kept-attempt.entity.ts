import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { User } from "../../../base/users/user.entity.js";
import { ClassAssignment } from "../assignments/class-assignment.entity.js";

/**
 * The result of an attempt at a quiz, without its answers: kept when the account of a member of a group is deleted, as the grades of the
 * others count it.
 */
@Entity({ tableName: "coursework_kept_attempts" })
export class KeptAttempt {
  @ManyToOne(() => ClassAssignment, { primary: true, ref: true, deleteRule: "cascade" })
  assignment!: Ref<ClassAssignment>;

  /** Of the attempt, which is gone. */
  @PrimaryKey({ type: "uuid" })
  attemptId!: string;

  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "datetime" })
  startedAt!: Date;

  @Property({ type: "datetime" })
  endedAt!: Date;

  @Property({ type: "double" })
  score!: number;

  @Property({ type: "double" })
  maxScore!: number;
}
