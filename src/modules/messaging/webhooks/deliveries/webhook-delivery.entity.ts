import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { Between, MaxChars } from "../../../../platform/database/checks.js";
import { WEBHOOK_FAULTS, type WebhookFault } from "../../../../platform/webhooks/webhook-sender.js";
import { User } from "../../../base/users/user.entity.js";
import { WebhookEndpoint } from "../endpoints/webhook-endpoint.entity.js";
import { ANSWER_MAX, ATTEMPTS_MAX, BODY_MAX, EVENT_NAME_MAX } from "../webhook-limits.js";

/** PENDING: has attempts left. */
export const DELIVERY_STATUSES = ["PENDING", "DELIVERED", "FAILED"] as const;
export type WebhookDeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why there was no response: codes of the sender, and a secret that cannot be read since TOKEN_SECRET was changed. */
export const DELIVERY_FAULTS = [...WEBHOOK_FAULTS, "SECRET_UNREADABLE"] as const;
export type WebhookDeliveryFault = WebhookFault | "SECRET_UNREADABLE";

/**
 * One event for one endpoint: outbox and log. A claim raises `claim` and moves `dueAt` to the end of its lease, so what a killed worker
 * has claimed is due again.
 */
@Entity({ tableName: "webhook_deliveries" })
@Unique({ name: "webhook_deliveries_event_unique", properties: ["endpoint", "eventId"] })
@Index({ name: "webhook_deliveries_list_index", properties: ["endpoint", "id"] })
@Index({ name: "webhook_deliveries_created_index", properties: ["createdAt"] })
@Index({
  name: "webhook_deliveries_due_index",
  expression: "create index webhook_deliveries_due_index on webhook_deliveries (endpoint_id, due_at) where status = 'PENDING'",
})
@Index({
  name: "webhook_deliveries_failed_index",
  expression: "create index webhook_deliveries_failed_index on webhook_deliveries (endpoint_id, created_at) where status = 'FAILED'",
})
export class WebhookDelivery {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => WebhookEndpoint, { ref: true, deleteRule: "cascade", index: false })
  endpoint!: Ref<WebhookEndpoint>;

  /** The account that the event is about; null if none. */
  @ManyToOne(() => User, { ref: true, nullable: true, index: true, deleteRule: "cascade" })
  user: Ref<User> | null = null;

  /** Of the public event. */
  @Property({ type: "uuid" })
  eventId!: string;

  @Property({ type: "text" })
  @MaxChars(EVENT_NAME_MAX)
  type!: string;

  /** JSON, as it is sent. */
  @Property({ type: "text" })
  @MaxChars(BODY_MAX)
  body!: string;

  @Enum({ items: DELIVERY_STATUSES, default: "PENDING" })
  status: WebhookDeliveryStatus = "PENDING";

  /** Number of attempts so far. */
  @Property({ type: "integer", default: 0 })
  attempts: number = 0;

  /** Attempts that remain. A replay sets it anew. */
  @Property({ type: "integer" })
  @Between(0, ATTEMPTS_MAX)
  attemptsLeft: number = ATTEMPTS_MAX;

  /** Raised by each claim and each replay: the result of an older claim does not count. */
  @Property({ type: "integer", default: 0 })
  claim: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  attemptedAt: Date | null = null;

  /** HTTP status of the last response; null without one. */
  @Property({ type: "integer", nullable: true })
  responseStatus: number | null = null;

  @Enum({ items: DELIVERY_FAULTS, nullable: true })
  fault: WebhookDeliveryFault | null = null;

  @Property({ type: "integer", nullable: true })
  durationMs: number | null = null;

  /** First bytes of the last response. */
  @Property({ type: "text", default: "" })
  @MaxChars(ANSWER_MAX)
  answer: string = "";

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  deliveredAt: Date | null = null;
}
