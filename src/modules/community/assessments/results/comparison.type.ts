import { Field, Float, Int, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import type { Comparison, TaskFigures, VariantFigures } from "./comparison.js";

@ObjectType("AssessmentVariantFigures", {
  simpleResolvers: true,
  description:
    "Results of the candidates who got the same problem or quiz. Compare them: problems of one difficulty may not be equally hard.",
})
export class AssessmentVariantFiguresType implements VariantFigures {
  @Field(() => idOf("Problem"), { nullable: true, description: "ID of the problem; null for a quiz." })
  problemId!: string | null;

  @Field(() => idOf("Quiz"), { nullable: true, description: "ID of the quiz; null for a problem." })
  quizId!: string | null;

  @Field(() => String, { description: "Title of the problem or quiz." })
  title!: string;

  @Field(() => Int, { description: "Graded candidates who got it." })
  candidates!: number;

  @Field(() => Float, { description: "Mean share of the points, 0 to 1." })
  meanShare!: number;

  @Field(() => Float, { description: "Share of candidates with all points, 0 to 1." })
  fullShare!: number;
}

@ObjectType("AssessmentTaskFigures", { simpleResolvers: true, description: "Results of all candidates at one position." })
export class AssessmentTaskFiguresType implements TaskFigures {
  @Field(() => Int, { description: "Position, from 1." })
  position!: number;

  @Field(() => Int, { description: "Points for a full solution." })
  points!: number;

  @Field(() => Int, { description: "Graded candidates." })
  candidates!: number;

  @Field(() => Float, { description: "Mean share of the points, 0 to 1." })
  meanShare!: number;

  @Field(() => [AssessmentVariantFiguresType], { description: "By variant, most candidates first." })
  variants!: VariantFigures[];
}

@ObjectType("AssessmentComparison", { simpleResolvers: true, description: "Results of the graded candidates of an assessment." })
export class AssessmentComparisonType implements Comparison {
  @Field(() => Int, { description: "Graded candidates." })
  candidates!: number;

  @Field(() => Float, { nullable: true, description: "Mean of the scores; null without any." })
  meanScore!: number | null;

  @Field(() => Float, { nullable: true, description: "Median of the scores; null without any." })
  medianScore!: number | null;

  @Field(() => Float, { nullable: true, description: "Lowest score; null without any." })
  lowestScore!: number | null;

  @Field(() => Float, { nullable: true, description: "Highest score; null without any." })
  highestScore!: number | null;

  @Field(() => [AssessmentTaskFiguresType], { description: "By position." })
  tasks!: TaskFigures[];
}
