/** Calls of every root field with ids, made from the schema: each argument is filled by the type of object that its id names. */
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
} from "graphql";
import { ADMINS, permissionTable, type Permission } from "../../src/access/permissions.js";
import { buildSchema } from "../../src/app/graphql/schema.js";
import { globalId } from "../../src/kernel/global-id.js";
import { DAY_MS, HOUR_MS } from "../../src/kernel/units.js";
import { newId } from "../../src/kernel/ids.js";
import { PASSWORD } from "./people.js";
import type { Ids } from "./private-objects.js";

type Given = Readonly<Record<string, unknown>>;

/** Types without objects of organizations or accounts, by the reason. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  "public for everybody": ["User", "Topic", "Subject", "ForumCategory", "Language", "Checker", "InterviewHost", "SignInProvider"],
  "sold to everybody": ["Product", "ProductPrice"],
  "shown to everybody": ["Announcement"],
  "of the own account: accounts.test.ts, account-deletion.test.ts": ["ApiToken", "AccountDeletion"],
};
/** Only fields for admins take them, which is asserted. */
export const FOR_ADMINS = [
  "DiscountCode",
  "Entitlement",
  "FailedJob",
  "FailedMail",
  "MailSuppression",
  "ManagedAnnouncement",
  "RoleRequest",
];

const shared = new Set([...Object.values(SHARED).flat(), ...FOR_ADMINS]);
export const isShared = (type: string) => shared.has(type);

/** A value that is an enum's or another literal. */
class Literal {
  constructor(readonly text: string) {}
}
const literal = (text: string) => new Literal(text);

/** What `Node` and ids without a type name here. */
const ANY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["offerOwnership", "assignOwnership", "moveToOrganization", "moveToPerson", "setContentVisibility"].map(problemOf)),
  ...{
    reportForumPost: "ForumThread",
    moderateForumPost: "ForumThread",
    voteOnForumPost: "ForumThread",
    node: "Problem",
    nodes: "Problem",
  },
  ...{ leaderboard: "Class", leaderboardAroundViewer: "Class", leaderboardChanged: "Class", auditLog: "Problem" },
};
function problemOf(name: string): [string, string] {
  return [name, "Problem"];
}

const TESTS = [{ name: "t", input: "1\n", output: "1\n", sample: true }];
const DATE = { local: "2031-01-01T00:00:00" };
const BLOCK = newId();
const QUESTION = { kind: literal("CODE"), prompt: "Why?" };
const SOON = new Date(Math.ceil((Date.now() + 2 * DAY_MS) / HOUR_MS) * HOUR_MS).toISOString();

/** Arguments that are checked before the ids, where the first value of their type is not valid. By field, or one of its references. */
const MORE: Readonly<Record<string, Given>> = {
  updateProblem: { title: "X" },
  editProblemTests: { upsert: TESTS },
  runCode: { language: "python" },
  submitCode: { language: "python" },
  setProblemTests: { tests: TESTS },
  createForumThread: { kind: literal("DISCUSSION") },
  createProblem: { statement: "x" },
  createClass: { timeZone: "UTC" },
  createAssessment: { timeLimitMs: 3_600_000 },
  updateAssessment: { title: "X" },
  addMaterial: { kind: literal("LINK"), url: "https://codequest.example/" },
  completeBlock: { key: BLOCK },
  reopenBlock: { key: BLOCK },
  stageGradingChange: { dropLowest: 1 },
  restoreTrackRevision: { expectedVersion: 2, number: 2 },
  createClassAssignment: { kind: literal("FREE") },
  leaderboard: { scope: literal("CLASS") },
  leaderboardAroundViewer: { scope: literal("CLASS") },
  leaderboardChanged: { scope: literal("CLASS") },
  submitCoursework: { text: "x" },
  setCourseworkExtension: { dueAt: DATE },
  placeOrder: { currency: "EUR", idempotencyKey: "isolated" },
  rescheduleInterview: { startsAt: SOON },
  search: { query: "Track" },
  searchSuggestions: { query: "Track" },
  "createClassAssignment(problems[].problemId)": { kind: literal("PROBLEMS") },
  "createClassAssignment(quizId)": { kind: literal("QUIZ") },
  createQuestion: { content: QUESTION },
  updateQuestion: { content: QUESTION },
  unlinkProvider: { password: PASSWORD },
  createDataExportLink: { password: PASSWORD },
  addOrganizationDomain: { domain: "isolated.example" },
  createOrganizationLink: { role: literal("LEARNER") },
  setOrganizationSingleSignOn: { issuer: "https://id.example", domains: ["isolated.example"], clientSecret: "secret-secret-secret" },
  createWebhookEndpoint: { url: "https://hooks.example/", events: ["member.joined"] },
  saveInterviewAvailability: { startsAt: "2031-01-01T00:00", minutes: 60, timeZone: "UTC" },
  sendInterviewUpdate: { update: "AAA=" },
};

