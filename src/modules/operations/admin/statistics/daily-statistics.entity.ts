import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import type { DayFigures } from "./day-figures.js";

/** The figures of a day that is over. The rows they are made from are wide, and a year of them is too much to read each time. */
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
