/** Every root field that takes an id, by what the id names, and requests that ask all of them for it. */
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLInputType,
} from "graphql";
import { readFileSync } from "node:fs";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";

/** Global ids by kind of what belongs to an organization. */
export interface Ids {
  organization: string;
  problem: string;
  submission: string;
  track: string;
  module: string;
  lesson: string;
  material: string;
  assignment: string;
  class: string;
  classMember: string;
  section: string;
  classAssignment: string;
  /** A learner of the class. */
  user: string;
}

type Given = Readonly<Record<string, unknown>>;

interface Isolated {
  /** Kind of each id. Ids without one are not given. */
  args: Readonly<Record<string, keyof Ids>>;
  /** Other arguments that it needs: by default, required ones are filled by their types. */
  more: Given;
  /** Answers with data, the same in both cases: it only removes something of the account's own, or filters the account's own list. */
  silent: boolean;
}

/** A value that is an enum's or another literal. */
class Literal {
  constructor(readonly text: string) {}
}
const literal = (text: string) => new Literal(text);
const SILENT = { silent: true };

const table = new Map<string, Isolated>();
const isolated = (args: Record<string, keyof Ids>, fields: Record<string, Given | null>, { silent = false } = {}) => {
  for (const [name, more] of Object.entries(fields)) table.set(name, { args, more: more ?? {}, silent });
};

const TESTS = [{ name: "t", input: "1\n", output: "1\n", sample: true }];
const FILE = { fileId: globalId("File", newId()) };
const BLOCK = newId();
const DATE = { local: "2031-01-01T00:00:00" };

