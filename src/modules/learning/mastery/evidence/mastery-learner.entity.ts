import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { CountUpTo } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import type { LearnerState } from "../model/state.js";

/** State of the mastery model for one learner, over all topics. Its lock serializes the evidence of the learner. */
@Entity({ tableName: "mastery_learners" })
export class MasteryLearner implements LearnerState {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Property({ type: "integer" })
  answers: number = 0;

  @Property({ type: "integer" })
  @CountUpTo("answers")
  correct: number = 0;

  @Property({ type: "double" })
  expected: number = 0;

  @Property({ type: "double" })
  variance: number = 0;
}
