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
  description: "Status of a test set build.",
  valuesConfig: {
    QUEUED: { description: "Waiting for a worker." },
    RUNNING: { description: "A worker is reading and checking the tests." },
    READY: { description: "Finished. `testSet` is the new version, or the existing one with the same tests." },
    FAILED: { description: "Failed without changing anything; `faults` has the reasons. Uploaded files are kept for a day." },
  },
});

const codes = Object.keys(TEST_FAULTS) as TestFaultCode[];
const FaultCodeEnum = enumOf(codes);
registerEnumType(FaultCodeEnum, {
  name: "TestFaultCode",
  description: "Reason why a test or a test set is rejected.",
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: TEST_FAULTS[code] }])),
});

@ObjectType("TestFault", { simpleResolvers: true, description: "A problem with one test or with the whole set." })
export class TestFaultType implements Omit<TestFault, "at"> {
  @Field(() => FaultCodeEnum, { description: "Error code." })
  code!: TestFaultCode;

  @Field(() => String, {
    nullable: true,
    description: "Name of the test, or of the file in the archive. Null if the error concerns the whole set.",
  })
  test!: string | null;

  @Field(() => String, { description: "Description of the error and how to fix it." })
  message!: string;
}

@ObjectType("TestSetBuild", {
  implements: Node,
  simpleResolvers: true,
  description: "A background build of a test set from uploaded files. Poll it until it is READY or FAILED.",
})
export class TestSetBuildType implements Omit<TestSetBuildRow, "problemId" | "testSetId" | "userId" | "done" | "total"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => StatusEnum, { description: "Current status." })
  status!: TestSetBuildStatus;

  @Field(() => Int, { description: "Number of tests read and checked." })
  testsDone!: number;

  @Field(() => Int, { description: "Total number of tests; 0 until known." })
  testsTotal!: number;

  @Field(() => [TestFaultType], { description: "All errors, at most 100. Empty unless the build is FAILED." })
  faults!: TestFault[];

  @Field(() => GraphQLDateTime, { description: "When the build was requested." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the build became READY or FAILED. Null before that." })
  finishedAt!: Date | null;
}

@ObjectType({ description: "Result of importProblemTests." })
export class ImportProblemTestsPayload {
  @Field(() => TestSetBuildType, { description: "The background build. Follow its status." })
  build!: TestSetBuildRow;
}

@ObjectType({ description: "Result of editProblemTests." })
export class EditProblemTestsPayload {
  @Field(() => TestSetBuildType, { description: "The background build. Follow its status." })
  build!: TestSetBuildRow;
}

@ObjectType({ description: "Result of publishProblemTests." })
export class PublishProblemTestsPayload {
  @Field(() => ProblemType, { description: "The updated problem. Its `testSet` is the former draft." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of generateProblemTests." })
export class GenerateProblemTestsPayload {
  @Field(() => TestSetBuildType, { description: "The background build. Follow its status." })
  build!: TestSetBuildRow;
}
