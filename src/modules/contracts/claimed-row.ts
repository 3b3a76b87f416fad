import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../kernel/ids.js";

/** Columns of long-running work that workers claim: see claims.ts, which also needs `user`, `status` and `dueAt`. Timestamps use the database's clock. */
@Entity({ abstract: true })
export abstract class ClaimedRow {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  /** Incremented by each claim. */
  @Property({ type: "integer" })
  attempt: number = 0;

  /** Expiry of the claim. */
  @Property({ type: "datetime", nullable: true })
  leasedUntil: Date | null = null;

  /** Steps done, and in total. */
  @Property({ type: "integer" })
  done: number = 0;

  @Property({ type: "integer" })
  total: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", nullable: true })
  finishedAt: Date | null = null;
}
