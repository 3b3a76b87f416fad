import type { Ref } from "@mikro-orm/core";
import { Entity, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { CHANNELS } from "../../../contracts/notification-kind.js";
import { User } from "../../../base/users/user.entity.js";
import { EachOf } from "../../../../platform/database/checks.js";

/**
 * One event for one account, independent of channels. The text is rendered from `data` when read, in the account's
 * current language.
 */
@Entity({ tableName: "notifications" })
@Unique({ name: "notifications_event_unique", properties: ["user", "eventId"] })
@Index({
  name: "notifications_list_index",
  expression: "create index notifications_list_index on notifications (user_id, id) where 'IN_APP' = any(channels)",
})
@Index({
  name: "notifications_unread_index",
  expression: "create index notifications_unread_index on notifications (user_id, thread) where read_at is null",
})
@Index({ name: "notifications_age_index", properties: ["createdAt"] })
export class Notification {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => User, { ref: true, index: false, deleteRule: "cascade" })
  user!: Ref<User>;

  /** Name of a NotificationKind. */
  @Property({ type: "text" })
  kind!: string;

  /** Id of the outbox event. UUIDv7: a greater id is a later event. */
  @Property({ type: "uuid" })
  eventId!: string;

  /** A later notification of the same thread supersedes this one. */
  @Property({ type: "text", nullable: true })
  thread: string | null = null;

  /** Delivery channels, decided on creation. Lists show only notifications with IN_APP. */
  @Property({ type: "array", columnType: "text[]" })
  @EachOf(CHANNELS)
  channels!: string[];

  /** Input for the kind's text functions. */
  @Property({ type: "json" })
  data!: object;

  @Property({ type: "text", nullable: true })
  subjectType: string | null = null;

  @Property({ type: "uuid", nullable: true })
  subjectId: string | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  readAt: Date | null = null;
}