/** The ids that are given together, for fields that refuse more. By default all are, except those inside of lists. */
const TOGETHER: Readonly<Record<string, readonly (readonly string[])[]>> = {
  addMaterial: [["moduleId"], ["lessonId"]],
  createForumThread: [["problemId"], ["lessonId"]],
  createRejudging: [["submissionIds"], ["filter.problemId"]],
  exportQuestions: [["bankId"], ["ids"]],
  forumThreads: [["problemId"], ["lessonId"]],
  rejudgeSubmissions: [["submissionIds"], ["filter.problemId"]],
  requestAiSummary: [["lessonId"], ["notebookId"]],
  saveForumDraft: [["id"], ["problemId"], ["lessonId"], ["threadId"]],
  stageGradingChange: [["assignmentId"], ["classId"]],
};

/** Answer alike with data: they remove something of the account's own, or filter what the account sees anyway. */
export const SILENT: ReadonlySet<string> = new Set([
  ...["node", "nodes", "problemFacets", "problems", "submissions", "tracks", "products", "assessments", "myClasses", "myQuizAttempts"],
  ...["myLessonBookmarks", "myLessonNotes", "forumThreads(problemId)", "forumThreads(lessonId)", "markNotificationsRead"],
  ...["unsubscribeFromPush", "removeBookmark", "removeLessonBookmark", "unenroll", "unfollowForumThread", "deleteForumDraft"],
  ...["deleteInterviewAvailability"],
]);

/** Refused alike for any id, for another reason. */
export const REFUSED: Readonly<Record<string, RegExp>> = {
  "createRejudging(filter.problemId)": /^FORBIDDEN Set `filter.problemId` to a problem that you can edit/,
  "rejudgeSubmissions(filter.problemId)": /^FORBIDDEN Set `filter.problemId` to a problem that you can edit/,
  "stageGradingChange(assignmentId)": /^BAD_USER_INPUT INVALID_VALUE input.assignmentId/,
  ...Object.fromEntries(
    ["seatChangePreview", "startSubscription", "changeSeats", "cancelSubscription", "resumeSubscription", "applyPromotionCode"].map(unpaid),
  ),
  ...Object.fromEntries([unpaid("openBillingPortal")]),
};
/** Payments are off here; the services check the organization as `organizationSubscriptions` does. */
function unpaid(name: string): [string, RegExp] {
  return [name, /^SERVICE_UNAVAILABLE This installation takes no payments/];
}

export const schema = buildSchema();

interface IdArgument {
  path: string;
  type: string;
  required: boolean;
}
export interface RootField {
  operation: "query" | "mutation" | "subscription";
  name: string;
  ids: readonly IdArgument[];
  adminsOnly: boolean;
  field: GraphQLField<unknown, unknown>;
}

const inList = ({ path }: IdArgument) => path.includes("[]");

function idsIn(name: string, args: readonly (GraphQLArgument | GraphQLInputField)[], path = ""): IdArgument[] {
  return args.flatMap((arg) => {
    const named = getNamedType(arg.type);
    const at = path === "" && arg.name === "input" ? "" : `${path}${arg.name}`;
    const marked = arg.extensions?.idOf as string | undefined;
    const required = isNonNullType(arg.type);
    if (marked && marked !== "Node") return [{ path: at, type: marked, required }];
    if (marked || named.name === "ID") return [{ path: at, type: ANY[name] ?? "?", required }];
    if (!isInputObjectType(named)) return [];
    const list = isListType(isNonNullType(arg.type) ? arg.type.ofType : arg.type);
    return idsIn(name, Object.values(named.getFields()), at === "" ? "" : `${at}${list ? "[]" : ""}.`);
  });
}

const isForAdmins = (field: GraphQLField<unknown, unknown>) => {
  const { roles, organizationAuthors } = permissionTable().get(field.extensions.allow as Permission)!;
  return roles !== "everyone" && !organizationAuthors && roles.every((role) => ADMINS.includes(role));
};

export const ROOT_FIELDS: readonly RootField[] = (["query", "mutation", "subscription"] as const).flatMap((operation) => {
  const root = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }[operation];
  return Object.values(root!.getFields()).map((field) => ({
    ...{ operation, name: field.name, ids: idsIn(field.name, field.args), adminsOnly: isForAdmins(field), field },
  }));
});

export interface Call {
  label: string;
  of: RootField;
  /** Takes an id of something private. Ids inside of lists are REFERENCES. */
  isolated: boolean;
  text(ids: Ids, selection?: string): string;
}

