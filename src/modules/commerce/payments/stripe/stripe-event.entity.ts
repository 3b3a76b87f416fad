import { Entity, Enum, Index, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { IsJsonObject, MaxChars, PresentExactlyIf } from "../../../../platform/database/checks.js";

export const STRIPE_ID_MAX = 255;
const TYPE_MAX = 100;

/** How we learned of an event: Stripe sent it, or reconciliation found it in Stripe's list. */
export const STRIPE_EVENT_SOURCES = ["WEBHOOK", "RECONCILIATION"] as const;
export type StripeEventSource = (typeof STRIPE_EVENT_SOURCES)[number];

/** UNKNOWN: no handler for its kind of object. IGNORED: the object is not one of ours. */
export const STRIPE_EVENT_OUTCOMES = ["HANDLED", "IGNORED", "UNKNOWN"] as const;
export type StripeEventOutcome = (typeof STRIPE_EVENT_OUTCOMES)[number];

/**
 * An event of Stripe, stored once. Only ids of what it is about: the object is read again when the event is handled, and its copy in the
 * event has names and addresses that are not needed here.
 */
@Entity({ tableName: "stripe_events" })
@Unique({ name: "stripe_events_event_unique", properties: ["eventId"] })
@Index({ name: "stripe_events_received_index", properties: ["receivedAt"] })
export class StripeEvent {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  @MaxChars(STRIPE_ID_MAX)
  eventId!: string;

  /** Such as `invoice.paid`. */
  @Property({ type: "text" })
  @MaxChars(TYPE_MAX)
  type!: string;

  /** `object` of the event's object, such as `invoice`; empty if it has none. */
  @Property({ type: "text" })
  @MaxChars(TYPE_MAX)
  kind!: string;

  /** Ids of the object and of those it names, by kind. */
  @Property({ type: "json" })
  @IsJsonObject()
  refs!: Record<string, string>;

  @Enum({ items: STRIPE_EVENT_SOURCES })
  source!: StripeEventSource;

  /** When it happened, by Stripe's clock. */
  @Property({ type: "datetime" })
  occurredAt!: Date;

  /** Null until it is handled. */
  @Enum({ items: STRIPE_EVENT_OUTCOMES, nullable: true })
  outcome: StripeEventOutcome | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  receivedAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  @PresentExactlyIf("outcome is not null")
  handledAt: Date | null = null;
}

/** Numbers the reads of an object at Stripe: what an older read says never replaces what a newer one said. */
@Entity({ tableName: "stripe_reads" })
export class StripeRead {
  /** Stripe's id of the object. */
  @PrimaryKey({ type: "text" })
  @MaxChars(STRIPE_ID_MAX)
  objectId!: string;

  /** Number of reads that were started. */
  @Property({ type: "integer" })
  started!: number;

  /** The newest read whose answer was written. */
  @Property({ type: "integer", default: 0 })
  applied: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  readAt: Date = new Date();
}
