import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { GROUP_STATUSES, type GroupResult, type GroupStatus } from "../../../../judge/scoring/group-result.js";

const GroupStatusEnum = enumOf(Object.keys(GROUP_STATUSES) as GroupStatus[]);
registerEnumType(GroupStatusEnum, {
  name: "TestGroupStatus",
  description: "Status of a test group in a judgement.",
  valuesConfig: Object.fromEntries(Object.entries(GROUP_STATUSES).map(([name, description]) => [name, { description }])),
});

@ObjectType("TestGroupResult", { simpleResolvers: true, description: "Result of a test group in a judgement." })
export class TestGroupResultType implements GroupResult {
  @Field(() => String, { description: "Name of the group, as in `Problem.scoring`. Empty for the group of all other hidden tests." })
  name!: string;

  @Field(() => GroupStatusEnum, { description: "Status. All but PENDING are final." })
  status!: GroupStatus;

  @Field(() => Float, { nullable: true, description: "Points. Null while PENDING." })
  score!: number | null;

  @Field(() => Float, { description: "The most points that the group gives." })
  maxScore!: number;

  @Field(() => Int, { description: "Number of its tests." })
  testsTotal!: number;

  @Field(() => Int, { description: "Number of its tests that were run so far." })
  testsFinished!: number;

  @Field(() => Int, { description: "Number of its tests that were accepted so far." })
  testsPassed!: number;

  @Field(() => Int, {
    description: "Number of its tests that will not be run, as they can't give points any more. They are not in `Judgement.tests`.",
  })
  testsSkipped!: number;
}

export const SCORE =
  "Points so far: those of the groups that are not PENDING. Final once FINISHED. Null if the problem is pass/fail, before the tests run, and for the verdicts SYSTEM_ERROR and CANCELLED.";
export const MAX_SCORE = "Full score, with the scoring that was used. Null where `score` is null.";
export const GROUPS = "Results of the test groups, in the order of `Problem.scoring`. Null where `score` is null.";
