import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { Between } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { RETENTION } from "./schedule.js";

/** A learner's settings of spaced repetition; no row means the defaults. */
@Entity({ tableName: "review_settings" })
export class ReviewSettings {
  @ManyToOne(() => User, { primary: true, ref: true, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Verdicts make cards and count as reviews. */
  @Property({ type: "boolean" })
  enabled: boolean = true;

  /** Probability of recall at which a card becomes due, in thousandths. */
  @Property({ type: "integer" })
  @Between(RETENTION.min * 1000, RETENTION.max * 1000)
  retentionPerMille: number = RETENTION.default * 1000;
}
