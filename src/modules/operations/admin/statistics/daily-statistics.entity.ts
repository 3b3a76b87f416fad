import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import type { DayFigures } from "./day-figures.js";

/** Statistics of a past day. Stored, because their source rows are wide, and reading a year of them each time is too expensive. */
@Entity({ tableName: "daily_statistics" })
export class DailyStatistics {
  /** UTC. */
  @PrimaryKey({ type: "date" })
  day!: string;

  @Property({ type: "json" })
  figures!: DayFigures;

  @Property({ type: "datetime", defaultRaw: "now()" })
  computedAt: Date = new Date();
}
