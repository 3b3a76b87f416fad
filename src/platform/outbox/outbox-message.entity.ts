import { Entity, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../kernel/ids.js";

/**
 * An event written in the transaction that caused it. It stays until each of its handlers is done, so that the jobs in
 * between may be lost with the queue.
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

  /** When the relay hands it to the queue, again if it was before. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Names of the handlers that are not done; null before the first relay. */
  @Property({ type: "text[]", nullable: true })
  pending: string[] | null = null;
}
