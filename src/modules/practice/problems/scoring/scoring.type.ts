import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import {
  AGGREGATIONS,
  SCORING_MODES,
  type Aggregation,
  type Scoring,
  type ScoringMode,
  type TestGroup,
} from "../../../../judge/scoring/scoring.js";

export const ScoringModeEnum = enumOf(SCORING_MODES);
registerEnumType(ScoringModeEnum, {
  name: "ScoringMode",
  description: "Whether submissions to a problem have a score.",
  valuesConfig: {
    PASS_FAIL: { description: "The verdict is ACCEPTED if every test is accepted. There is no score." },
    SCORED: {
      description:
        "Test groups give points. The verdict is ACCEPTED if the score reaches `passingScore`; otherwise it is that of the first test of a group that failed, or WRONG_ANSWER with the detail PARTIAL if all were accepted, but some with fewer points.",
    },
  },
});

export const AggregationEnum = enumOf(AGGREGATIONS);
registerEnumType(AggregationEnum, {
  name: "ScoreAggregation",
  description: "How the score of a test group follows from its tests.",
  valuesConfig: {
    SUM: { description: "The sum of the tests' scores. Each test has an equal part of the group's `maxScore`, or its `testPoints`." },
    MIN: { description: "The lowest score of a test. Each test has all of the group's `maxScore`." },
    PRODUCT: { description: "`maxScore` times the product of the parts of `maxScore` that the tests reach." },
  },
});

@ObjectType("TestPoints", { simpleResolvers: true, description: "Points of one test in a group with SUM." })
export class TestPointsType {
  @Field(() => String, { description: "Name of the test." })
  test!: string;

  @Field(() => Float, { description: "The most points that it gives." })
  points!: number;
}

@ObjectType("TestGroup", { simpleResolvers: true, description: "Tests that are scored together, such as a subtask." })
export class TestGroupType implements Omit<TestGroup, "testPoints"> {
  @Field(() => String, {
    description:
      "Name of the folder of its tests, or of one test: `secret/01` has the tests `secret/01` and `secret/01/…`. A test belongs to the group with the longest such name. An empty name stands for all hidden tests of no other group.",
  })
  name!: string;

  @Field(() => Float, { description: "The most points that the group gives." })
  maxScore!: number;

  @Field(() => AggregationEnum, { description: "How the group's score follows from its tests." })
  aggregation!: Aggregation;

  @Field(() => Float, { description: "Score of a test that is rejected or not run, unless the checker gave it a part of the points." })
  rejectedScore!: number;

  @Field(() => [String], {
    description: "Names of groups of which every test must be accepted. Otherwise this group is SKIPPED, and its score is 0.",
  })
  requires!: string[];

  @Field(() => Boolean, {
    description:
      "Whether the rest of the group is left out after a failed test. With MIN and PRODUCT only if no other test could lower the score, so the result stays the same.",
  })
  stopOnFirstFailure!: boolean;

  @Field(() => [TestPointsType], {
    nullable: true,
    description:
      "Tests of a SUM with points of their own; the others share the rest equally. Null in `Problem`, as names of hidden tests are for editors.",
  })
  testPoints!: TestPointsType[] | null;
}

@ObjectType("Scoring", { simpleResolvers: true, description: "How verdict and score of a submission follow from the tests." })
export class ScoringType implements Omit<Scoring, "groups"> {
  @Field(() => ScoringModeEnum, { description: "Whether there is a score." })
  mode!: ScoringMode;

  @Field(() => Boolean, {
    description: "Whether judging ends at the first failed test. In a SCORED problem, tests outside all groups do not end it.",
  })
  stopOnFirstFailure!: boolean;

  @Field(() => Float, { nullable: true, description: "Full score. Null for PASS_FAIL." })
  maxScore!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Score from which a submission is ACCEPTED: `maxScore`, unless the author chose less. Null for PASS_FAIL.",
  })
  passingScore!: number | null;

  @Field(() => [TestGroupType], { description: "Groups in their order. Empty for PASS_FAIL. Tests outside all groups give no points." })
  groups!: TestGroupType[];
}