isolated({ id: "problem" }, { problem: null, archiveProblem: null, unarchiveProblem: null, publishProblem: null, deleteProblem: null });
isolated({ id: "problem" }, { updateProblem: { expectedRevision: 1, title: "X" }, cloneProblem: null });
isolated(
  { problemId: "problem" },
  {
    ...{ addBookmark: null, addProblemCoAuthor: null, exportProblemPackage: null, problemAnalytics: null, publishProblemTests: null },
    ...{ publishWarnings: null, recordReview: null, removeProblemCoAuthor: null, restoreProblemRevision: null, restoreProblemTests: null },
    ...{ reviewCard: null, undoReview: null, verifyProblem: null, problemTest: null, removeProblemFile: null, rejudgings: null },
    addProblemFile: FILE,
    editProblemTests: { upsert: TESTS },
    generateProblemTests: null,
    importProblemPackage: FILE,
    importProblemTests: FILE,
    runCode: { language: "python" },
    saveProblemProgram: null,
    setProblemTests: { tests: TESTS },
    submitCode: { language: "python" },
  },
);
isolated({ problemId: "problem" }, { createForumThread: { kind: literal("DISCUSSION") }, giveUpProblem: null, saveForumDraft: null });
isolated({ problemId: "problem" }, { forumThreads: null }, SILENT);
isolated({ problemId: "problem" }, { requestAiHint: { level: 1, submissionId: null }, proofreadProblem: null });
isolated({ submissionId: "submission" }, { reviewSubmission: null, explainError: null });
isolated({ lessonId: "lesson" }, { requestAiSummary: { notebookId: null }, draftQuiz: null });
isolated({ problemId: "problem" }, { transferProblem: null }, SILENT);
isolated({ problemId: "problem" }, { removeBookmark: null, submissions: null }, SILENT);
isolated({ objectId: "problem" }, { moveToPerson: null, offerOwnership: null, setContentVisibility: null });
isolated({ objectId: "problem" }, { assignOwnership: null }, SILENT);
isolated({ objectId: "problem", organizationId: "organization" }, { moveToOrganization: null });
isolated({ id: "submission" }, { submission: null });
isolated({ submissionIds: "submission" }, { createRejudging: null, rejudgeSubmissions: null });
isolated({ id: "submission" }, { cancelSubmission: null });
isolated(
  { organizationId: "organization" },
  { createProblem: { statement: "x" }, createTrack: null, createClass: { timeZone: "UTC" }, importTrack: FILE },
);
isolated({ organizationId: "organization" }, { createAssessment: { timeLimitMs: 3_600_000 } });
isolated({ organizationId: "organization" }, { assessments: null }, SILENT);
isolated({ organizationId: "organization" }, { myClasses: null, problems: null, problemFacets: null, tracks: null }, SILENT);
isolated({ id: "track" }, { track: null, deleteTrack: null, setTrackStatus: null, updateTrack: null });
isolated(
  { trackId: "track" },
  {
    ...{ addTrackCoAuthor: null, removeTrackCoAuthor: null, addTrackFile: FILE, createTrackModule: null, enroll: null, exportTrack: null },
    ...{ trackAnalytics: null, setTrackPrerequisites: { requiresIds: [] } },
  },
);
isolated({ trackId: "track" }, { unenroll: null, products: null, myLessonBookmarks: null, createProduct: null, allProducts: null }, SILENT);
isolated({ id: "module" }, { deleteTrackModule: null, moveTrackModule: null, updateTrackModule: null });
isolated(
  { moduleId: "module" },
  { addMaterial: { kind: literal("LINK"), url: "https://codequest.example/" }, createAssignment: null, createLesson: null },
);
isolated({ id: "lesson" }, { lesson: null, deleteLesson: null, moveLesson: null, setLessonStatus: null, updateLesson: null });
isolated(
  { lessonId: "lesson" },
  {
    ...{ addLessonBookmark: null, completeBlock: { key: BLOCK }, completeLesson: null, createLessonNote: null, recordActivity: null },
    ...{ reopenBlock: { key: BLOCK }, reopenLesson: null, restoreLessonRevision: null, setLessonPrerequisites: { requiresIds: [] } },
  },
);
isolated({ lessonId: "lesson" }, { removeLessonBookmark: null, myLessonNotes: null }, SILENT);
isolated({ id: "material" }, { moveMaterial: null, removeMaterial: null, updateMaterial: null });
isolated({ id: "assignment" }, { deleteAssignment: null, moveAssignment: null, updateAssignment: null });
isolated({ assignmentId: "assignment" }, { completeAssignment: null, reopenAssignment: null });
isolated(
  { id: "class" },
  {
    ...{ class: null, archiveClass: null, leaveClass: null, removeClassJoinCode: null, reopenClass: null, replaceClassJoinCode: null },
    ...{ copyClass: null, updateClass: null },
  },
);
isolated(
  { classId: "class" },
  {
    ...{ classActivity: null, classAnalytics: null, classAssignments: null, classGradebook: null, classGradebookCsv: null },
    ...{ classInvitations: null, classMembers: null, createClassSection: null, importClassRoster: null, myClassGrades: null },
    ...{ regradeRequests: null, addClassMember: null, gradingChanges: null, stageGradingChange: { dropLowest: 1 } },
    createClassAssignment: { kind: literal("FREE") },
  },
);
isolated({ classId: "class", problemId: "problem" }, { classProblemAnalytics: null });
isolated({ scopeId: "class" }, { leaderboard: { scope: literal("CLASS") }, leaderboardAroundViewer: { scope: literal("CLASS") } });
isolated({ id: "classMember" }, { removeClassMember: null, updateClassMember: null });
isolated({ id: "section" }, { deleteClassSection: null, renameClassSection: null });
isolated(
  { id: "classAssignment" },
  { classAssignment: null, deleteClassAssignment: null, releaseGrades: null, updateClassAssignment: null },
);
isolated(
  { assignmentId: "classAssignment" },
  {
    ...{ courseworkDrafts: null, courseworkExtensions: null, courseworkGroups: null, courseworkSubmissions: null, lineComments: null },
    ...{
      publishCourseworkDrafts: null,
      requestRegrade: null,
      submitCoursework: { text: "x" },
      saveCourseworkGroup: { userIds: [globalId("User", newId())] },
      addLineComment: null,
    },
  },
);
isolated({ assignmentId: "classAssignment", userId: "user" }, { courseworkGrade: null, gradeCoursework: null });
isolated({ assignmentId: "classAssignment", userId: "user" }, { setCourseworkExtension: { dueAt: DATE } });
isolated({ assignmentId: "classAssignment", problemId: "problem" }, { handedInCode: null, wrongAnswerGroups: null });
isolated({ assignmentId: "classAssignment", problemId: "problem" }, { similarPairs: null });
isolated({ assignmentId: "classAssignment", submissionId: "submission" }, { similarSubmissions: null });

/** By name. */
export const ISOLATED: ReadonlyMap<string, Isolated> = table;

/** Subscriptions, with the argument that names something. */
export const STREAMS: Readonly<Record<string, { arg: string; kind: keyof Ids; more?: Given }>> = {
  classGradeChanged: { arg: "classId", kind: "class" },
  gradeChanged: { arg: "classId", kind: "class" },
  leaderboardChanged: { arg: "scopeId", kind: "class", more: { scope: literal("CLASS") } },
  lineCommentChanged: { arg: "assignmentId", kind: "classAssignment" },
  progressChanged: { arg: "trackId", kind: "track" },
  submissionStatus: { arg: "submissionId", kind: "submission" },
};

