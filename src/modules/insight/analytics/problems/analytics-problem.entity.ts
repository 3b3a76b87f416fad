import type { Ref } from "@mikro-orm/core";
import { Entity, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import { IsJsonObject } from "../../../../platform/database/checks.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import type { ProblemFigures } from "./problem-figures.js";

/** Figures of a problem, without anything of single people. */
@Entity({ tableName: "analytics_problems" })
export class AnalyticsProblem {
  @ManyToOne(() => Problem, { primary: true, ref: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  @Property({ type: "json" })
  @IsJsonObject()
  figures!: ProblemFigures;

  @Property({ type: "datetime", defaultRaw: "now()" })
  refreshedAt: Date = new Date();
}