/** Calls of all root fields. */
export const CALLS: readonly Call[] = ROOT_FIELDS.flatMap((of) => {
  const all = of.ids.filter((id) => !inList(id) && !isShared(id.type));
  const given = all.map(({ path }) => path);
  const sets = TOGETHER[of.name]?.map((names) => given.filter((path) => names.includes(path))) ?? [given];
  return sets.map((paths) => ({
    label: sets.length > 1 ? `${of.name}(${paths.join(", ")})` : of.name,
    of,
    isolated: paths.length > 0,
    text: (ids, selection) => callOf(of, valuesFor(of, ids, paths), selection),
  }));
});

export interface Reference {
  label: string;
  of: RootField;
  /** The own object of every other type, and this one. */
  text(own: Ids, other: Ids, selection?: string): string;
}

/** Fields that take a second id: the object that is changed is the account's own, what it refers to is not. */
export const REFERENCES: readonly Reference[] = ROOT_FIELDS.flatMap((of) => {
  const ids = of.ids.filter(({ type }) => !isShared(type));
  const first = ids.find(({ path }) => path === "id") ?? ids.find((id) => id.required && !inList(id)) ?? ids.find((id) => !inList(id));
  // Those that stand alone are called with CALLS.
  const alone = TOGETHER[of.name]?.flat() ?? [];
  const others = ids.filter((id) => id !== first && !alone.includes(id.path));
  return others.map((id) => ({
    label: `${of.name}(${id.path})`,
    of,
    text(own, other, selection) {
      const needed = ids.filter((one) => one !== id && !inList(one) && (one === first || one.required)).map(({ path }) => path);
      const given = { ...valuesFor(of, own, needed), ...valuesFor(of, other, [id.path]) };
      return callOf(of, given, selection, MORE[`${of.name}(${id.path})`]);
    },
  }));
});

/** Ids of these paths, and of all required accounts. */
function valuesFor({ ids }: RootField, given: Ids, paths: readonly string[]): Given {
  const chosen = ids.filter(({ path, type, required }) => paths.includes(path) || (type === "User" && required && !path.includes("[]")));
  return Object.fromEntries(chosen.map(({ path, type }) => [path, given[type] ?? globalId(type, newId())]));
}

/** Where a global id is required, and none is given. */
const someId = (type: string | undefined) => globalId(type ?? "Node", newId());

/** The argument as a GraphQL literal. `given`: by path. What is not given is filled by its type, if it is required. */
function valueOf(arg: GraphQLArgument | GraphQLInputField, path: string, given: Given, more: unknown): string | null {
  const list = isList(arg.type);
  if (path in given) return list ? `["${String(given[path])}"]` : `"${String(given[path])}"`;
  const prefix = path === "input" ? "" : `${path}${list ? "[]" : ""}.`;
  const within = Object.keys(given).some((one) => one.startsWith(prefix)) || (prefix === "" && Object.keys(given).length > 0);
  if (more === undefined && !within && !isNonNullType(arg.type)) return null;
  const named = getNamedType(arg.type);
  if (isInputObjectType(named) && (within || !Array.isArray(more))) {
    const fields = Object.values(named.getFields()).flatMap((field) => {
      const value = valueOf(field, `${prefix}${field.name}`, given, (more as Given | undefined)?.[field.name]);
      return value === null ? [] : [`${field.name}: ${value}`];
    });
    return list ? `[{ ${fields.join(", ")} }]` : `{ ${fields.join(", ")} }`;
  }
  if (more !== undefined) return printed(more);
  const one = plain(arg.type, arg.extensions?.idOf as string | undefined);
  return list ? `[${one}]` : one;
}

const isList = (type: GraphQLInputType) => isListType(isNonNullType(type) ? type.ofType : type);

function printed(value: unknown): string {
  if (value instanceof Literal) return value.text;
  if (Array.isArray(value)) return `[${value.map(printed).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, one]) => `${name}: ${printed(one)}`)
      .join(", ")} }`;
  return JSON.stringify(value);
}

function plain(type: GraphQLInputType, idType: string | undefined): string {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]!.name;
  if (named.name === "ID") return `"${someId(idType)}"`;
  return (
    { Int: "1", Float: "1", Boolean: "true", DateTime: '"2031-01-01T00:00:00Z"', Date: '"2031-01-01"', JSON: "1" }[named.name] ??
    { EmailAddress: '"somebody@codequest.example"', URL: '"https://codequest.example/"' }[named.name] ??
    '"x"'
  );
}

function callOf({ field }: RootField, given: Given, selection = "{ __typename }", others = MORE[field.name]): string {
  const values = field.args.flatMap((arg) => {
    const more = arg.name === "input" ? others : others?.[arg.name];
    const value = valueOf(arg, arg.name, given, more);
    return value === null ? [] : [`${arg.name}: ${value}`];
  });
  const isLeaf = isLeafType(getNamedType(field.type));
  return `${field.name}${values.length > 0 ? `(${values.join(", ")})` : ""} ${isLeaf ? "" : selection}`;
}
