import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { IsProbability } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Topic } from "../../../practice/topics/topic.entity.js";

export const EVIDENCE_SOURCES = ["SUBMISSION", "QUIZ_ANSWER"] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/**
 * One answer of a learner, for one of its topics. Unique per source, so an event that arrives twice counts once, and a newer verdict on
 * the same answer corrects it.
 */
@Entity({ tableName: "mastery_evidence" })
@Unique({ name: "mastery_evidence_source_unique", properties: ["sourceKind", "sourceId", "topic"] })
@Index({ name: "mastery_evidence_answers_index", properties: ["user", "topic", "at", "id"] })
@Index({ name: "mastery_evidence_at_index", properties: ["at"] })
export class MasteryEvidence {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @ManyToOne(() => Topic, { ref: true, index: true, deleteRule: "cascade" })
  topic!: Ref<Topic>;

  @Enum({ items: EVIDENCE_SOURCES })
  sourceKind!: EvidenceSource;

  /** The submission or quiz answer. No reference: its module may remove it earlier. */
  @Property({ type: "uuid" })
  sourceId!: string;

  /** The judgement, or what else decided `correct`. UUIDv7: a later one is greater, and only a greater one corrects. */
  @Property({ type: "uuid" })
  revision!: string;

  @Property({ type: "boolean" })
  correct!: boolean;

  /** The learner had no answer on the topic when this one was recorded. */
  @Property({ type: "boolean" })
  first!: boolean;

  /** The topic's rate, and the probability that the model gave, before the answer. */
  @Property({ type: "double" })
  @IsProbability()
  rate!: number;

  @Property({ type: "double" })
  @IsProbability()
  prediction!: number;

  /** When the learner answered. */
  @Property({ type: "datetime" })
  at!: Date;
}
