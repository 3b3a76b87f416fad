import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from "type-graphql";
import { Allow, Visible } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { watchRow } from "../../../../graphql/row-stream.js";
import type { Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import { problemById } from "../../problems/problem.loaders.js";
import type { ProblemRow } from "../../problems/problem.rows.js";
import { ProblemType } from "../../problems/problem.type.js";
import { SaveProblemProgramInput } from "../../problems/programs/problem-program.type.js";
import type { ProblemPrograms } from "../../problems/programs/problem-programs.js";
import { TestSetType } from "../../problems/tests/problem-tests.type.js";
import type { TestSetRow } from "../../problems/tests/stored-test-set.js";
import { testSetById } from "../../problems/tests/test-set-builds.loaders.js";
import type { InvalidInput, IrreproducibleTest, SolutionResult } from "./report.js";
import { ACCEPTED_FACTOR, timeLimitReport, TOO_SLOW_FACTOR } from "./time-limits.js";
import {
  latestVerification,
  readVerification,
  readVerificationRow,
  verificationsOfProblem,
  type VerificationRow,
} from "./verification.rows.js";
import { verificationTopic } from "./verification.topic.js";
import {
  CancelVerificationInput,
  CancelVerificationPayload,
  InvalidInputType,
  IrreproducibleTestType,
  SaveProblemProgramPayload,
  SolutionResultType,
  TimeLimitReportType,
  VerificationConnection,
  VerificationType,
  VerifyProblemInput,
  VerifyProblemPayload,
} from "./verification.type.js";
import type { VerificationsService } from "./verifications.service.js";

interface Watching {
  db: Database;
  pubSub: PubSub;
  log: Logger;
}

@Resolver(() => VerificationType)
export class VerificationResolver {
  constructor(
    private readonly service: VerificationsService,
    private readonly programs: ProblemPrograms,
    private readonly watching: Watching,
  ) {}

  @Allow("problem:edit")
  @Query(() => VerificationType, { nullable: true, description: "A verification, for editors of its problem. Errors: NOT_FOUND." })
  verification(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("id", () => idOf("Verification"), { description: "ID of the verification." }) id: string,
  ): Promise<VerificationRow> {
    return readVerification(em, signedIn, id);
  }

  @Allow("problem:edit")
  @Mutation(() => VerifyProblemPayload, {
    description:
      "Verifies the newest revision and tests of a problem, drafts included, in the background: runs all validators, generates generated tests again, and judges all reference solutions. Steps come after submissions in the judge's queue. Returns the running verification if nothing has changed since it began. Errors: NOT_FOUND, FORBIDDEN, RATE_LIMITED, CONFLICT when there is nothing to verify.",
  })
  async verifyProblem(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => VerifyProblemInput, { description: "The problem to verify." }) { problemId }: VerifyProblemInput,
  ): Promise<VerifyProblemPayload> {
    return { verification: await this.service.verify(signedIn, problemId) };
  }

  @Allow("problem:edit")
  @Mutation(() => CancelVerificationPayload, {
    description:
      "Ends a verification that is queued or running. A step that a worker is doing ends within seconds and changes nothing; the report keeps what earlier steps have found. One that has ended stays as it is. Errors: NOT_FOUND, also if you do not edit the problem.",
  })
  async cancelVerification(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CancelVerificationInput, { description: "The verification to cancel." })
    { verificationId }: CancelVerificationInput,
  ): Promise<CancelVerificationPayload> {
    return { verification: await this.service.cancel(signedIn, verificationId) };
  }

  @Allow("problem:edit")
  @Mutation(() => SaveProblemProgramPayload, {
    description:
      "Adds a validator, generator or reference solution, or replaces the one of that name. It is compiled first. A validator also checks the tests that the problem has, in the background: see `verification`. Errors: BAD_USER_INPUT with the compiler's output, NOT_FOUND, FORBIDDEN, RATE_LIMITED, JUDGE_UNAVAILABLE, UNSUPPORTED_BY_ENGINE.",
  })
  async saveProblemProgram(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SaveProblemProgramInput, { description: "The program." }) { problemId, ...program }: SaveProblemProgramInput,
  ): Promise<SaveProblemProgramPayload> {
    const saved = await this.programs.save(signedIn, problemId, program);
    const verification = saved.purpose === "VALIDATOR" ? await this.service.verifyInputs(signedIn, problemId) : null;
    return { program: saved, verification };
  }

  @Allow("problem:edit")
  @Subscription(() => VerificationType, {
    ...fedByStream,
    description:
      "Live progress of a verification: its current state, then each change, at most four a second. Completes once it has ended. If you subscribe late or again after a disconnect, you still get the same final state. Errors: NOT_FOUND.",
  })
  verificationProgress(
    @Root() verification: VerificationRow,
    @Arg("id", () => idOf("Verification"), { description: "ID of the verification to watch." }) _id: string,
  ): VerificationRow {
    return verification;
  }

  @StreamOf("verificationProgress")
  async watch({ id }: { id: string }, { em, signedIn }: RequestContext): Promise<AsyncIterableIterator<unknown>> {
    const { db, pubSub, log } = this.watching;
    const isFinal = ({ finishedAt }: VerificationRow) => finishedAt !== null;
    const read = (rowId: string) => readVerificationRow(db.em.fork(), rowId);
    const row = await readVerification(em, signedIn, id);
    return watchRow(row.id, { pubSub, log, topic: verificationTopic, read, isFinal });
  }

  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem." })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: VerificationRow): Promise<ProblemRow | null> {
    return context.loader(problemById).load(problemId);
  }

  @FieldResolver(() => TestSetType, { nullable: true, description: "The verified tests." })
  testSet(@Ctx() context: RequestContext, @Root() { testSetId }: VerificationRow): Promise<TestSetRow | null> {
    return context.loader(testSetById).load(testSetId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: "Account that started it." })
  startedBy(@Ctx() context: RequestContext, @Root() { userId }: VerificationRow): Promise<UserType | null> {
    return context.loader(userById).load(userId);
  }

  @FieldResolver(() => [InvalidInputType], { description: "Inputs that validators reject, at most 100 so far." })
  invalidInputs(@Root() { report }: VerificationRow): InvalidInput[] {
    return report.invalidInputs;
  }

  @FieldResolver(() => [IrreproducibleTestType], { description: "Generated tests that can't be generated again, at most 100 so far." })
  irreproducibleTests(@Root() { report }: VerificationRow): IrreproducibleTest[] {
    return report.irreproducibleTests;
  }

  @FieldResolver(() => [SolutionResultType], { description: "Reference solutions judged so far; those that may be accepted first." })
  solutions(@Root() { report }: VerificationRow): SolutionResult[] {
    return report.solutions;
  }

  @FieldResolver(() => TimeLimitReportType, { description: "What the accepted solutions so far say about the time limit." })
  timeLimit(@Root() { report, timeLimitMs }: VerificationRow): TimeLimitReportType {
    const factors = { acceptedFactor: ACCEPTED_FACTOR, tooSlowFactor: TOO_SLOW_FACTOR };
    return { ...timeLimitReport(timeLimitMs, report.solutions), ...factors };
  }
}

@Resolver(() => ProblemType)
export class ProblemVerificationsResolver {
  @Visible("owner")
  @FieldResolver(() => VerificationType, {
    nullable: true,
    description: "Latest verification. Visible to editors; null for others, and if there was none.",
  })
  latestVerification(@Ctx() context: RequestContext, @Root() { id }: ProblemRow): Promise<VerificationRow | null> {
    return context.loader(latestVerification).load(id);
  }

  @Visible("owner")
  @FieldResolver(() => VerificationConnection, {
    nullable: true,
    description: "Verifications, newest first. Visible to editors; null for others.",
  })
  verifications(
    @Ctx() context: RequestContext,
    @Root() { id }: ProblemRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<VerificationRow>> {
    return context.loader(verificationsOfProblem).load({ parentId: id, page });
  }
}
