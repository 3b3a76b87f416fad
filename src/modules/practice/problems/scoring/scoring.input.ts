import { ArrayMaxSize, IsOptional, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, Float, InputType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import { GROUPS_MAX, POINTS_MAX, SCORE_DECIMALS, type Aggregation, type ScoringMode } from "../../../../judge/scoring/scoring.js";
import { TESTS_MAX } from "../../../../judge/test-set.js";
import { AggregationEnum, ScoringModeEnum } from "./scoring.type.js";

const POINTS = `0 to ${POINTS_MAX.toLocaleString("en")}, at most ${SCORE_DECIMALS} digits after the point`;
const NAME_MAX = 100;

@InputType({ description: "Points of one test in a group with SUM." })
export class TestPointsInput {
  @Field(() => String, { description: "Name of the test." })
  @MaxLength(NAME_MAX)
  @OneLine()
  test!: string;

  @Field(() => Float, { description: `The most points that it gives: ${POINTS}.` })
  @Min(0)
  @Max(POINTS_MAX)
  points!: number;
}

@InputType({ description: "A test group, as in `TestGroup`." })
export class TestGroupInput {
  @Field(() => String, { description: "Folder of the tests, or name of one test; empty for all hidden tests of no other group. Unique." })
  @MaxLength(NAME_MAX)
  @OneLine()
  name!: string;

  @Field(() => Float, { description: `The most points that it gives: ${POINTS}.` })
  @Min(0)
  @Max(POINTS_MAX)
  maxScore!: number;

  @Field(() => AggregationEnum, { description: "How its score follows from its tests." })
  aggregation!: Aggregation;

  @Field(() => Float, { nullable: true, description: "Score of a test that is rejected or not run. Default 0." })
  @IsOptional()
  @Min(0)
  @Max(POINTS_MAX)
  rejectedScore?: number | null;

  @Field(() => [String], { nullable: true, description: "Names of groups that must be passed. No cycles. Default: none." })
  @IsOptional()
  @ArrayMaxSize(GROUPS_MAX)
  @MaxLength(NAME_MAX, { each: true })
  requires?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the rest of the group is left out after a failed test. Default true for MIN and PRODUCT, false for SUM.",
  })
  @IsOptional()
  stopOnFirstFailure?: boolean | null;

  @Field(() => [TestPointsInput], {
    nullable: true,
    description: `Points of single tests of a SUM, at most ${TESTS_MAX}. The others share the rest equally. Default: all share equally.`,
  })
  @IsOptional()
  @ArrayMaxSize(TESTS_MAX)
  @ValidateNested({ each: true })
  testPoints?: TestPointsInput[] | null;
}

@InputType({ description: "How verdict and score of a submission follow from the tests." })
export class ScoringInput {
  @Field(() => ScoringModeEnum, { description: "Whether there is a score." })
  mode!: ScoringMode;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether judging ends at the first failed test. Default true for PASS_FAIL, false for SCORED.",
  })
  @IsOptional()
  stopOnFirstFailure?: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: "Score from which a submission is ACCEPTED, greater than 0. Default: the full score. Only for SCORED.",
  })
  @IsOptional()
  @Min(0)
  @Max(POINTS_MAX * GROUPS_MAX)
  passingScore?: number | null;

  @Field(() => [TestGroupInput], {
    nullable: true,
    description: `At most ${GROUPS_MAX}. Only for SCORED. Default there: one group with all hidden tests, 100 points and SUM.`,
  })
  @IsOptional()
  @ArrayMaxSize(GROUPS_MAX)
  @ValidateNested({ each: true })
  groups?: TestGroupInput[] | null;
}
