/** Every contract of the program, with what it looks like between processes: a renamed field would break a running older program. */
import { beforeAll, describe, expect, it } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SchemaContract } from "../src/kernel/contract.js";
import type * as z from "zod";

const SRC = join(import.meta.dirname, "../src");
const DECLARES = /[=:] (contract|defineJob|rowJob)\(/;

const id = "0190a6c8-7d4e-7cc3-98c4-dc0c0c07398f";
const sha256 = "0".repeat(64);
const time = "2026-03-09T07:00:00.000Z";
const figures = { cpuMs: 1, wallMs: 2, peakMemoryKb: 3 };
const transcript = { entries: [{ from: "INTERACTOR", text: "t", pass: 2 }], truncated: true };
const test = {
  index: 0,
  verdict: "ACCEPTED",
  detail: "CPU",
  ...figures,
  ...{ repeated: true, points: 0.5, message: "m", judgeMessage: "j", group: "g", score: 1.5, maxScore: 2 },
  sample: { input: "1", expected: "2", actual: "2", printed: "p", stderr: "e", message: "m", transcript },
};
const capability = { level: "full", cgroup: "v2", detail: "d", checks: {} };
const score = {
  ...{ score: 1.5, maxScore: 2 },
  groups: [{ name: "g", status: "FAILED", score: 1.5, maxScore: 2, testsTotal: 3, testsFinished: 2, testsPassed: 1, testsSkipped: 1 }],
};
const status = {
  ...{ submissionId: id, judgementId: id, attempt: 1, sequence: 3, status: "RUNNING", verdict: "ACCEPTED", detail: "CPU" },
  ...{ compilerOutput: "c", testsTotal: 2, testsFinished: 1, testsPassed: 1, test, ...figures, finishedAt: time, finishNumber: 1 },
  ...{ toolchain: "3.11.2", timeline: { queuedMs: 1, prepareMs: 1, compileMs: 1, runMs: 2, checkMs: 1 } },
  tests: [test],
  ...score,
  about: {
    ...{
      userId: id,
      problemId: id,
      problemAuthorId: id,
      problemCoAuthorIds: [id],
      problemOrganizationId: id,
      language: "python",
      sourceBytes: 1,
    },
    // As PostgreSQL writes times in JSON.
    ...{ createdAt: "2026-03-09T07:00:00.123456+00:00", testSetVersion: 1, problemRevision: 1, queuedAt: time, startedAt: time },
    feedback: "VERDICT",
  },
};
const spread = { total: 1, ranks: [{ from: 1, to: 1, count: 1 }], histogram: [{ from: 1, to: 1, count: 1 }] };
const problem = {
  ...{ id, slug: "sum", title: "Sum", difficulty: "EASY", tags: ["math"], timeLimitMs: 1000, memoryLimitKb: 65_536, checker: "tokens" },
  ...{ outputLimitKb: 16_384, passes: 1 },
  ...{ premium: false, keepLineEnds: false, status: "PUBLISHED", revision: 1, latest: 2, authorId: id, coAuthorIds: [id] },
  ...{ organizationId: id, visibility: "ORGANIZATION" },
  ...{ createdAt: time, updatedAt: time, publishedAt: time, submissionCount: 2, acceptedCount: 1, acceptanceRate: 0.5 },
  ...{ viewerStatus: "SOLVED", checkerParameters: {}, interactive: false, feedback: "VERDICT" },
};

/** A payload by contract. An empty object may hold anything. */
const PAYLOADS: Record<string, object | number> = {
  // Events.
  "account.deletion-changed": { userId: id, deletionId: id, change: "SCHEDULED" },
  "account.link-requested": { linkId: id },
  "account.registered": { userId: id },
  "account.registration-repeated": { userId: id, about: id },
  "account.security-changed": { userId: id, change: "NEW_SIGN_IN", about: id },
  "announcement.due": { announcementId: id, after: id, until: id },
  "ownership.changed": { offerId: id },
  "certificate.issued": { certificateId: id, userId: id },
  "badge.awarded": { userId: id, badge: "first-solve", title: "First solve" },
  "certificate.revoked": { certificateId: id, userId: id },
  "class.member-changed": { classId: id, userId: id },
  "lesson.completed": { userId: id, lessonId: id },
  "level.reached": { userId: id, level: 2 },
  "module.completed": { userId: id, moduleId: id },
  "streak.reached": { userId: id, days: 7, day: "2026-03-10" },
  "user.followed": { followerId: id, followedId: id },
  activity: { userId: id, change: "ENTRY" },
  "catalog.changed": { problemId: id },
  "data-export.ready": { exportId: id, userId: id },
  "organization.deletion-changed": { organizationId: id, deletionId: id, change: "SCHEDULED" },
  "organization.deleted": { organizationId: id, name: "Acme", part: 0, userIds: [id] },
  "organization.export-ready": { exportId: id, organizationId: id, userId: id },
  "digest.due": { userId: id, period: "2026-03-10", since: time, until: time },
  "judgement.finished": { judgementId: id, submissionId: id, userId: id, problemId: id, verdict: "ACCEPTED" },
  "account.email-verified": { userId: id },
  "class.invited": { invitationId: id },
  "class.ending": { classId: id, archivesAt: time },
  "organization.created": { organizationId: id, userId: id },
  "ai-request.finished": { requestId: id, userId: id },
  "webhook.stopped": { endpointId: id, organizationId: id, reason: "GONE" },
  webhooks: { endpointId: id },
  "organization.member-joined": { organizationId: id, userId: id, role: "LEARNER", joinedBy: "LINK" },
  "organization.member-left": { organizationId: id, userId: id, memberId: id, how: "REMOVED" },
  "organization.member-role-changed": { organizationId: id, userId: id, from: "LEARNER", to: "MANAGER" },
  "organization.invited": { invitationId: id, mailId: id },
  "organization.without-owner": { organizationId: id },
  "coursework.opened": { assignmentId: id },
  "coursework.due-soon": { assignmentId: id, dueAt: time, userIds: [id] },
  "coursework.released": { assignmentId: id },
  "coursework.grades-changed": { assignmentId: id, userIds: [id] },
  "regrade.requested": { requestId: id },
  "regrade.decided": { requestId: id },
  "feedback.line-comment-posted": { commentId: id, replyId: id },
  "assessment.invited": { candidateId: id, mailId: id },
  "assessment.finished": { candidateId: id },
  "assessment.result-released": { candidateId: id, mailId: id },
  "assessment-candidate": { candidateId: id },
  assessment: { assessmentId: id },
  "set-apart-judgement.finished": { judgementId: id, submissionId: id, userId: id },
  "guest.retired": { userId: id },
  "forum.post-published": { postId: id, threadId: id },
  "forum.answer-accepted": { threadId: id, replyId: id },
  "forum.case-decided": { caseId: id },
  "forum-thread": { threadId: id },
  "interview.changed": { interviewId: id, change: "CONFIRMED", actorId: id, sequence: 1 },
  "interview.invitation-due": { interviewId: id, userId: id, sequence: 1, method: "REQUEST" },
  "interview.due-soon": { interviewId: id, startsAt: time, hours: 24 },
  "interview.feedback-given": { interviewId: id, toId: id },
  "interview.held": { interviewId: id, userId: id },
  "interview-room-event": {
    ...{ interviewId: id, sequence: 1, kind: "RUN", seat: "FIRST", update: "AA==", text: "t", result: {}, at: time },
  },
  "interview-room-presence": { interviewId: id, seat: "FIRST", cursor: "1", isHere: true },
  "feedback.group-hint-given": { hintId: id, userIds: [id] },
  "mail.retried": { kind: "welcome", event: {} },
  "notification.created": { notificationId: id, userId: id, byMail: true, byPush: false },
  enrollment: { enrollmentId: id },
  "problem-status.changed": { userId: id, problemId: id, solved: true },
  "quiz-attempt": { attemptId: id },
  "quiz-attempt.graded": {
    ...{ attemptId: id, userId: id, quizId: id, score: 1.5, maxScore: 2 },
    questions: [{ questionId: id, share: -0.5, topicIds: [id] }],
  },
  "role-request.decided": { requestId: id, userId: id, role: "INSTRUCTOR", approved: true },
  "topic.changed": { topicId: id },
  "entitlement.expired": { entitlementId: id, userId: id, key: "seats" },
  "stripe.event-received": { stripeEventId: id },
  "subscription.changed": { subscriptionId: id, news: "STARTED" },
  "invoice.settled": { invoiceId: id, status: "PAID", refundedMinor: 0 },
  "order.part-refunded": { orderId: id, refundId: id },
  "order.settled": { orderId: id, status: "COMPLETED" },
  "order terms": {
    ...{ kind: "PLAN", trackId: id, classId: id, durationDays: 30 },
    grants: [{ key: "seats", quantity: 1, perPiece: true }],
  },
  order: { orderId: id, final: true },
  "advance-order": { id },
  "xp.changed": { userId: id, topicIds: [id] },
  "track.changed": { trackId: id },
  "track.completed": { userId: id, trackId: id, completedAt: time },
  // Kept in rows.
  "coursework.assignment-policy": {
    ...{ points: 100, counted: "BEST", weight: 1, rubric: { criteria: [{ title: "t", points: 5 }] } },
    lateCurve: { shape: "STEPS", points: [{ minutesLate: 10, creditPercent: 90 }] },
  },
  // Jobs and their results.
  "apply-rejudging": { id },
  "match-interviews": {},
  "compact-interview-room": { interviewId: id },
  "import-package": { id },
  "import-track": { id },
  "export-track": { trackId: id, exportId: id },
  "result of export-track": { sizeBytes: 1 },
  "draw-question-picture": { pictureId: id },
  "result of draw-question-picture": { status: "DRAWN", sizeBytes: 1 },
  "render-certificate": { certificateId: id },
  "result of render-certificate": { sizeBytes: 1 },
  "export-package": { problemId: id, format: "KATTIS_2025_09", exportId: id },
  "build-test-set": { id },
  "compile-checker": {
    program: { kind: "KATTIS", language: "cpp17", source: "s", files: [{ name: "f.h", content: "c" }], arguments: ["a"] },
  },
  "result of compile-checker": { ok: true, output: "o" },
  "delete-account": { id },
  "delete-organization": { id },
  events: { messageId: id, handler: "welcome-mail", payload: {} },
  "export-data": { id },
  "export-organization": { id },
  "export-organization-members": { organizationId: id, format: "CSV", fileId: id },
  "fingerprint-submission": { submissionId: id },
  "fingerprint-backlog": { after: id },
  "report-organization-progress": { organizationId: id, format: "JSON", fileId: id },
  "result of report-organization-progress": { sizeBytes: 1 },
  "export-orders": { from: "2026-01-01T00:00:00.000Z", until: "2027-01-01T00:00:00.000Z", currency: "EUR", exportId: id },
  "result of export-orders": { sizeBytes: 1, rows: 1 },
  "result of export-organization-members": { sizeBytes: 1 },
  "judge-submission": { judgementId: id, traceparent: "00-1-2-01" },
  mail: { kind: "welcome", event: {} },
  "process-upload": { fileId: id },
  "result of export-package": { status: "DONE", sizeBytes: 1 },
  "result of process-upload": { status: "REJECTED", reason: "r" },
  "purge-old-rows": { day: "2026-03-10" },
  push: { notificationId: id, subscriptionId: id },
  "run-code": {
    ...{ language: "python", source: "s", checkerId: "tokens", checkerParameters: {} },
    limits: { timeLimitMs: 1000, memoryLimitKb: 1024, outputLimitBytes: 1024 },
    ...{ checkerProgram: id, interactor: id, checksInteractorOutput: true, passes: 2 },
    files: [{ name: "f.py", content: "c" }],
    signature: { name: "f", parameters: [{ name: "a", type: "int" }], result: "int", mayFail: false },
    drivers: {},
    includedFiles: [{ name: "f.h", content: "c" }],
    cases: [{ name: "1", input: "i", expected: "e", checkerArguments: ["a"] }],
  },
  "result of run-code": {
    ...{ compilerOutput: "c", compiled: true },
    cases: [
      {
        name: "1",
        input: "i",
        expected: "e",
        stdout: "o",
        stderr: "e",
        verdict: "ACCEPTED",
        detail: "CPU",
        ...figures,
        transcript,
        result: "r",
      },
    ],
  },
  ai: { id },
  "measure-growth": {
    ...{ language: "python", source: "s", limits: { timeLimitMs: 1000, memoryLimitKb: 1024, outputLimitBytes: 1024 } },
    includedFiles: [{ name: "f.py", content: "c" }],
    generator: { name: "g", language: "python", source: "s", files: [{ name: "f.h", content: "c" }] },
    calls: [["10", "seed"]],
  },
  "result of measure-growth": { runs: [{ bytes: 10, cpuMs: 1, ended: true }] },
  "ai-request": { piece: { attempt: 1, sequence: 2, startsOver: false, text: "t" } },
  "ai-request-change": {},
  "piece of an AI answer": { attempt: 1, sequence: 2, startsOver: false, text: "t" },
  "validate-tests": { testSetSha256: "0".repeat(64), validatorIds: [id] },
  "result of validate-tests": { faults: [{ validator: "v", index: 0, message: "m" }], unseen: 0 },
  // Messages.
  "account-signals": { userId: id, credentialIds: [id] },
  "data-export": { id, status: "READY", attempt: 1, done: 1, total: 2, sizeBytes: 3, createdAt: time, finishedAt: time, expiresAt: time },
  "coursework-grades": { assignmentId: id },
  "group-hints": { hintId: id },
  leaderboard: { at: time },
  "line-comments": { assignmentId: id },
  mastery: { userId: id },
  "mastery figures": [{ predicted: 0.5, answers: 2, correct: 1 }],
  notifications: {
    notification: { id, kind: "verdict", data: {}, subjectType: "User", subjectId: id, createdAt: time, readAt: time, locale: "en" },
    ...{ unreadCount: 1, countedAt: 1.5 },
  },
  rejudging: { rejudgingId: id },
  verification: { verificationId: id },
  "verification report": {
    ...{
      task: 0,
      test: 0,
      invalidInputs: [{ validator: "v", test: "t", message: "m" }],
      irreproducibleTests: [{ test: "t", message: "m" }],
    },
    solutions: [
      {
        ...{
          name: "n",
          version: "v",
          language: "cpp17",
          expectedVerdicts: ["ACCEPTED"],
          verdict: "ACCEPTED",
          asExpected: true,
          tooClose: false,
        },
        ...{
          detail: "d",
          failedTest: "t",
          message: "m",
          compilerOutput: "c",
          testsPassed: 1,
          timeMs: 1,
          slowestTest: "t",
          peakMemoryKb: 1,
        },
        neededLimitMs: 1,
      },
    ],
  },
  "package-import": { importId: id },
  "track-import": { importId: id },
  "track import plan": { fileId: id, trackId: id, slug: "s", organizationId: id, note: "n" },
  "submission-status": status,
  "user-submissions": status,
  // Kept in Redis.
  "cached account": {
    ...{ role: "LEARNER", verified: true },
    memberships: [{ organizationId: id, role: "OWNER" }],
    entitlements: [{ key: "seats", from: 1, until: 2 }],
  },
  "cached API token": { id, userId: id, scopes: ["admin"], expiresAt: 1 },
  "catalog page": [problem],
  "catalog topics": [[id, 1]],
  "catalog total": 1,
  "judgement progress": { testsPassed: 1, testsFinished: 2, test },
  "judgement score": score,
  "solution distributions": { cpu: spread, memory: spread },
  topics: [{ id, slug: "dp", name: "DP", icon: "i", description: "d", parentId: id }],
  "worker presence": {
    at: 1,
    presence: {
      id: "w",
      engine: "sandbox",
      level: "full",
      cgroup: "v2",
      detail: "d",
      jobs: "taken",
      slots: 2,
      versions: {},
      libraries: {},
    },
  },
  // Sealed, and held by clients.
  "single-sign-on-flow": {
    ...{ organizationId: id, issuer: "https://id.example", clientId: "c" },
    flow: { state: "s", nonce: "n", codeVerifier: "c", redirectUri: "r" },
  },
  "provider-flow": { provider: "acme", flow: { state: "s", nonce: "n", codeVerifier: "c", redirectUri: "r" }, userId: id },
  "sign-in": { userId: id, method: "PASSWORD", organizationId: id, password: "p" },
  // Rows.
  "build plan": {
    ...{ kind: "edit", publish: true, note: "n", expectedVersion: 1, baseTestSetId: id },
    tests: [{ name: "1", sample: true, explanation: "e", input: { base: 0 }, output: { text: "t" } }],
  },
  "package import plan": { fileId: id, problemId: id, slug: "s", organizationId: id, publish: true, note: "n", expectedRevision: 1 },
  // Files.
  "list of objects": { key: "k", bytes: 1, sha256, contentType: "t", contentDisposition: "d", etag: "e" },
  "manifest.json": {
    ...{ format: 1, program: "0.2.0", takenAt: time, migrations: ["Migration1"] },
    tables: [{ name: "users", columns: ["id"], rows: 1, file: { path: "tables/users.gz", bytes: 1, sha256 } }],
    sequences: [{ name: "s", value: "9", isCalled: true }],
    objects: { count: 1, bytes: 1, file: { path: "objects/list.gz", bytes: 1, sha256 } },
  },
  "sandbox proof": { subject: "s", at: 1, capability, languages: ["python"] },
  "toolchain manifest": { hash: "h", versions: {}, libraries: {} },
  // Replies of child processes.
  "drawn picture": { refusal: "r" },
};

/** Fields that older programs do not write, or that are written only sometimes. */
const OPTIONAL = [
  ...[
    "submission-status: test",
    "submission-status: tests.0",
    "user-submissions: test",
    "user-submissions: tests.0",
    "judgement progress: test",
  ].flatMap((path) =>
    [
      ...["repeated", "points", "message", "judgeMessage", "group", "score", "maxScore", "sample.printed", "sample.transcript"],
      "sample.transcript.entries.0.pass",
    ].map((field) => `${path}.${field}`),
  ),
  ...["submission-status", "user-submissions"].flatMap((name) =>
    ["score", "maxScore", "groups", "toolchain", "timeline", "about.feedback", "about.problemOrganizationId"].map(
      (field) => `${name}: ${field}`,
    ),
  ),
  "order: final",
  "sign-in: organizationId",
  "xp.changed: topicIds",
  "judgement progress: testsFinished",
  "run-code: checkerParameters",
  "run-code: checkerProgram",
  "run-code: checksInteractorOutput",
  "run-code: interactor",
  "run-code: passes",
  "run-code: files",
  "run-code: signature",
  "run-code: drivers",
  "run-code: includedFiles",
  "measure-growth: includedFiles",
  "run-code: limits.outputLimitBytes",
  "run-code: cases.0.checkerArguments",
  "result of run-code: cases.0.result",
  "result of run-code: cases.0.transcript",
  "result of run-code: cases.0.transcript.entries.0.pass",
  "catalog page: 0.coAuthorIds",
  "judge-submission: traceparent",
  "package import plan: organizationId",
  "submission-status: tests",
  "toolchain manifest: hash",
  "toolchain manifest: libraries",
  "toolchain manifest: versions",
  "track import plan: organizationId",
  "user-submissions: tests",
  "worker presence: presence.engine",
  "worker presence: presence.jobs",
  "worker presence: presence.libraries",
];

type AnyContract = SchemaContract<z.ZodType>;
type Path = (string | number)[];

const contracts = new Map<string, AnyContract>();

beforeAll(async () => {
  for (const file of readdirSync(SRC, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts") || !DECLARES.test(readFileSync(join(SRC, file), "utf8"))) continue;
    const exported = Object.values((await import(`../src/${file.replace(/\.ts$/, ".js")}`)) as object) as Record<string, unknown>[];
    for (const one of exported) for (const each of [one, one?.result, one?.content]) if (isContract(each)) contracts.set(each.name, each);
  }
});

function isContract(value: unknown): value is AnyContract {
  return Object(value) === value && "schema" in (value as object) && "parse" in (value as object);
}

/** Paths of all fields and elements. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [at, ...[...keys].flatMap((key) => pathsOf((value as Record<string, unknown>)[key], [...at, key]))];
}

const valueAt = (value: unknown, path: Path): unknown => path.reduce<unknown>((of, key) => (of as Record<string, unknown>)[key], value);

/** A copy with another value at the path; without it if that is undefined. */
function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, to);
  if (copy[key] === undefined && !Array.isArray(copy)) delete copy[key];
  return copy;
}

