import { Entity, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../kernel/ids.js";

/**
 * An event written in the transaction that caused it. It is kept until all its handlers are done, so losing the queue's jobs does no
 * harm.
 */
@Entity({ tableName: "outbox" })
@Index({ properties: ["dueAt"] })
export class OutboxMessage {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  event!: string;

  @Property({ type: "json" })
  payload!: object;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  /** When the relay hands it to the queue, for the first time or again. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Names of unfinished handlers; null before the first relay. */
  @Property({ type: "text[]", nullable: true })
  pending: string[] | null = null;
}
