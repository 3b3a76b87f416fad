import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { Between, MaxChars, MaxItems } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";

/** Bound of one entry, in XP. */
export const ENTRY_MOST = 1000;
/** Topics of an entry, with those above them. */
export const ENTRY_TOPICS_MOST = 200;

/**
 * A line of the ledger of XP. Rows are only added: what was earned and is taken away again is a second row with the negative points
 * (xp-ledger.ts). Unique per cause, so an event that arrives twice counts once.
 */
@Entity({ tableName: "xp_entries" })
@Unique({ name: "xp_entries_cause_unique", properties: ["user", "causeKind", "causeId"] })
@Index({ name: "xp_entries_subject_index", properties: ["user", "causeKind", "subjectId"] })
@Index({ name: "xp_entries_user_earned_index", properties: ["user", "earnedAt"] })
@Index({ name: "xp_entries_user_index", properties: ["user", "id"] })
@Index({ name: "xp_entries_topics_index", expression: "create index xp_entries_topics_index on xp_entries using gin (topic_ids)" })
export class XpEntry {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Name of a cause in causes/. */
  @Property({ type: "text" })
  @MaxChars(40)
  causeKind!: string;

  /** The subject in the first row about it, else made from the subject and the number of the row. */
  @Property({ type: "uuid" })
  causeId!: string;

  /** What the points are for, such as a problem. No reference: its module may remove it. */
  @Property({ type: "uuid" })
  subjectId!: string;

  @Property({ type: "integer" })
  @Between(-ENTRY_MOST, ENTRY_MOST)
  points!: number;

  /** Topics of the subject, with all topics above them, when the points were earned. */
  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(ENTRY_TOPICS_MOST)
  topicIds: string[] = [];

  /** When the learner earned it. A row that takes points away has the time of the row with these points. */
  @Property({ type: "datetime" })
  earnedAt!: Date;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