/**
 * Takes ids of what no organization owns: accounts, sessions, orders, invoices, subjects, quizzes and banks of people, requests and interviews of the
 * account's own; of organizations themselves (organizations.test.ts, webhooks.test.ts); assessments (assessments.test.ts); or of parts that need a
 * judge or a longer history, whose reads check the problem or the class that they belong to in the same statements.
 */
export const OTHERS: readonly string[] = `acceptForumReply acceptOrganizationInvitation acceptOwnership activateProduct addForumReply
  addOrganizationDomain addQuestionBankCoAuthor addQuizCoAuthor aiRequest aiStatus allInvoices allSubscriptions applyGradingChange
  applyPromotionCode applyRejudging archiveAssessment archiveOrganization archiveProduct archiveQuestion archiveQuiz assessment
  assessmentCandidate assessmentCandidates assessmentComparison assessmentProgress assessmentResultsCsv auditLog blockUser bookInterview
  cancelAccountDeletion cancelAiRequest cancelInterview cancelInterviewRequest cancelOrder cancelRejudging cancelSubscription
  cancelUserDeletion cancelVerification changeSeats completeUpload confirmInterview copyAssessment createDataExportLink createNotebook
  createOrganizationLink createQuestion createWebhookEndpoint dataExport dataExportProgress decideRegrade decideRoleRequest
  declineOrganizationInvitation declineOwnership deleteAiRequest deleteAssessment deleteAssessmentCandidate deleteCourseworkGroup
  deleteFile deleteForumDraft deleteForumReply deleteForumThread deleteInterviewAvailability deleteLessonNote deleteLineComment
  deleteLineCommentReply deleteNotebook deleteQuestion deleteQuestionBank deleteQuiz deleteSubject deleteTopic deleteUser
  deleteWebhookEndpoint discardFailedJob dismissAnnouncement downloadCertificate dropGradingChange enableWebhookEndpoint endImpersonation
  entitlements exportOrganizationMembers exportQuestions file followForumThread followUser followers following forumCases forumThread
  giveInterviewFeedback gradeAssessmentAnswer gradeQuizAnswer gradingChange grantEntitlement hintGroup impersonateUser
  importOrganizationMembers importQuestions interview interviewRoom interviewSlots inviteAssessmentCandidates inviteToOrganization invoice
  joinInterview leaveOrganization markNotificationsRead moderateForumPost moderateForumThread moveInterviewCursor myQuizAttempts node
  nodes notebook notificationReceived openBillingPortal openMyAssessment order orderStatus orders organization organizationAnalytics
  organizationInvoices organizationSubscriptions organizationTransactions packageImport packageImportProgress pauseWebhookEndpoint
  pingWebhookEndpoint placeOrder planSubscription previewQuiz product publishAssessment publishQuiz question questionBank questionVersions
  questions quiz quizAttempt quizAttemptChanged quizAttempts quizItemAnalysis refreshSubscription refundInvoice refundOrder
  refundOrderPart regradeRequest reinstateOrganization reinstateUser rejudging rejudgingProgress releaseAssessmentResults
  removeCourseworkExtension removeFollower removeMailSuppression removeOrganizationDomain removeOrganizationMember
  removeOrganizationSingleSignOn removeProblemProgram removeQuestionBankCoAuthor removeQuizCoAuthor replayFailedWebhookDeliveries
  replayWebhookDelivery replyToLineComment reportForumPost reportOrganizationProgress requestInterview rescheduleInterview
  resendAssessmentInvitation resendOrganizationInvitation restoreOrganization resumeSubscription retryFailedJobs retryFailedMails
  retryOrder revokeApiToken revokeAssessmentCandidate revokeClassInvitation revokeEntitlement revokeOrganizationInvitation revokeSession
  rotateWebhookSecret runInterviewCode saveInterviewAvailability saveInterviewNotes saveQuizAnswers seatChangePreview sendInterviewMessage
  sendInterviewUpdate setAssessmentAccommodation setAvatar setForumModerator setInterviewProblem setOrganizationAi
  setOrganizationDomainAutoJoin setOrganizationLogo setOrganizationSeatLimit setOrganizationSingleSignOn setProductPrice setUserRole
  startProviderLink startProviderSignIn startQuizAttempt startSubscription submitQuizAttempt suspendOrganization suspendUser
  testOrganizationSingleSignOn testSetBuild threadUpdated topicMastery trackImport trackImportProgress transferOrganization
  unarchiveQuestion unblockUser unfollowForumThread unfollowUser unlinkProvider unsubscribeFromPush updateAnnouncement updateAssessment
  updateForumCategory updateForumReply updateForumThread updateLessonNote updateLineComment updateNotebook updateOrganization
  updateOrganizationMember updateProduct updateQuestion updateQuestionBank updateQuiz updateSubject updateTopic updateWebhookEndpoint user
  verification verificationProgress verifyOrganizationDomain voteOnForumPost webhookDeliveries webhookEndpoints withdrawAnnouncement
  withdrawGroupHint`.split(/\s+/);

