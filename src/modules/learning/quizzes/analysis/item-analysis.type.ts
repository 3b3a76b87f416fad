import { Field, Float, Int, ObjectType } from "type-graphql";
import type { QuestionStatisticsRow } from "./item-analysis.js";

@ObjectType("QuestionStatistics", { description: "Figures of a question in the graded attempts at a quiz, without previews." })
export class QuestionStatisticsType implements Omit<QuestionStatisticsRow, "questionId"> {
  @Field(() => Int, { description: "Graded attempts that have the question, in any version." })
  attempts!: number;

  @Field(() => Float, { description: "Mean share of the points, -1 to 1: 1 means that everyone answered correctly." })
  difficulty!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "Correlation between the share of the points and the points of the other questions, -1 to 1. Below 0.2, the question hardly separates strong from weak learners; below 0, it may be wrong. Null if the values do not vary.",
  })
  discrimination!: number | null;
}
