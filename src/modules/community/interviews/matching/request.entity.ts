import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { Between, MaxItems } from "../../../../platform/database/checks.js";
import { User } from "../../../base/users/user.entity.js";
import { Interview } from "../bookings/interview.entity.js";
import { LANGUAGES_MAX, LEVEL, TOPICS_MAX } from "../interview-limits.js";

export const REQUEST_STATUSES = ["OPEN", "MATCHED", "CANCELLED", "EXPIRED"] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** A person looks for a peer to interview each other. */
@Entity({ tableName: "interview_requests" })
@Index({
  name: "interview_requests_open_unique",
  expression: "create unique index interview_requests_open_unique on interview_requests (user_id) where status = 'OPEN'",
})
@Index({
  name: "interview_requests_waiting_index",
  expression: "create index interview_requests_waiting_index on interview_requests (is_priority desc, id) where status = 'OPEN'",
})
@Index({ name: "interview_requests_user_index", properties: ["user", "id"] })
export class InterviewRequest {
  /** UUIDv7: how long it has waited. */
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: REQUEST_STATUSES })
  status: RequestStatus = "OPEN";

  @Property({ type: "integer" })
  @Between(LEVEL.min, LEVEL.max)
  level!: number;

  /** Ids of topics; empty: any. */
  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(TOPICS_MAX)
  topics: string[] = [];

  /** Ids of programming languages. */
  @Property({ type: "string[]", columnType: "text[]" })
  @MaxItems(LANGUAGES_MAX)
  languages: string[] = [];

  @Property({ type: "integer" })
  @Between(30, 90)
  minutes!: number;

  /** Before others: the last partner did not come, cancelled late or did not confirm. */
  @Property({ type: "boolean", default: false })
  isPriority: boolean = false;

  @ManyToOne(() => Interview, { ref: true, nullable: true, index: true, deleteRule: "set null" })
  interview: Ref<Interview> | null = null;

  @Property({ type: "datetime" })
  expiresAt!: Date;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
