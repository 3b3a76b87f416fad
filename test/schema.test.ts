/** The committed schema is the contract with clients: it changes on purpose, in review, and never by a slip. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  getNamedType,
  GraphQLID,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { printedSchema } from "../src/app/programs/emit-schema.js";
import { buildSchema as buildExecutableSchema } from "../src/app/graphql/schema.js";
import { PARAMETER_NAMES } from "../src/judge/checkers/parameters.js";

/** Object types that are values: they have no id, live and change with what they stand in, and are never read by themselves. */
const VALUES: Readonly<Record<string, string>> = {
  AcceptedAnswer: "part of its QuestionContent",
  ActivityEvent: "an event",
  ActivityKindSetting: "part of ActivitySettings",
  ActivitySettings: "a singleton of an account",
  AiComplexityCheck: "part of its AiRequest",
  AiComplexityRun: "part of its AiRequest",
  AiDraftChoice: "part of its AiRequest",
  AiDraftQuestion: "part of its AiRequest",
  AiExplanation: "part of its AiRequest",
  AiFailingInput: "part of its AiRequest",
  AiHint: "part of its AiRequest",
  AiIssue: "part of its AiRequest",
  AiLineComment: "part of its AiRequest",
  AiMessage: "part of its AiRequest",
  AiPathAdvice: "part of its AiRequest",
  AiQuizDraft: "part of its AiRequest",
  AiQuota: "figures",
  AiReview: "part of its AiRequest",
  AiSettings: "a singleton of an account",
  AiSummary: "part of its AiRequest",
  AiUpdate: "an event",
  ApiTokenScope: "a word of a fixed list",
  AssessmentComparison: "figures",
  AssessmentCounts: "figures",
  AssessmentEvidence: "part of its AssessmentCandidate",
  AssessmentItem: "part of its Assessment",
  AssessmentProblem: "a Problem as a candidate sees it",
  AssessmentSavedCode: "part of its AssessmentTask",
  AssessmentSignal: "part of its AssessmentEvidence",
  AssessmentSimilarity: "part of its AssessmentEvidence",
  AssessmentSubmission: "part of its AssessmentTask",
  AssessmentTask: "part of its AssessmentCandidate or CandidateAssessment",
  AssessmentTaskFigures: "figures",
  AssessmentVariantFigures: "figures",
  AssignmentProgress: "figures",
  AssignmentText: "part of its Assignment",
  AttemptsCount: "a figure",
  AuditLogVocabulary: "an answer to a question",
  Badge: "a rule of a fixed list, with figures",
  CheckerFile: "part of its CheckerProgram",
  CheckerMessage: "part of its Submission",
  CheckerParameter: "part of its Checker",
  CheckerParameters: "part of its Problem",
  CheckerProgram: "part of its Problem",
  ClassActivityDay: "a figure",
  ClassAnalytics: "figures",
  ClassAssignmentFigures: "figures",
  ClassAssignmentProblem: "part of its ClassAssignment",
  ClassAssignmentStatistics: "figures",
  ClassGrades: "an answer to a question",
  ClassJoinPreview: "an answer to a question",
  ClassLearnerFigures: "figures",
  ClassProblemAnalytics: "figures",
  ClassRosterFileFault: "part of a report",
  ClassRosterLine: "part of a report",
  CodeBlock: "part of its LessonBlock",
  CommonCompileError: "a figure",
  CommonWrongAnswer: "a figure",
  ComparedCode: "a Submission as those see it who may compare it",
  ContentText: "part of its TrackModule or Lesson",
  CourseworkDraft: "what a CourseworkGrade will be computed from",
  CourseworkFile: "part of its CourseworkSubmission",
  DailyProblem: "a choice of a day",
  DayStatistics: "figures of one day",
  Diagnostic: "a line of its Judgement or code run",
  DifficultyFacet: "a figure",
  DurationFigures: "figures",
  DurationPercentiles: "figures",
  EffectiveLimits: "part of its Problem",
  EnteredDateTime: "part of its ClassAssignment",
  EntitlementKind: "a word of a fixed list",
  FailedTest: "part of its Judgement",
  FileBlock: "part of its LessonBlock",
  FileRendition: "one form of its File",
  ForumReport: "part of its ForumCase",
  ForumRevision: "part of its ForumThread or ForumReply",
  ForumThreadEvent: "an event",
  FunctionDriver: "part of its ProblemContent",
  FunctionParameter: "part of its FunctionSignature",
  FunctionSignature: "part of its Problem",
  GradeLine: "a line of its grade",
  GradebookCell: "part of its GradebookRow",
  GradebookRow: "a line of a gradebook",
  GradingChangeMove: "part of its GradingChange",
  GradingChangeProblem: "part of its GradingChange",
  HandedInCode: "a Submission as staff of a class see it",
  HardTest: "a figure",
  HistogramBucket: "a figure",
  ImageBlock: "part of its LessonBlock",
  IncludedFile: "part of its IncludedFiles",
  IncludedFiles: "part of its Problem",
  InterviewFeed: "a singleton of an account",
  InterviewFeedback: "part of its Interview",
  InterviewMatch: "part of its Interview",
  InterviewParticipant: "part of its Interview",
  InterviewRoomEvent: "an event",
  InterviewRound: "part of its Interview",
  InterviewRun: "part of its InterviewRoomEvent",
  InterviewRunCase: "part of its InterviewRun",
  InterviewSlot: "an answer to a question",
  InvalidInput: "part of its Verification",
  InvoiceLine: "part of its Invoice",
  IrreproducibleTest: "part of its Verification",
  Judge: "a singleton, the state of the judge now",
  JudgementTimeline: "part of its Judgement",
  LanguageCount: "a figure",
  LanguageLimit: "part of its Problem",
  LanguageShare: "a figure",
  LanguageVerdicts: "figures",
  LateCurve: "part of its ClassAssignment",
  LateCurvePoint: "part of its LateCurve",
  LeaderboardAround: "figures",
  LeaderboardChange: "an event",
  LeaderboardEntry: "a figure",
  LeaderboardSettings: "a singleton of an account",
  LearningReason: "part of its LearningStep",
  LearningStep: "an answer to a question",
  LessonBlock: "part of its LessonContent",
  LessonBlockChange: "part of its LessonDiff",
  LessonContent: "part of its Lesson or LessonRevision",
  LessonDiff: "a comparison",
  LessonFunnel: "figures",
  LessonProgress: "figures",
  LineCommentReply: "part of its LineComment",
  Markdown: "part of the object that it stands in",
  MasteryFactor: "part of its TopicMastery",
  MasteryModel: "a singleton, constants with figures",
  MasteryWeight: "part of MasteryModel",
  MatchingRegion: "lines of a SimilarPair",
  MaterialText: "part of its Material",
  MindMapNode: "part of its AiRequest",
  ModelFigures: "figures",
  ModuleFunnel: "figures",
  ModuleProgress: "figures",
  Money: "a value",
  NextStep: "an answer to a question",
  NextStepReason: "part of its NextStep",
  NotificationChannelSetting: "part of NotificationSettings",
  NotificationEvent: "an event",
  NotificationKindSettings: "part of NotificationSettings",
  OrderEvent: "part of its Order",
  OrderLine: "part of its Order",
  OrderPayment: "part of its Order",
  OrderPreview: "prices of an order that is not placed",
  OrderPreviewLine: "part of its OrderPreview",
  OrderRefund: "part of its Order",
  OrderRefundLine: "part of its OrderRefund",
  OrganizationActivity: "a figure",
  OrganizationAnalytics: "figures, computed when read",
  OrganizationImportFileFault: "part of a report",
  OrganizationImportLine: "part of a report",
  OrganizationOffer: "an invitation, for those who get it",
  OutputDifference: "part of its FailedTest",
  PackageFault: "an error",
  PackageNote: "a remark",
  PageInfo: "where a page lies",
  PlatformAnalytics: "figures",
  PlatformDay: "figures of one day",
  PracticeDay: "a figure",
  ProblemAnalytics: "figures",
  ProblemBlock: "part of its LessonBlock",
  ProblemContent: "part of its ProblemRevision",
  ProblemCredits: "part of its Problem",
  ProblemFacets: "figures",
  ProblemFile: "part of its Problem",
  ProblemSource: "part of its Problem",
  ProblemStatusFacet: "a figure",
  ProblemTest: "a piece of a test, as much as was asked for",
  ProductGrant: "part of its Product",
  ProductStock: "part of its Product",
  PublishWarning: "a note on a moment",
  PublishedModelFigures: "figures",
  QuestionChoice: "part of its QuestionContent",
  QuestionContent: "part of its Question or QuestionVersion",
  QuestionExport: "a file, made when asked for",
  QuestionExportItem: "part of its QuestionExport",
  QuestionImportItem: "part of a report, which is not kept",
  QuestionItem: "part of its QuestionContent",
  QuestionPair: "part of its QuestionContent",
  QuestionStatistics: "figures",
  QuestionTranslation: "part of its QuestionContent",
  QuizAnswer: "part of its QuizAttemptQuestion",
  QuizAttemptQuestion: "part of its QuizAttempt",
  QuizBlock: "part of its LessonBlock",
  QuizItem: "part of its Quiz",
  QuizMatch: "part of its QuizAnswer",
  QuizOption: "part of its QuizAttemptQuestion",
  QuizOptionWeight: "part of its QuizSolution",
  QuizSolution: "part of its QuizAttemptQuestion",
  QuizText: "part of its Quiz",
  RejudgedSubmission: "a place in its Rejudging",
  ReliabilityBin: "a figure",
  RetentionCohort: "figures",
  RetentionWeek: "a figure",
  ReviewSettings: "a singleton of an account",
  RiskReason: "part of ClassLearnerFigures",
  RiskRule: "a rule of constants",
  RubricCriterion: "part of its ClassAssignment",
  RunCodeCase: "a result that is not kept",
  Sample: "part of its Problem",
  SampleOutput: "part of its TestResult",
  Scoring: "part of its Problem",
  SearchDifficultyFacet: "a figure",
  SearchFacets: "figures",
  SearchHighlight: "part of its SearchResultEdge",
  SearchHighlightPart: "part of its SearchHighlight or SearchSuggestion",
  SearchKindFacet: "a figure",
  SearchSubjectFacet: "a figure",
  SearchSuggestion: "a line below a search box",
  SearchTopicFacet: "a figure",
  SeatChangeLine: "part of its SeatChangePreview",
  SeatChangePreview: "figures, computed when read",
  SignInOptions: "an answer about a domain",
  SimilarPair: "two Submissions, compared when asked or in the background",
  SingleSignOnOption: "part of SignInOptions",
  Site: "a singleton, what the site offers now",
  SolutionResult: "part of its Verification",
  SolvedCount: "a figure",
  SourceFile: "part of its Submission",
  Standing: "figures of its Judgement",
  StarterCode: "part of its Problem",
  Streak: "figures",
  StripeReconciliation: "a singleton, the last comparison with Stripe",
  SubmissionStatusEvent: "an event",
  SubscriptionDiscount: "part of its PlanSubscription",
  Tag: "a word of problems, with a figure",
  TestFault: "an error",
  TestGroup: "part of its Scoring",
  TestGroupResult: "part of its Judgement",
  TestOrigin: "part of its TestSummary",
  TestPoints: "part of its TestGroup",
  TestResult: "part of its Judgement",
  TestSlice: "a piece of a text, as much as was asked for",
  TestSummary: "part of its TestSet, which never changes",
  TimeLimitReport: "part of its Verification",
  TopicFacet: "a figure",
  TrackAnalytics: "figures",
  TrackDiff: "a comparison",
  TrackLessonChange: "part of its TrackDiff",
  TrackModuleChange: "part of its TrackDiff",
  TrackModulePreview: "a view of its TrackModule",
  TrackOutline: "part of its TrackRevision",
  TrackOutlineLesson: "part of its TrackOutline",
  TrackOutlineModule: "part of its TrackOutline",
  TrackPreview: "a view of its Track",
  TrackProgress: "figures",
  TrackText: "part of its Track",
  Transcript: "part of its SampleOutput or RunCodeCase",
  TranscriptEntry: "part of its Transcript",
  TranslatedPart: "part of its QuestionTranslation",
  TranslatedRight: "part of its QuestionTranslation",
  TwoFactorChallenge: "a secret that is used once",
  Upload: "an address that is used once",
  UploadHeader: "part of its Upload",
  VerdictChange: "a figure",
  VerdictCount: "a figure",
  VerdictShare: "a figure",
  VideoBlock: "part of its LessonBlock",
  ViewerStatusFacet: "a figure",
  WebhookEvent: "a word of a fixed list",
  WeeklyGoal: "a setting of an account, with a figure",
  XpCause: "a rule of a fixed list",
};