const schema = buildSchema(readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"));

/** Ids among the arguments of a field, and of its input. */
function idsOf(args: readonly { name: string; type: GraphQLInputType }[]): string[] {
  return args.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    if (isInputObjectType(named) && !isListType(type)) return idsOf(Object.values(named.getFields()));
    return isScalarType(named) && named.name === "ID" ? [name] : [];
  });
}

/** All root fields with the names of the ids that they take. */
export function rootFields(): { name: string; ids: string[] }[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.flatMap((root) => Object.values(root!.getFields()).map(({ name, args }) => ({ name, ids: idsOf(args) })));
}

/** The value as a GraphQL literal. What is not given is filled by its type, if it is required. */
function valueOf(type: GraphQLInputType, given: unknown): string | null {
  if (given === undefined && !isNonNullType(type)) return null;
  const inner = isNonNullType(type) ? (type.ofType as GraphQLInputType) : type;
  if (given instanceof Literal) return given.text;
  if (isListType(inner))
    return `[${(Array.isArray(given) ? given : [given]).map((one) => valueOf(inner.ofType as GraphQLInputType, one)).join(", ")}]`;
  if (isInputObjectType(inner)) {
    const values = (given ?? {}) as Given;
    const fields = Object.values(inner.getFields()).flatMap(({ name, type: of }) => {
      const value = valueOf(of, values[name]);
      return value === null ? [] : [`${name}: ${value}`];
    });
    return `{ ${fields.join(", ")} }`;
  }
  if (given !== undefined) return JSON.stringify(given);
  if (isEnumType(inner)) return inner.getValues()[0]!.name;
  const named = getNamedType(inner).name;
  return { Int: "1", Float: "1", Boolean: "true", DateTime: '"2031-01-01T00:00:00Z"' }[named] ?? '"x"';
}

function callOf(root: ReturnType<typeof schema.getQueryType>, name: string, given: Given): string {
  const { args, type } = root!.getFields()[name]!;
  const ofInput = (arg: string) => (arg === "input" ? given : given[arg]);
  const values = args.flatMap(({ name: arg, type: of }) => {
    const nested = isInputObjectType(getNamedType(of)) && given[arg] === undefined;
    const mine = nested && idsOf([{ name: arg, type: of }]).some((id) => id in given) ? given : ofInput(arg);
    const value = valueOf(of, mine);
    return value === null ? [] : [`${arg}: ${value}`];
  });
  const selection = isScalarType(getNamedType(type)) ? "" : " { __typename }";
  return `${name}(${values.join(", ")})${selection}`;
}

const AT_ONCE = 20;

/** Requests that call all ISOLATED fields with these ids. */
export function withIds(ids: Ids): { query: string; fields: string[] }[] {
  const calls = (root: ReturnType<typeof schema.getQueryType>, verb: string) => {
    const names = [...ISOLATED.keys()].filter((name) => name in root!.getFields());
    const batches = Array.from({ length: Math.ceil(names.length / AT_ONCE) }, (_, at) => names.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
    return batches.map((fields) => ({
      fields,
      query: `${verb} { ${fields.map((name) => callOf(root, name, argumentsOf(ISOLATED.get(name)!, ids))).join("\n")} }`,
    }));
  };
  return [...calls(schema.getQueryType(), "query"), ...calls(schema.getMutationType(), "mutation")];
}

const argumentsOf = ({ args, more }: Isolated, ids: Ids): Given => ({
  ...more,
  ...Object.fromEntries(Object.entries(args).map(([name, kind]) => [name, ids[kind]])),
});

/** Subscriptions to the objects. */
export function streamsOf(ids: Ids): { name: string; query: string }[] {
  return Object.entries(STREAMS).map(([name, { arg, kind, more }]) => ({
    name,
    query: `subscription { ${callOf(schema.getSubscriptionType(), name, { ...more, [arg]: ids[kind] })} }`,
  }));
}
