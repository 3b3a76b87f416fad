import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { AtLeast, Between, IsJsonObject, MaxChars } from "../../../../platform/database/checks.js";
import { Problem } from "../../../practice/problems/problem.entity.js";
import { DESCRIPTION_MAX, MINUTES, POSITION_MAX, TITLE_MAX } from "../limits.js";
import type { Translations } from "../../../../kernel/locales.js";
import { TrackModule } from "../modules/track-module.entity.js";

export const ASSIGNMENT_KINDS = ["PROBLEMS", "TASK"] as const;
export type AssignmentKind = (typeof ASSIGNMENT_KINDS)[number];

export interface AssignmentText {
  title: string;
  /** Markdown. */
  instructions: string;
}

/** Self-paced work at the end of a module: problems to solve, or a task that its text describes. */
@Entity({ tableName: "assignments" })
@Unique({ name: "assignments_position_unique", properties: ["module", "position"] })
export class Assignment {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => TrackModule, { ref: true, deleteRule: "cascade" })
  module!: Ref<TrackModule>;

  @Property({ type: "text", collation: "C" })
  @MaxChars(POSITION_MAX)
  position!: string;

  @Enum({ items: ASSIGNMENT_KINDS })
  kind!: AssignmentKind;

  @Property({ type: "text" })
  @MaxChars(TITLE_MAX)
  title!: string;

  /** Markdown. */
  @Property({ type: "text", default: "" })
  @MaxChars(DESCRIPTION_MAX)
  instructions: string = "";

  @Property({ type: "json", default: "{}" })
  @IsJsonObject()
  translations: Translations<AssignmentText> = {};

  @Property({ type: "integer" })
  @Between(MINUTES.min, MINUTES.max)
  estimatedMinutes!: number;

  @Property({ type: "integer", default: 1 })
  @AtLeast(1)
  version: number = 1;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}

@Entity({ tableName: "assignment_problems" })
export class AssignmentProblem {
  @ManyToOne(() => Assignment, { primary: true, ref: true, deleteRule: "cascade" })
  assignment!: Ref<Assignment>;

  @ManyToOne(() => Problem, { primary: true, ref: true, index: true, deleteRule: "cascade" })
  problem!: Ref<Problem>;

  /** Order in the assignment, from 0. */
  @Property({ type: "integer" })
  place!: number;
}
