import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { CountUpTo } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Topic } from "../../../practice/topics/topic.entity.js";
import type { PairState } from "../model/state.js";

/** State of the mastery model for one learner and topic. Written only by evidence.ts. */
@Entity({ tableName: "masteries" })
@Unique({ name: "masteries_user_topic_unique", properties: ["user", "topic"] })
@Index({ name: "masteries_recent_index", properties: ["user", "lastAnsweredAt", "id"] })
export class Mastery implements PairState {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Topic, { ref: true, index: true, deleteRule: "cascade" })
  topic!: Ref<Topic>;

  @Property({ type: "integer" })
  answers: number = 0;

  @Property({ type: "integer" })
  @CountUpTo("answers")
  correct: number = 0;

  @Property({ type: "double" })
  recent: number = 0;

  @Property({ type: "double" })
  steady: number = 0;

  @Property({ type: "boolean" })
  lastCorrect: boolean = false;

  @Property({ type: "datetime" })
  lastAnsweredAt!: Date;
}