const SECRET = "hunter2";

function messageOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("contracts", () => {
  it("all have a payload here", () => {
    expect([...contracts.keys()].sort()).toEqual(Object.keys(PAYLOADS).sort());
  });

  describe.each(Object.entries(PAYLOADS))("%s", (name, payload) => {
    const parse = (value: unknown) => contracts.get(name)!.parse(value);
    const paths = pathsOf(payload);

    it("passes what it promises", () => {
      expect(JSON.parse(JSON.stringify(parse(payload)))).toEqual(payload);
    });

    it("drops what only a newer program knows", () => {
      const isClosed = (value: unknown) => typeof value === "object" && !Array.isArray(value) && Object.keys(value as object).length > 0;
      const newer = paths
        .filter((path) => isClosed(valueAt(payload, path)))
        .reduce<unknown>((value, path) => changed(value, [...path, "newer"], SECRET), payload);
      expect(JSON.parse(JSON.stringify(parse(newer)))).toEqual(payload);
    });

    it("refuses each field of another type, with its path and without its value", () => {
      for (const path of paths) {
        const wrong = typeof valueAt(payload, path) === "string" ? 7 : SECRET;
        const message = messageOf(() => parse(changed(payload, path, wrong)));
        // A field of one of several alternatives is reported at the path of all of them.
        const named = path.map((_, depth) => path.slice(0, depth + 1).join("."));
        expect(["payload", ...named]).toContain(message.slice(`${name}: `.length).split(": ")[0]);
        expect(message.startsWith(`${name}: `)).toBe(true);
        expect(message).not.toContain(SECRET);
      }
    });

    it("refuses each missing field, except optional ones", () => {
      for (const path of paths.filter((path) => path.length > 0 && typeof path.at(-1) === "string")) {
        const missing = () => parse(changed(payload, path, undefined));
        if (OPTIONAL.includes(`${name}: ${path.join(".")}`)) expect(missing).not.toThrow();
        else expect(missing).toThrow(name);
      }
    });
  });
});