/** Ids of no certain type, which are global already, and names that stand as ids. */
/** Mutations of the candidate's own sitting, which its token names: there is nothing else to say. */
const NO_INPUT = ["deleteMyCandidateData", "endAssessmentBreak", "finishAssessment", "startAssessment", "startAssessmentBreak"];

const ANY_IDS = [
  "AiRequest.subjectId",
  "AuditLogEntry.subjectId",
  "Query.id",
  "Query.ids",
  "Query.scopeId",
  "Query.scopeId",
  "Subscription.scopeId",
];

/** When and in which version it was deprecated, what to use instead, and when it goes: two minor versions later at the earliest. */
const DEPRECATION = /^Since \d{4}-\d{2}-\d{2} \(\d+\.\d+\.\d+\): use `[^`]+`\. Goes with \d+\.\d+\.\d+\.$/;

const committed = readFileSync(join(import.meta.dirname, "../schema/schema.graphql"), "utf8");
let emitted: string;
let schema: GraphQLSchema;
beforeAll(() => {
  emitted = printedSchema();
  schema = buildSchema(emitted);
});

describe("schema/schema.graphql", () => {
  it("breaks no client of the committed version", () => {
    const before = buildSchema(committed);
    const changes = [...findBreakingChanges(before, schema), ...findDangerousChanges(before, schema)];
    expect(changes.map(({ type, description }) => `${type}: ${description}`)).toEqual([]);
  });

  it("is what the code emits; `npm run schema` writes it", () => {
    expect(emitted.split("\n")).toEqual(committed.split("\n"));
  });
});

describe("descriptions", () => {
  it("stand on every type, field, argument and enum value", () => {
    expect(Object.values(schema.getTypeMap()).filter(isOurs).flatMap(undescribed)).toEqual([]);
  });

  it("name the errors of every mutation that can fail in a way of its own", () => {
    const fields = Object.values(schema.getMutationType()!.getFields());
    const silent = fields.filter(({ description }) => !/Errors: .*[A-Z_]{6,}/.test(description!));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

describe("conventions", () => {
  it("have every root field nullable, with a description that says when it is null", () => {
    const fields = roots().flatMap((root) => Object.values(root.getFields()));
    expect(fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
    expect(fields.filter(({ description }) => !/Null (only|also) when it fails/.test(description!)).map(({ name }) => name)).toEqual([]);
  });

  it("have `nodes` beside the `edges` of every connection", () => {
    const odd = objectTypes().filter((type) => {
      const node = /^(\w+)Connection$/.exec(type.name)?.[1];
      return node && type.getFields().nodes?.type.toString() !== `[${node}!]!`;
    });
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  it("make an object with an id a Node, and name objects by ID, never by UUID", () => {
    const withId = objectTypes().filter((type) => type.getFields().id);
    const odd = withId.filter((type) => !type.getInterfaces().some(({ name }) => name === "Node"));
    expect(odd.map(({ name }) => name)).toEqual([]);
    expect(schema.getType("UUID")).toBeUndefined();
  });

  it("give every object type an id, but for values, roots, payloads, connections and edges", () => {
    const without = objectTypes().filter(
      (type) => !type.getFields().id && !roots().includes(type) && !/(Payload|Connection|Edge)$/.test(type.name),
    );
    expect(without.map(({ name }) => name).sort()).toEqual(Object.keys(VALUES));
  });

  it("show a language as an object, and take it by its name", () => {
    const odd = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInputObjectType(type)
        ? Object.values(type.getFields() as Record<string, GraphQLInputField | GraphQLField<unknown, unknown>>)
            .filter(({ name, type: of }) => name === "language" && getNamedType(of).name !== (isObjectType(type) ? "Language" : "String"))
            .map(({ name }) => `${type.name}.${name}`)
        : [],
    );
    expect(odd).toEqual([]);
  });

  it("take and show each parameter of the checkers", () => {
    for (const name of ["CheckerParametersInput", "CheckerParameters"]) {
      const type = schema.getType(name);
      const fields = isInputObjectType(type) || isObjectType(type) ? Object.keys(type.getFields()) : [];
      expect(fields.sort()).toEqual([...PARAMETER_NAMES].sort());
    }
  });

  it("say of every id what it is the id of", () => {
    const live = buildExecutableSchema();
    const silent = Object.values(live.getTypeMap()).flatMap((type) =>
      isInputObjectType(type) || isObjectType(type)
        ? Object.values(type.getFields() as Record<string, GraphQLInputField | GraphQLField<unknown, unknown>>)
            .flatMap((field) => [field, ...("args" in field ? field.args : [])])
            .filter((element) => getNamedType(element.type) === GraphQLID && !element.extensions.idOf)
            .map(({ name }) => `${type.name}.${name}`)
        : [],
    );
    // Ids of any type, which are global already, and names.
    expect(silent.sort()).toEqual(ANY_IDS);
  });

  it("have every mutation take one `input` and answer with a payload of its own", () => {
    const fields = Object.values(schema.getMutationType()!.getFields());
    const odd = fields.filter(({ name, args, type }) => {
      const payload = `${name[0]!.toUpperCase()}${name.slice(1)}Payload`;
      if (type.toString() !== payload) return true;
      return NO_INPUT.includes(name) ? args.length > 0 : args.length !== 1 || args[0]!.name !== "input";
    });
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  it("let an input be left out that needs to say nothing", () => {
    const fields = Object.values(schema.getMutationType()!.getFields());
    const free = fields.filter(({ args }) => args[0] && !isNonNullType(args[0].type)).map(({ name }) => name);
    expect(free.sort()).toEqual([
      "endImpersonation",
      "logout",
      "logoutEverywhere",
      "narrateLearningPath",
      "refreshSession",
      "requestAccountDeletion",
      "requestDataExport",
      "startTwoFactor",
    ]);
  });

  it("call what a mutation removed `deletedId`", () => {
    const payloads = objectTypes().filter(({ name }) => name.endsWith("Payload"));
    const odd = payloads.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type) === GraphQLID && !["deletedId", "sessionId"].includes(field.name))
        .map(({ name }) => `${type.name}.${name}`),
    );
    expect(odd).toEqual([]);
  });

  it("give every deprecation a date, a successor and two minor versions", () => {
    const reasons = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map(({ deprecationReason }) => deprecationReason);
      if (!isObjectType(type) && !isInputObjectType(type) && !isInterfaceType(type)) return [];
      return Object.values(type.getFields() as Record<string, { deprecationReason?: string | null; args?: GraphQLArgument[] }>).flatMap(
        ({ deprecationReason, args }) => [deprecationReason, ...(args ?? []).map((arg) => arg.deprecationReason)],
      );
    });
    expect(reasons.filter((reason) => reason != null && !DEPRECATION.test(reason))).toEqual([]);
    expect("Since 2026-12-01 (0.3.0): use `Problem.slug`. Goes with 0.5.0.").toMatch(DEPRECATION);
  });

  it("give every connection the arguments of a page", () => {
    const odd = objectTypes().flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => /Connection!?$/.test(field.type.toString()))
        .filter(({ args }) => !["first", "after", "last", "before"].every((name) => args.some((arg) => arg.name === name)))
        .map(({ name }) => `${type.name}.${name}`),
    );
    expect(odd).toEqual([]);
  });
});

function roots() {
  return [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!];
}

function objectTypes() {
  return Object.values(schema.getTypeMap()).filter(isObjectType).filter(isOurs);
}

function isOurs(type: GraphQLNamedType): boolean {
  return !type.name.startsWith("__") && !isSpecifiedScalarType(type);
}

function undescribed(type: GraphQLNamedType): string[] {
  const isRoot = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type as never);
  const missing = type.description || isRoot ? [] : [type.name];
  const without = (members: readonly { name: string; description?: string | null }[], owner: string) =>
    members.filter(({ description }) => !description).map(({ name }) => `${owner}.${name}`);
  if (isEnumType(type)) return [...missing, ...without(type.getValues(), type.name)];
  if (isInputObjectType(type)) return [...missing, ...without(Object.values(type.getFields()), type.name)];
  if (!isObjectType(type) && !isInterfaceType(type)) return missing;
  const fields = Object.values(type.getFields());
  return [...missing, ...without(fields, type.name), ...fields.flatMap(({ name, args }) => without(args, `${type.name}.${name}`))];
}
