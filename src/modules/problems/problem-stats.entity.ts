import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

/** Counts of a problem, kept from JudgementFinished events so that lists can sort by them. */
@Entity({ tableName: "problem_stats" })
export class ProblemStats {
  @PrimaryKey({ type: "uuid" })
  problemId!: string;

  /** Submissions with a verdict, SYSTEM_ERROR left out. */
  @Property({ type: "integer" })
  submissions: number = 0;

  @Property({ type: "integer" })
  accepted: number = 0;
}
