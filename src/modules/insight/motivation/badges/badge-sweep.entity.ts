import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { MaxChars } from "../../../../platform/database/checks.js";

/** How far a badge has been evaluated for accounts that existed before it: see badge-sweep.ts. */
@Entity({ tableName: "badge_sweeps" })
export class BadgeSweep {
  @PrimaryKey({ type: "text" })
  @MaxChars(40)
  badge!: string;

  /** Accounts up to this id are done. */
  @Property({ type: "uuid" })
  after!: string;

  @Property({ type: "datetime", nullable: true })
  finishedAt: Date | null = null;
}
