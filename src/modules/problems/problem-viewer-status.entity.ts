import { Entity, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";

/** How far one account is with one problem, kept from JudgementFinished events. No row: not tried yet. */
@Entity({ tableName: "problem_viewer_status" })
export class ProblemViewerStatus {
  @PrimaryKey({ type: "uuid" })
  userId!: string;

  @PrimaryKey({ type: "uuid" })
  problemId!: string;

  @Property({ type: "boolean" })
  solved!: boolean;
}
