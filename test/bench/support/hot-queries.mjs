/**
 * What is asked of a big installation. An entry is one operation:
 *   name       as in the table of figures
 *   as         "learner" (the one with the most submissions) or "admin"
 *   document   GraphQL
 *   variables  function of the generated keys, see big-installation.mjs
 *   bare       optional: SQL that a program without us would send, and its parameters; measured as the baseline
 *   same       optional: variables of the same document whose answer has as many bytes and comes from one row; `same.times` is the most
 *              time and CPU of a request, as a multiple of that of this one
 *   target     optional, as in table.mjs; about the time of the request and that of `bare`
 *   statements optional: most SQL statements of a request
 *   cpu        optional: most CPU of a request, as a multiple of that of the entry "problem list"
 */
const PROBLEM_LIST = `query ($first: Int!, $filter: ProblemFilter, $search: String, $orderBy: ProblemOrder) {
  problems(first: $first, filter: $filter, search: $search, orderBy: $orderBy) {
    nodes { id slug title difficulty tags acceptanceRate viewerStatus publishedAt topics { id slug name } author { id username displayName } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const SUBMISSIONS = `query ($first: Int!, $filter: SubmissionFilter) {
  submissions(first: $first, filter: $filter) {
    nodes { id createdAt language { id } problem { id title } user { id username } judgement { status verdict cpuMs peakMemoryKb testsPassed testsTotal } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const USERS = `query ($filter: UserFilter, $orderBy: UserOrder) {
  users(first: 50, filter: $filter, orderBy: $orderBy) { nodes { id username displayName email role createdAt } pageInfo { hasNextPage } }
}`;
const STATISTICS =
  "query ($from: Date!, $to: Date!) { statistics(from: $from, to: $to) { date submissions activeAccounts byVerdict { verdict count } } }";
const LESSON = `query ($id: ID!) {
  lesson(id: $id) { id title content { title blocks { key kind markdown { html } code { source syntax } problem { problem { id title } } quiz { quiz { id title } } } } }
}`;
const DASHBOARD = `{
  me { id username displayName }
  nextSteps(first: 5) { kind predictedSuccess problem { id slug title difficulty } lesson { id title } quiz { id title } topic { id name } reasons { kind value contribution } }
  notifications(first: 10) { nodes { id title createdAt readAt } }
  unreadNotificationCount
  tracks(first: 10) { nodes { id slug title difficulty lessonCount estimatedMinutes subject { id name } } }
  announcements { id title }
}`;

export const HOT_QUERIES = [
  { name: "problem list", as: "learner", document: PROBLEM_LIST, variables: () => ({ first: 50 }) },
  {
    name: "problems by topic and difficulty",
    as: "learner",
    document: PROBLEM_LIST,
    variables: () => ({ first: 50, filter: { topics: ["strings"], difficulties: ["EASY"] } }),
  },
  {
    name: "problems not tried",
    as: "learner",
    document: PROBLEM_LIST,
    variables: () => ({ first: 50, filter: { viewerStatus: "NOT_TRIED" } }),
  },
  { name: "problems by words", as: "learner", document: PROBLEM_LIST, variables: () => ({ first: 50, search: "golden bridge" }) },
  { name: "problem facets", as: "learner", document: "{ problemFacets { total difficulties { count } topics { count } } }" },
  { name: "submissions of a learner", as: "learner", document: SUBMISSIONS, variables: () => ({ first: 50 }) },
  {
    name: "submissions of a learner, one problem",
    as: "learner",
    document: SUBMISSIONS,
    variables: ({ problemId }) => ({ first: 50, filter: { problemId } }),
  },
  { name: "number of submissions of a learner", as: "learner", document: "{ submissions(first: 1) { totalCount } }" },
  { name: "submissions of everyone", as: "admin", document: SUBMISSIONS, variables: () => ({ first: 50, filter: { everyone: true } }) },
  {
    name: "submissions of everyone, a rare verdict",
    as: "admin",
    document: SUBMISSIONS,
    variables: () => ({ first: 50, filter: { everyone: true, verdict: "SYSTEM_ERROR" } }),
  },
  {
    name: "submissions of everyone, unfinished",
    as: "admin",
    document: SUBMISSIONS,
    variables: () => ({ first: 50, filter: { everyone: true, status: "QUEUED" } }),
  },
  {
    name: "submissions of everyone, a language that nobody uses",
    as: "admin",
    document: SUBMISSIONS,
    variables: () => ({ first: 50, filter: { everyone: true, language: "typescript" } }),
  },
  {
    name: "submissions of everyone, a day long ago",
    as: "admin",
    document: SUBMISSIONS,
    variables: ({ oldDay }) => ({ first: 50, filter: { everyone: true, sentFrom: oldDay.from, sentBefore: oldDay.to } }),
  },
  {
    name: "submissions to a problem",
    as: "admin",
    document: SUBMISSIONS,
    variables: ({ problemId }) => ({ first: 50, filter: { everyone: true, problemId } }),
  },
  { name: "users", as: "admin", document: USERS },
  { name: "users by words", as: "admin", document: USERS, variables: () => ({ filter: { search: "tanaka" } }) },
  { name: "users by role", as: "admin", document: USERS, variables: () => ({ filter: { roles: ["INSTRUCTOR"] } }) },
  {
    name: "users who joined on days long ago",
    as: "admin",
    document: USERS,
    variables: ({ oldDay }) => ({ filter: { createdFrom: oldDay.from, createdBefore: oldDay.to } }),
  },
  { name: "audit log", as: "admin", document: "{ auditLog(first: 50) { nodes { id action createdAt } } }" },
  {
    name: "audit log of days long ago",
    as: "admin",
    document: "query ($filter: AuditLogFilter) { auditLog(first: 50, filter: $filter) { nodes { id action createdAt } } }",
    variables: ({ oldDay }) => ({ filter: { createdFrom: oldDay.from, createdBefore: oldDay.to } }),
  },
  { name: "statistics of a month", as: "admin", document: STATISTICS, variables: ({ month }) => month },
  { name: "statistics of a year", as: "admin", document: STATISTICS, variables: ({ year }) => year },
  {
    name: "learning path",
    as: "learner",
    document: "{ learningPath(first: 20) { score problem { id title } topic { id } reasons { kind contribution } } }",
  },
  {
    name: "next steps",
    as: "learner",
    document:
      "{ nextSteps(first: 20) { kind score problem { id title } lesson { id title } quiz { id title } topic { id } reasons { kind value contribution track { id } } } }",
  },
  {
    name: "review steps",
    as: "learner",
    document: "{ reviewSteps(first: 20) { kind score problem { id } lesson { id title } quiz { id title } reasons { kind value } } }",
  },
  {
    name: "review queue",
    as: "learner",
    document: "{ reviewQueue(first: 50, all: true) { totalCount nodes { id dueAt retrievability problem { id title } } } }",
  },
  { name: "mastery by topic", as: "learner", document: "{ myMastery(first: 50) { nodes { id probability trend topic { id name } } } }" },
  { name: "figures of the mastery model", as: "learner", document: "{ masteryModel { measured { answers auc } } }" },
  { name: "quiz attempts of a learner", as: "learner", document: "{ myQuizAttempts(first: 50) { nodes { id score quiz { id title } } } }" },
  { name: "quizzes", as: "learner", document: "{ quizzes(first: 50) { nodes { id title } } }" },
  {
    name: "notifications",
    as: "learner",
    document: "{ unreadNotificationCount notifications(first: 50) { totalCount nodes { id title subject { __typename } } } }",
  },
  {
    name: "tracks",
    as: "learner",
    document: "{ tracks(first: 50) { nodes { id title lessonCount estimatedMinutes author { id } subject { id } } } }",
  },
  {
    name: "a track of 500 lessons",
    as: "learner",
    document: "query ($id: ID!) { track(id: $id) { id modules { id title lessons { id title estimatedMinutes } } } }",
    variables: ({ largestTrackId }) => ({ id: largestTrackId }),
  },
  { name: "sessions", as: "learner", document: "{ mySessions(first: 50) { nodes { id } } securityLog(first: 50) { nodes { id } } }" },
  {
    ...{ name: "a lesson with 30 blocks", as: "learner", document: LESSON, variables: ({ lessonId }) => ({ id: lessonId }) },
    bare: { sql: "select * from lessons where id = $1", params: ({ lessonId }) => [lessonId] },
    same: { variables: ({ oneBlockLessonId }) => ({ id: oneBlockLessonId }), times: 1.2 },
  },
  { name: "dashboard: path, notifications, tracks", as: "learner", document: DASHBOARD, statements: 12, cpu: 2 },
];
