import { Entity, Index, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../kernel/ids.js";

/** An event written in the transaction that caused it; the relay hands it to the queue and then removes it. */
@Entity({ tableName: "outbox" })
@Index({ properties: ["createdAt"] })
export class OutboxMessage {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @Property({ type: "text" })
  event!: string;

  @Property({ type: "json" })
  payload!: object;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();
}
