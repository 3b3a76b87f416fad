import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Max, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { COUNTED, type Counted } from "../assignments/class-assignment.entity.js";
import { CRITERIA_MAX, CRITERION_TITLE_MAX, POINTS_MAX, WEIGHT_MAX } from "../coursework-limits.js";
import { CURVE_POINTS_MAX, CURVE_SHAPES, LATE_MINUTES_MAX, type LateCurve } from "../grading/late-curve.js";
import type { Rubric } from "../grading/rubric.js";
import type { AssignmentPolicy } from "./policy.js";

export const CountedEnum = enumOf(COUNTED);
registerEnumType(CountedEnum, {
  name: "CountedAttempts",
  description: "Which attempts at a problem or quiz count. Late credit is applied to each attempt before.",
  valuesConfig: {
    BEST: { description: "The best." },
    LAST: { description: "The last before closing." },
    AVERAGE: { description: "The average of all before closing." },
  },
});

export const CurveShapeEnum = enumOf(CURVE_SHAPES);
registerEnumType(CurveShapeEnum, {
  name: "LateCurveShape",
  description: "How credit runs between the points of a late curve.",
  valuesConfig: {
    STEPS: { description: "Whoever is later than a point gets its credit, until the next point." },
    LINEAR: { description: "In straight lines from 100 % at the due time through the points; after the last one it stays." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A point of a late curve." })
export class LateCurvePoint {
  @Field(() => Int, { description: "Minutes after the due time." })
  minutesLate!: number;

  @Field(() => Int, { description: "Credit in percent, 0 to 100." })
  creditPercent!: number;
}

@ObjectType("LateCurve", {
  simpleResolvers: true,
  description: "Credit of late work. Without points late work has full credit until closing.",
})
export class LateCurveType implements LateCurve {
  @Field(() => CurveShapeEnum, { description: "Shape between the points." })
  shape!: LateCurve["shape"];

  @Field(() => [LateCurvePoint], { description: "Points, in order of their minutes." })
  points!: LateCurvePoint[];
}

@ObjectType({ simpleResolvers: true, description: "A criterion of a rubric." })
export class RubricCriterion {
  @Field(() => String, { description: "Title." })
  title!: string;

  @Field(() => Int, { description: "Points that can be reached." })
  points!: number;
}

@InputType({ description: "A point of a late curve." })
export class LateCurvePointInput {
  @Field(() => Int, { description: `Minutes after the due time, 0 to ${LATE_MINUTES_MAX}.` })
  @IsInt()
  @Min(0)
  @Max(LATE_MINUTES_MAX)
  minutesLate!: number;

  @Field(() => Int, { description: "Credit in percent, 0 to 100. Must not rise with lateness." })
  @IsInt()
  @Min(0)
  @Max(100)
  creditPercent!: number;
}

@InputType({ description: "Credit of late work." })
export class LateCurveInput {
  @Field(() => CurveShapeEnum, { description: "Shape between the points." })
  shape!: LateCurve["shape"];

  @Field(() => [LateCurvePointInput], { description: `Points in order of their minutes, at most ${CURVE_POINTS_MAX}.` })
  @ArrayMaxSize(CURVE_POINTS_MAX)
  @ValidateNested({ each: true })
  points!: LateCurvePointInput[];
}

@InputType({ description: "A criterion of a rubric." })
export class RubricCriterionInput {
  @Field(() => String, { description: `Title, one line of 1 to ${CRITERION_TITLE_MAX} characters.` })
  @Length(1, CRITERION_TITLE_MAX)
  @OneLine()
  title!: string;

  @Field(() => Int, { description: `Points, 1 to ${POINTS_MAX}.` })
  @IsInt()
  @Min(1)
  @Max(POINTS_MAX)
  points!: number;
}

@InputType({ description: "What decides about the grades of an assignment." })
export class GradingPolicyInput {
  @Field(() => Int, {
    nullable: true,
    description: `Points of a QUIZ or of FREE work, 1 to ${POINTS_MAX}. Default 100. PROBLEMS have points of their own.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(POINTS_MAX)
  points?: number | null;

  @Field(() => CountedEnum, { nullable: true, description: "Which attempts count. Default BEST." })
  @IsOptional()
  counted?: Counted | null;

  @Field(() => LateCurveInput, { nullable: true, description: "Credit of late work. Default: full credit until closing." })
  @IsOptional()
  @ValidateNested()
  lateCurve?: LateCurveInput | null;

  @Field(() => Int, { nullable: true, description: `Weight in the total of the class, 0 to ${WEIGHT_MAX}. Default 1.` })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(WEIGHT_MAX)
  weight?: number | null;

  @Field(() => [RubricCriterionInput], {
    nullable: true,
    description: `Rubric of FREE work, 1 to ${CRITERIA_MAX} criteria. Its sum is scaled to the points. Default: one criterion with all points. Marks that are given already keep the rubric that they were given by.`,
  })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(CRITERIA_MAX)
  @ValidateNested({ each: true })
  rubric?: RubricCriterionInput[] | null;
}

/** With defaults for what is absent. Plain objects: they become JSON. */
export function policyFrom({ points, counted, lateCurve, weight, rubric }: GradingPolicyInput): AssignmentPolicy {
  const curve: LateCurve = {
    shape: lateCurve?.shape ?? "STEPS",
    points: (lateCurve?.points ?? []).map(({ minutesLate, creditPercent }) => ({ minutesLate, creditPercent })),
  };
  const criteria: Rubric | null = rubric ? { criteria: rubric.map((one) => ({ title: one.title, points: one.points })) } : null;
  return { points: points ?? 100, counted: counted ?? "BEST", lateCurve: curve, weight: weight ?? 1, rubric: criteria };
}
