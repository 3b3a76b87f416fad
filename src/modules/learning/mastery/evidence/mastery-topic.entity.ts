import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { CountUpTo } from "../../../../platform/database/checks.js";
import { Topic } from "../../../practice/topics/topic.entity.js";
import type { TopicState } from "../model/state.js";

/** State of the mastery model for one topic: counts over all learners, also of answers that were removed since. */
@Entity({ tableName: "mastery_topics" })
export class MasteryTopic implements TopicState {
  @ManyToOne(() => Topic, { primary: true, ref: true, deleteRule: "cascade" })
  topic!: Ref<Topic>;

  @Property({ type: "integer" })
  answers: number = 0;

  @Property({ type: "integer" })
  @CountUpTo("answers")
  correct: number = 0;

  @Property({ type: "integer" })
  @CountUpTo("answers")
  firstAnswers: number = 0;

  @Property({ type: "integer" })
  @CountUpTo("first_answers")
  firstCorrect: number = 0;
}
