import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import type { DayFigures } from "./day-figures.js";

/** Figures of a day (UTC), without anything of single people. */
@Entity({ tableName: "analytics_days" })
export class AnalyticsDay {
  @PrimaryKey({ type: "date" })
  day!: string;

  /** Null until computed: nothing of this kind happened. */
  @Property({ type: "json", nullable: true })
  figures: DayFigures | null = null;

  @Property({ type: "integer", default: 0 })
  activeAccounts: number = 0;

  /** In the 30 days that end with this one. */
  @Property({ type: "integer", default: 0 })
  monthlyAccounts: number = 0;

  @Property({ type: "datetime", defaultRaw: "now()" })
  refreshedAt: Date = new Date();
}

/** Accounts of one week that were active in another one. Weeks are named by their Monday. */
@Entity({ tableName: "analytics_retention" })
export class AnalyticsRetention {
  /** When the accounts were created. */
  @PrimaryKey({ type: "date" })
  cohort!: string;

  @PrimaryKey({ type: "date" })
  week!: string;

  @Property({ type: "integer" })
  accounts!: number;
}
