import { GraphQLDateTime, GraphQLJSONObject } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import type { GradeLine } from "../grading/explain.js";
import { GRADE_RULES, type GradeRule } from "../grading/grade-tree.js";
import type { GradeRow } from "./grade.rows.js";

const GradeRuleEnum = enumOf(GRADE_RULES);
registerEnumType(GradeRuleEnum, {
  name: "GradeRule",
  description: "What computes a line of a grade from its inputs.",
  valuesConfig: {
    SCORE: { description: "Input: score of a judged submission or quiz attempt, as a share of its maximum." },
    RUBRIC_LINE: { description: "Input: points for a criterion of the rubric." },
    RUBRIC: { description: "Sum of the rubric's lines, as a share of its points." },
    LATE: { description: "Credit for lateness, by the due time with extension, and the late curve." },
    ATTEMPTS: { description: "Best, last or average attempt." },
    WORTH: { description: "A share times the points of a problem, quiz or free work." },
    MISSING: { description: "Nothing was handed in before closing." },
    ADJUSTMENT: { description: "Input: points that a grader added or took." },
    SUM: { description: "Sum, not below 0." },
    REGRADE: { description: "Marked again after a request for a regrade was accepted." },
    ROUNDED: { description: "Rounded to hundredths, half away from zero. The grade of an assignment." },
    SHARE: { description: "A grade as a share of the assignment's points." },
    TOTAL: { description: "Weighted mean of shares without the lowest ones. The total of a class." },
  },
});

@ObjectType("GradeLine", {
  simpleResolvers: true,
  description: "A line of an explained grade. Lines that it was computed from follow it, one deeper.",
})
export class GradeLineType implements GradeLine {
  @Field(() => Int, { description: "Depth in the tree; 0 is the grade itself." })
  depth!: number;

  @Field(() => GradeRuleEnum, { description: "What computed it." })
  rule!: GradeRule;

  @Field(() => Int, { description: "Version of the policy that it was computed by." })
  policyVersion!: number;

  @Field(() => String, { description: "Exact value: a whole number or a fraction, such as `85/3`." })
  value!: string;

  @Field(() => String, { description: "A sentence in the language and time zone of your account. `≈` marks rounded numbers." })
  text!: string;

  @Field(() => Boolean, { description: "False for attempts that do not count and for dropped grades." })
  counts!: boolean;
}

@ObjectType("CourseworkGrade", {
  implements: Node,
  simpleResolvers: true,
  description: "A learner's grade for an assignment of a class. Learners see their own once it is released, staff of the class all.",
})
export class CourseworkGradeType implements Pick<GradeRow, "id" | "computedAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Derived(({ hundredths }: GradeRow) => hundredths / 100)
  @Field(() => Float, { description: "Points, with at most two decimals." })
  points?: number;

  @Derived(({ comment }: GradeRow) => markdown(comment))
  @Field(() => MarkdownType, { description: "The grader's comment; may be empty." })
  comment?: MarkdownType;

  @Derived(({ tree }: GradeRow) => tree)
  @Field(() => GraphQLJSONObject, {
    description:
      "The tree that the grade was computed from: `rule`, `version`, `facts`, `value` and `inputs` of each node. Its facts alone give the grade again.",
  })
  tree?: object;

  @Field(() => GraphQLDateTime, { description: "When it was last computed with another result." })
  computedAt!: Date;
}
