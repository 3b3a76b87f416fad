import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

/** A day whose retention run has succeeded. */
@Entity({ tableName: "retention_runs" })
export class RetentionRun {
  /** UTC. */
  @PrimaryKey({ type: "date" })
  day!: string;

  /** Number of removed rows, by rule. */
  @Property({ type: "json" })
  removed!: object;

  @Property({ type: "datetime", defaultRaw: "now()" })
  finishedAt: Date = new Date();
}
