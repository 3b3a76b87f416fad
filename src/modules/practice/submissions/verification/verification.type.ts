import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import type { Expectable } from "../../../../judge/problem-programs/problem-program.js";
import { LanguageType } from "../../languages/language.type.js";
import { languageOf } from "../../languages/languages.js";
import { ExpectedEnum, ProblemProgramType } from "../../problems/programs/problem-program.type.js";
import { Verdict } from "../judgements/judgement.type.js";
import { PUBLISH_WARNINGS, type PublishWarning, type PublishWarningCode } from "./publish-warnings.js";
import type { InvalidInput, IrreproducibleTest, SolutionResult } from "./report.js";
import type { TimeLimitReport } from "./time-limits.js";
import { VERIFICATION_SCOPES, VERIFICATION_STATUSES, type VerificationScope, type VerificationStatus } from "./verification.entity.js";
import type { VerificationRow } from "./verification.rows.js";

const StatusEnum = enumOf(VERIFICATION_STATUSES);
registerEnumType(StatusEnum, {
  name: "VerificationStatus",
  description: "Status of a verification.",
  valuesConfig: {
    QUEUED: { description: "The next step waits for the judge, after all submissions." },
    RUNNING: { description: "A worker runs a step." },
    FINISHED: { description: "All steps are done." },
    CANCELLED: { description: "Ended early: by `cancelVerification`, as another one was started, or as the problem's programs changed." },
    FAILED: { description: "The judge failed repeatedly. Try again later." },
  },
});

const ScopeEnum = enumOf(VERIFICATION_SCOPES);
registerEnumType(ScopeEnum, {
  name: "VerificationScope",
  description: "What a verification looks at.",
  valuesConfig: {
    ALL: { description: "Validators, generated tests and reference solutions." },
    INPUTS: { description: "Validators only: started when a validator was saved." },
  },
});

@ObjectType("InvalidInput", { simpleResolvers: true, description: "A test whose input a validator rejects." })
export class InvalidInputType implements InvalidInput {
  @Field(() => String, { description: "Name of the validator." })
  validator!: string;

  @Field(() => String, { description: "Name of the test." })
  test!: string;

  @Field(() => String, { description: "What the validator says." })
  message!: string;
}

@ObjectType("IrreproducibleTest", { simpleResolvers: true, description: "A generated test that can't be generated again." })
export class IrreproducibleTestType implements IrreproducibleTest {
  @Field(() => String, { description: "Name of the test." })
  test!: string;

  @Field(() => String, { description: "Why." })
  message!: string;
}

@ObjectType("SolutionResult", { simpleResolvers: true, description: "What a reference solution gets, against what it is meant to get." })
export class SolutionResultType implements SolutionResult {
  @Field(() => String, { description: "Name of the reference solution." })
  name!: string;

  @Field(() => String, { description: "`ProblemProgram.version` of it at that time." })
  version!: string;

  @Derived(languageOf)
  @Field(() => LanguageType, { description: "Language." })
  language!: string;

  @Field(() => [ExpectedEnum], { description: "Verdicts that it may get." })
  expectedVerdicts!: Expectable[];

  @Field(() => Verdict, { description: "Verdict that it gets with the problem's limits." })
  verdict!: SolutionResult["verdict"];

  @Field(() => Boolean, { description: "Whether the verdict is an expected one." })
  asExpected!: boolean;

  @Field(() => Boolean, {
    description:
      "Whether the time limit is too near: the solution is accepted but needs more than half of it, or is meant to be too slow but needs less than 1.5 times of it.",
  })
  tooClose!: boolean;

  @Field(() => String, { nullable: true, description: "Details of the verdict: a signal, an exit code, CPU or WALL." })
  detail!: string | null;

  @Field(() => String, { nullable: true, description: "Name of the first test that it fails. No test after it counts." })
  failedTest!: string | null;

  @Field(() => String, { nullable: true, description: "Message of the checker for that test." })
  message!: string | null;

  @Field(() => String, { nullable: true, description: "Compiler output, at most 2 KiB, if it does not compile." })
  compilerOutput!: string | null;

