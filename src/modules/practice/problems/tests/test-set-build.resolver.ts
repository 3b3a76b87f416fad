import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { TestSetType } from "./problem-tests.type.js";
import { problemById } from "../problem.loaders.js";
import type { ProblemRow } from "../problem.rows.js";
import { ProblemType } from "../problem.type.js";
import type { TestSetRow } from "./stored-test-set.js";
import { EditProblemTestsInput, ImportProblemTestsInput } from "./test-edits.type.js";
import { GenerateProblemTestsInput } from "./generate-tests.type.js";
import { latestBuildOfProblem, testSetById } from "./test-set-builds.loaders.js";
import type { TestSetBuildRow, TestSetBuilds } from "./test-set-builds.service.js";
import {
  EditProblemTestsPayload,
  GenerateProblemTestsPayload,
  ImportProblemTestsPayload,
  TestSetBuildType,
} from "./test-set-build.type.js";

@Resolver(() => TestSetBuildType)
export class TestSetBuildResolver {
  constructor(private readonly builds: TestSetBuilds) {}

  @Allow("problem:edit")
  @Query(() => TestSetBuildType, {
    nullable: true,
    description: "Status of a test set build, for editors of its problem. Kept for a week. Errors: NOT_FOUND, FORBIDDEN.",
  })
  testSetBuild(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("TestSetBuild"), { description: "ID of the build." }) id: string,
  ): Promise<TestSetBuildRow> {
    return this.builds.readBuild(em, signedIn, id);
  }

  @Allow("problem:edit")
  @Mutation(() => ImportProblemTestsPayload, {
    description:
      "Replaces all tests of a problem with those from an uploaded ZIP archive, in the background; follow the status of the build. Safe to repeat: identical tests create no new version. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, RATE_LIMITED.",
  })
  async importProblemTests(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => ImportProblemTestsInput, { description: "The problem and the archive." }) input: ImportProblemTestsInput,
  ): Promise<ImportProblemTestsPayload> {
    return { build: await this.builds.importTests(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => EditProblemTestsPayload, {
    description:
      "Adds, replaces, removes, renames and moves individual tests in the background; follow the status of the build. Data is given as text or as uploaded files. Errors: BAD_USER_INPUT with every faulty change, NOT_FOUND, FORBIDDEN, PAYLOAD_TOO_LARGE, RATE_LIMITED, CONFLICT when `expectedVersion` is not the newest version.",
  })
  async editProblemTests(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => EditProblemTestsInput, { description: "The problem and the changes." }) input: EditProblemTestsInput,
  ): Promise<EditProblemTestsPayload> {
    return { build: await this.builds.editTests(signedIn, input) };
  }

  @Allow("problem:edit")
  @Mutation(() => GenerateProblemTestsPayload, {
    description:
      "Generates tests in the background with the problem's generators, and their expected outputs with a reference solution; follow the status of the build. If a line fails, nothing changes. Errors: BAD_USER_INPUT with every faulty line, NOT_FOUND, FORBIDDEN, RATE_LIMITED, CONFLICT when `expectedVersion` is not the newest version.",
  })
  async generateProblemTests(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => GenerateProblemTestsInput, { description: "The problem and the script." }) input: GenerateProblemTestsInput,
  ): Promise<GenerateProblemTestsPayload> {
    return { build: await this.builds.generateTests(signedIn, input) };
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem that the tests belong to." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: TestSetBuildRow): Promise<ProblemRow | null> {
    return context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => TestSetType, { nullable: true, description: "The resulting version. Null unless the build is READY." })
  testSet(@Ctx() context: RequestContext, @Root() { testSetId }: TestSetBuildRow): Promise<TestSetRow | null> | null {
    return testSetId === null ? null : context.loader(testSetById).load(testSetId);
  }
}

@Resolver(() => ProblemType)
export class ProblemTestSetBuildResolver {
  @Visible("owner")
  @FieldResolver(() => TestSetBuildType, {
    nullable: true,
    description: "Latest import or edit of the tests. Visible to editors; null for others, and if there was none in the last week.",
  })
  testSetBuild(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<TestSetBuildRow | null> {
    return context.loader(latestBuildOfProblem).load(id);
  }
}
