import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { ProblemType } from "../problem.type.js";
import { TEST_FAULTS, type TestFault, type TestFaultCode } from "./test-faults.js";
import { TEST_SET_BUILD_STATUSES, type TestSetBuildStatus } from "./test-set-build.entity.js";
import type { TestSetBuildRow } from "./test-set-builds.service.js";

const StatusEnum = enumOf(TEST_SET_BUILD_STATUSES);
registerEnumType(StatusEnum, {
  name: "TestSetBuildStatus",
  description: "How far the making of a test set is.",
  valuesConfig: {
    QUEUED: { description: "It waits for a worker." },
    RUNNING: { description: "A worker reads and checks the tests." },
    READY: { description: "Done: `testSet` is the version it made, or the one that had the same tests already." },
    FAILED: { description: "Nothing was changed; `faults` says why. Uploaded files are kept for a day." },
  },
});

const codes = Object.keys(TEST_FAULTS) as TestFaultCode[];
const FaultCodeEnum = enumOf(codes);
registerEnumType(FaultCodeEnum, {
  name: "TestFaultCode",
  description: "Why a test, or a set of tests, is refused.",
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: TEST_FAULTS[code] }])),
});

@ObjectType("TestFault", { simpleResolvers: true, description: "What is wrong with one test, or with the set." })
export class TestFaultType implements Omit<TestFault, "at"> {
  @Field(() => FaultCodeEnum, { description: "What is wrong." })
  code!: TestFaultCode;

  @Field(() => String, {
    nullable: true,
    description: "Name of the test, or of the file in the archive; null when it is about the whole set.",
  })
  test!: string | null;

  @Field(() => String, { description: "The same in words, and what to do." })
  message!: string;
}

@ObjectType("TestSetBuild", {
  implements: Node,
  simpleResolvers: true,
  description: "The making of a test set of uploaded files, in the background. Ask for it again until it is READY or FAILED.",
})
export class TestSetBuildType implements Omit<TestSetBuildRow, "problemId" | "testSetId" | "userId" | "done" | "total"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => StatusEnum, { description: "How far it is." })
  status!: TestSetBuildStatus;

  @Field(() => Int, { description: "Tests that are read and checked." })
  testsDone!: number;

  @Field(() => Int, { description: "Tests that there are; 0 before that is known." })
  testsTotal!: number;

  @Field(() => [TestFaultType], { description: "All that is wrong, at most 100; empty unless it is FAILED." })
  faults!: TestFault[];

  @Field(() => GraphQLDateTime, { description: "When it was asked for." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it became READY or FAILED; null before." })
  finishedAt!: Date | null;
}

@ObjectType({ description: "What importProblemTests answers." })
export class ImportProblemTestsPayload {
  @Field(() => TestSetBuildType, { description: "The work in the background: see its status." })
  build!: TestSetBuildRow;
}

@ObjectType({ description: "What editProblemTests answers." })
export class EditProblemTestsPayload {
  @Field(() => TestSetBuildType, { description: "The work in the background: see its status." })
  build!: TestSetBuildRow;
}

@ObjectType({ description: "What publishProblemTests answers." })
export class PublishProblemTestsPayload {
  @Field(() => ProblemType, { description: "The problem as it is now: its `testSet` is what was the draft." })
  problem!: ProblemType;
}