  @Field(() => Int, { description: "Number of tests passed before the first failure." })
  testsPassed!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Largest CPU time of a test, in milliseconds, measured beyond the problem's time limit. Null if no test ran.",
  })
  timeMs!: number | null;

  @Field(() => String, { nullable: true, description: "Name of the test with this time." })
  slowestTest!: string | null;

  @Field(() => Int, { nullable: true, description: "Largest memory of a test, in KiB. Null if no test ran." })
  peakMemoryKb!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "The problem's time limit, in milliseconds, that would just suffice for this language. Null if the language has a limit of its own.",
  })
  neededLimitMs!: number | null;
}

@ObjectType("TimeLimitReport", {
  simpleResolvers: true,
  description:
    "Time limit that follows from the accepted reference solutions: twice what the slowest needs, rounded up to full seconds, as in the ICPC package format.",
})
export class TimeLimitReportType implements TimeLimitReport {
  @Field(() => Int, { description: "The problem's time limit, in milliseconds." })
  currentMs!: number;

  @Field(() => Int, { nullable: true, description: "Suggested time limit, in milliseconds. Null without an accepted solution." })
  suggestedMs!: number | null;

  @Field(() => Int, { nullable: true, description: "What the slowest accepted solution needs, in milliseconds." })
  slowestAcceptedMs!: number | null;

  @Field(() => String, { nullable: true, description: "Name of the slowest accepted solution." })
  slowestAccepted!: string | null;

  @Field(() => Float, { description: "The limit should be at least this times what the slowest accepted solution needs." })
  acceptedFactor!: number;

  @Field(() => Float, { description: "Solutions that are meant to be too slow should need at least this times the limit." })
  tooSlowFactor!: number;
}

@ObjectType("Verification", {
  implements: Node,
  description: "A check of a problem by its validators, generators and reference solutions, for its editors.",
})
export class VerificationType implements Pick<
  VerificationRow,
  "id" | "status" | "scope" | "revision" | "testsDone" | "testsTotal" | "createdAt" | "finishedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => StatusEnum, { description: "Current status." })
  status!: VerificationStatus;

  @Field(() => ScopeEnum, { description: "What it looks at." })
  scope!: VerificationScope;

  @Field(() => Int, { description: "Number of the verified revision: the newest when it was started, drafts included." })
  revision!: number;

  @Field(() => Int, { description: "Number of runs done: one for each program and test." })
  testsDone!: number;

  @Field(() => Int, { description: "Number of runs in total. Solutions that fail a test need fewer." })
  testsTotal!: number;

  @Field(() => GraphQLDateTime, { description: "When it was started." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it ended. Null before that." })
  finishedAt!: Date | null;
}

export const VerificationConnection = connectionOf("Verification", () => VerificationType);

const codes = Object.keys(PUBLISH_WARNINGS) as PublishWarningCode[];
const WarningEnum = enumOf(codes);
registerEnumType(WarningEnum, {
  name: "PublishWarningCode",
  description: "Kind of a warning about publishing.",
  valuesConfig: Object.fromEntries(codes.map((code) => [code, { description: PUBLISH_WARNINGS[code] }])),
});

@ObjectType("PublishWarning", { simpleResolvers: true, description: "What speaks against publishing. It prevents nothing." })
export class PublishWarningType implements PublishWarning {
  @Field(() => WarningEnum, { description: "Kind of the warning." })
  code!: PublishWarningCode;

  @Field(() => String, { description: "Explanation for the author, with names of tests and programs." })
  message!: string;
}

@InputType({ description: "The problem to verify." })
export class VerifyProblemInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;
}

@InputType({ description: "The verification to cancel." })
export class CancelVerificationInput {
  @Field(() => idOf("Verification"), { description: "ID of the verification." })
  verificationId!: string;
}

@ObjectType({ description: "Result of cancelVerification." })
export class CancelVerificationPayload {
  @Field(() => VerificationType, { description: "The verification, with the status CANCELLED unless it had ended before." })
  verification!: VerificationRow;
}

@ObjectType({ description: "Result of verifyProblem." })
export class VerifyProblemPayload {
  @Field(() => VerificationType, { description: "The verification. Follow it with `verificationProgress`." })
  verification!: VerificationRow;
}

@ObjectType({ description: "Result of saveProblemProgram." })
export class SaveProblemProgramPayload {
  @Field(() => ProblemProgramType, { description: "The saved program." })
  program!: ProblemProgramType;

  @Field(() => VerificationType, {
    nullable: true,
    description: "For a validator of a problem that has tests: their check by all validators, of the scope INPUTS. Otherwise null.",
  })
  verification!: VerificationRow | null;
}
