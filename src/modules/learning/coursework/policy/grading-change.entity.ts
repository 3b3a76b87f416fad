import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, IsJsonObject } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Class } from "../../classes/class.entity.js";
import { ClassAssignment } from "../assignments/class-assignment.entity.js";
import { DROP_LOWEST_MAX } from "../coursework-limits.js";
import type { NewGrading } from "./policy.js";

/** How grades of a class become its total. Absent: nothing is dropped. */
@Entity({ tableName: "class_grading_policies" })
export class ClassGradingPolicy {
  @ManyToOne(() => Class, { primary: true, ref: true, deleteRule: "cascade" })
  class!: Ref<Class>;

  @Property({ type: "integer", default: 0 })
  @Between(0, DROP_LOWEST_MAX)
  dropLowest: number = 0;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;
}

export const GRADING_CHANGE_STATUSES = ["STAGED", "APPLIED", "DROPPED"] as const;
export type GradingChangeStatus = (typeof GRADING_CHANGE_STATUSES)[number];

/** A change of a policy, or of problems or the quiz of an assignment whose grades are released, with what it moves, before it takes effect. */
@Entity({ tableName: "grading_changes" })
@Index({ name: "grading_changes_class_index", properties: ["class", "id"] })
export class GradingChange {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Class, { ref: true, index: false, deleteRule: "cascade" })
  class!: Ref<Class>;

  /** Null: the policy of the class. */
  @ManyToOne(() => ClassAssignment, { ref: true, nullable: true, index: true, deleteRule: "cascade" })
  assignment: Ref<ClassAssignment> | null = null;

  @Property({ type: "json" })
  @IsJsonObject()
  policy!: NewGrading;

  /** Version of the policy that it replaces. */
  @Property({ type: "integer" })
  @AtLeast(1)
  basedOn!: number;

  @Enum({ items: GRADING_CHANGE_STATUSES, default: "STAGED" })
  status: GradingChangeStatus = "STAGED";

  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  stagedBy: Ref<User> | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  decidedAt: Date | null = null;
}

/** A learner whose grade, or total, would change. */
@Entity({ tableName: "grading_change_moves" })
export class GradingChangeMove {
  @ManyToOne(() => GradingChange, { primary: true, ref: true, deleteRule: "cascade" })
  change!: Ref<GradingChange>;

  @ManyToOne(() => User, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Hundredths of points, or of percent for the total; null: no grade. */
  @Property({ type: "integer", nullable: true })
  before: number | null = null;

  @Property({ type: "integer", nullable: true })
  after: number | null = null;
}
