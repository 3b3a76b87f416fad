import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

/** The one row, with ID 1, says when to compare with Stripe next: of all workers, the one that moves `dueAt` does it. */
@Entity({ tableName: "stripe_reconciliation" })
export class StripeReconciliation {
  @PrimaryKey({ type: "integer" })
  id!: number;

  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Up to this time of Stripe's clock, all events are stored. */
  @Property({ type: "datetime", nullable: true })
  eventsUntil: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  startedAt: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  finishedAt: Date | null = null;

  /** Of the last one: events that were lost, and objects that differed. */
  @Property({ type: "integer", default: 0 })
  foundEvents: number = 0;

  @Property({ type: "integer", default: 0 })
  foundDifferences: number = 0;
}
