/** One object of every type that can belong to an organization or to one of its members, with a mark in each text. */
import { randomUUID } from "node:crypto";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import { NOTHING_FOUND } from "../../src/modules/practice/submissions/verification/report.js";
import type { Client } from "./client.js";
import { createLesson, createModule, createTrack, publishTrack } from "./content.js";
import * as documents from "./generated.js";
import { keyOf } from "./ids.js";
import type { Installation } from "./installation.js";
import { bank, question, quizDraft, single } from "./quizzes.js";
import { submit, SUM_ACCEPTED } from "./scenario.js";

type Member = Client & { userId: string; username: string };
type Row = Readonly<Record<string, unknown>>;

export interface Members {
  id: string;
  owner: Member;
  /** An instructor of the platform too. */
  author: Member;
  learner: Member;
}

/** Global ids by type. */
export type Ids = Readonly<Record<string, string>>;

/** Private to the organization's members, or to one of them. */
export async function privateObjects(installation: Installation, organization: Members, mark: string): Promise<Ids> {
  const plant = planter(installation);
  const catalog = await catalogOf(plant, organization, mark);
  const teaching = await teachingOf(plant, organization, catalog, mark);
  return {
    ...catalog,
    ...teaching,
    ...(await administrationOf(plant, organization, mark)),
    ...(await communityOf(plant, organization, catalog, mark)),
    ...(await ofAccounts(plant, organization, catalog, mark)),
  };
}

type Plant = ReturnType<typeof planter>;
const NOTHING = "{}";
const NONE = "[]";
const LATER = "2031-01-01T00:00:00Z";

function planter({ sql }: Installation) {
  /** Inserts the row and answers its global id. */
  const row = async (type: string, table: string, values: Row): Promise<string> => {
    const all: Row = { id: newId(), ...values };
    const names = Object.keys(all);
    await sql(`insert into ${table} (${names.join(", ")}) values (${names.map((_, at) => `$${at + 1}`).join(", ")})`, Object.values(all));
    return globalId(type, String(all.id));
  };
  const found = async (type: string, query: string, ...params: unknown[]): Promise<string> =>
    globalId(type, (await sql<{ id: string }>(query, params))[0]!.id);
  return { sql, row, found };
}

async function catalogOf({ sql, row, found }: Plant, { id: organizationId, owner, author, learner }: Members, mark: string) {
  const input = { title: `Sum ${mark}`, statement: `Add ${mark}.`, difficulty: "EASY" as never, tags: [mark], organizationId };
  const { problem } = (await author.request(documents.CreateProblemForTestDocument, { input })).createProblem;
  const tests = [
    { name: "sample-1", input: "1 2\n", output: "3\n", sample: true, explanation: mark },
    { name: "hidden-1", input: "2 3\n", output: "5\n", sample: false },
  ];
  await author.request(documents.SetTestsForTestDocument, { input: { problemId: problem.id, tests } });
  await author.request(documents.PublishForTestDocument, { input: { id: problem.id } });
  const submission = await submit(learner, problem, { ...SUM_ACCEPTED, source: `${SUM_ACCEPTED.source}# ${mark}\n` });
  const ofProblem = { problem_id: problem.id, user_id: author.userId };
  const finished = { status: "FAILED", finished_at: LATER };
  const faults = JSON.stringify([{ code: "VALUE_INVALID", path: null, message: mark }]);
  const set = await found("TestSet", "select id from test_sets where problem_id = $1", problem.id);

  const track = await createTrack(author, { organizationId, title: `Track ${mark}`, description: mark });
  const module = await createModule(author, track.id, `Module ${mark}`);
  const blocks = [{ markdown: `Read ${mark}` }, { problem: { problemId: problem.id } }];
  const { id: lesson } = await createLesson(author, module.id, { title: `Lesson ${mark}`, summary: mark, blocks: blocks as never });
  const task = { moduleId: module.id, title: `Task ${mark}`, instructions: mark, kind: "TASK" as never };
  const { createAssignment } = await author.request(documents.CreateAssignmentDocument, { input: task });
  const link = { moduleId: module.id, kind: "LINK" as never, title: `Link ${mark}`, url: `https://codequest.example/${mark}` };
  const { addMaterial } = await author.request(documents.AddMaterialDocument, { input: link });
  await publishTrack(author, track.id);
  await learner.request(documents.EnrollDocument, { input: { trackId: track.id } });
  const file = { file_name: `${mark}.txt`, content_type: "text/plain", size_bytes: 1, renditions: NONE };

  const { id: questions } = await bank(author, { title: `Bank ${mark}` });
  const { id: asked } = await question(author, questions, single(`Which ${mark}?`));
  const { id: quiz } = await quizDraft(author, [{ questionId: asked }], { title: `Quiz ${mark}` });
  await sql("update judgements set compiler_output = $2 where submission_id = $1", [submission, mark]);
  return {
    Problem: problem.id,
    Submission: submission,
    Judgement: await found("Judgement", "select id from judgements where submission_id = $1", submission),
    ProblemProgram: await row("ProblemProgram", "problem_programs", {
      ...{ problem_id: problem.id, name: mark, purpose: "GENERATOR", language: "python", source: mark, version: "x" },
      ...{ arguments: NOTHING, expected_verdicts: NOTHING },
    }),
    Rejudging: await row("Rejudging", "rejudgings", {
      ...{ problem_id: problem.id, created_by_id: owner.userId, submission_count: 1, reason: mark },
    }),
    Verification: await row("Verification", "verifications", {
      ...{
        ...ofProblem,
        test_set_id: set,
        revision: 1,
        fingerprint: "x",
        report: JSON.stringify({ ...NOTHING_FOUND, invalidInputs: [{ validator: mark, test: mark, message: mark }] }),
        ...finished,
      },
    }),
    TestSetBuild: await row("TestSetBuild", "test_set_builds", { ...ofProblem, plan: mark, faults, ...finished }),
    PackageImport: await row("PackageImport", "package_imports", { ...ofProblem, plan: mark, faults, ...finished }),
    Track: track.id,
    TrackModule: module.id,
    Lesson: lesson,
    Material: addMaterial.material.id,
    Assignment: createAssignment.assignment.id,
    TrackFile: await row("TrackFile", "track_files", { ...file, track_id: track.id, added_by_id: author.userId, sha256: "a".repeat(64) }),
    TrackImport: await row("TrackImport", "track_imports", {
      ...{ track_id: track.id, user_id: author.userId, plan: mark, faults, ...finished },
    }),
    QuestionBank: questions,
    Question: asked,
    Quiz: quiz,
    QuizAttempt: await row("QuizAttempt", "quiz_attempts", { quiz_id: quiz, user_id: learner.userId, number: 1, seed: "x" }),
    File: await row("File", "files", { ...file, owner_id: author.userId, purpose: "ATTACHMENT", status: "READY" }),
  };
}

async function teachingOf({ row }: Plant, { id: organizationId, author, learner }: Members, { Problem }: Ids, mark: string) {
  const lessons = { title: `Class ${mark}`, description: mark, timeZone: "UTC", organizationId };
  const { id: classId } = (await author.request(documents.CreateClassDocument, { input: lessons })).createClass.class;
  const { section } = (await author.request(documents.CreateClassSectionDocument, { input: { classId, name: mark.slice(0, 20) } }))
    .createClassSection;
  const place = { classId, username: learner.username, role: "LEARNER" as never, sectionId: section.id };
  const { member } = (await author.request(documents.AddClassMemberDocument, { input: place })).addClassMember;
  const work = { classId, kind: "PROBLEMS", title: `Work ${mark}`, instructions: mark, problems: [{ problemId: Problem, points: 1 }] };
  const { assignment } = (await author.request(documents.CreateClassAssignmentDocument, { input: work as never })).createClassAssignment;
  const ofWork = { assignment_id: assignment.id };
  const ofLearner = { ...ofWork, user_id: learner.userId };
  const handedIn = await row("CourseworkSubmission", "coursework_submissions", { ...ofLearner, text: mark });
  const comment = await row("LineComment", "line_comments", {
    ...{ ...ofWork, author_id: author.userId, body: mark, draft: false, line_from: 1, line_to: 1, work_id: handedIn },
  });
  return {
    Class: classId,
    ClassMember: member.id,
    ClassSection: section.id,
    ClassAssignment: assignment.id,
    ClassInvitation: await row("ClassInvitation", "class_invitations", {
      ...{ class_id: classId, email: `${mark}@codequest.example`, invited_by_id: author.userId },
    }),
    CourseworkSubmission: handedIn,
    CourseworkGroup: await row("CourseworkGroup", "coursework_groups", { ...ofWork, name: mark }),
    CourseworkExtension: await row("CourseworkExtension", "coursework_extensions", {
      ...{ ...ofLearner, due_at: LATER, dates: NOTHING, reason: mark },
    }),
    LineComment: comment,
    LineCommentReply: await row("LineCommentReply", "line_comment_replies", { comment_id: comment, author_id: author.userId, body: mark }),
    RegradeRequest: await row("RegradeRequest", "regrade_requests", { ...ofLearner, before: 1, reason: mark }),
    GradingChange: await row("GradingChange", "grading_changes", {
      ...{ class_id: classId, based_on: 1, policy: JSON.stringify({ dropLowest: 1 }), staged_by_id: author.userId },
    }),
    WrongAnswerGroup: await row("WrongAnswerGroup", "wrong_answer_groups", {
      ...{ ...ofWork, problem_id: Problem, key: mark, shape: NONE, failed_tests: NONE, verdict: "WRONG_ANSWER" },
    }),
  };
}

async function administrationOf({ row, found }: Plant, { id, owner, author, learner }: Members, mark: string) {
  const ofOrganization = { organization_id: id };
  const endpoint = await row("WebhookEndpoint", "webhook_endpoints", {
    ...{ ...ofOrganization, url: `https://hooks.example/${mark}`, description: mark, secret: mark, events: NOTHING },
  });
  await row("OrganizationSingleSignOn", "organization_sign_ons", {
    ...ofOrganization,
    client_id: mark,
    issuer: `https://id.example/${mark}`,
  });
  const customer = await row("BillingCustomer", "billing_customers", { ...ofOrganization, stripe_id: `cus_${mark}` });
  const billed = { ...ofOrganization, customer_id: customer, currency: "EUR", fingerprint: mark, period_start: LATER, period_end: LATER };
  const amounts = { subtotal_minor: 1, discount_minor: 0, tax_minor: 0, total_minor: 1, due_minor: 1, paid_minor: 0 };
  const input = { title: `Assessment ${mark}`, instructions: mark, timeLimitMs: 3_600_000, organizationId: id };
  const { assessment } = (await author.request(documents.CreateAssessmentDocument, { input })).createAssessment;
  const invited = { assessment_id: assessment.id, account_id: learner.userId, name: mark, seed: "x", link_expires_at: LATER };
  const candidate = await row("AssessmentCandidate", "assessment_candidates", invited);
  return {
    Organization: id,
    OrganizationMember: await found("OrganizationMember", "select id from organization_members where user_id = $1", learner.userId),
    OrganizationInvitation: await row("OrganizationInvitation", "organization_invitations", {
      ...{ ...ofOrganization, email: `${mark}@codequest.example`, role: "LEARNER", expires_at: LATER, invited_by_id: owner.userId },
    }),
    OrganizationDomain: await row("OrganizationDomain", "organization_domains", {
      ...{ ...ofOrganization, domain: `${mark}.example`, token: mark },
    }),
    WebhookEndpoint: endpoint,
    WebhookDelivery: await row("WebhookDelivery", "webhook_deliveries", {
      ...{ endpoint_id: endpoint, event_id: newId(), type: "ping", body: JSON.stringify({ mark }), answer: mark },
    }),
    PlanSubscription: await row("PlanSubscription", "subscriptions", {
      ...{ ...billed, stripe_id: `sub_${mark}`, state: "ACTIVE", stripe_status: "active", quantity: 1, unit_minor: 1, started_at: LATER },
    }),
    Invoice: await row("Invoice", "invoices", {
      ...{ ...billed, ...amounts, stripe_id: `in_${mark}`, number: mark, state: "OPEN", created_at: LATER },
    }),
    Assessment: assessment.id,
    AssessmentCandidate: candidate,
    AssessmentInvitation: globalId("AssessmentInvitation", keyOf(candidate)),
  };
}

async function communityOf({ sql, row }: Plant, { author, learner }: Members, { Problem, Lesson, Track }: Ids, mark: string) {
  await sql("update users set created_at = now() - interval '2 days' where id = $1", [learner.userId]);
  const input = { kind: "DISCUSSION" as const, title: `Thread ${mark}`, body: `Text ${mark}`, problemId: Problem };
  const { thread } = (await learner.request(documents.CreateForumThreadDocument, { input })).createForumThread;
  const answer = { threadId: thread.id, body: `Reply ${mark}` };
  const { reply } = (await author.request(documents.AddForumReplyDocument, { input: answer })).addForumReply;
  const interview = await row("Interview", "interviews", {
    ...{ kind: "PEER", minutes: 60, starts_at: LATER, confirm_by: LATER, status: "CONFIRMED", first_problem_id: Problem },
  });
  for (const [at, { userId }] of [author, learner].entries())
    await sql("insert into interview_participants (interview_id, seat, user_id, notes) values ($1, $2, $3, $4)", [
      ...[interview, ["FIRST", "SECOND"][at], userId, mark],
    ]);
  await learner.request(documents.UpdateActivitySettingsDocument, { input: { audiences: ["EVERYONE"] } });
  const shown = { PROBLEM_SOLVED: Problem, LESSON_COMPLETED: Lesson, TRACK_COMPLETED: Track, THREAD_STARTED: thread.id };
  for (const [kind, subject] of Object.entries(shown))
    await row("Activity", "activities", {
      ...{ user_id: learner.userId, kind, at: new Date().toISOString(), cause_id: newId(), data: NOTHING, subject_id: subject },
    });
  return {
    ForumThread: thread.id,
    ForumReply: reply.id,
    ForumDraft: await row("ForumDraft", "forum_drafts", { user_id: learner.userId, problem_id: Problem, title: mark, body: mark }),
    Interview: interview,
    InterviewAvailability: await row("InterviewAvailability", "interview_availability", {
      ...{ user_id: author.userId, local: "2031-01-01T00:00", zone: "UTC", minutes: 60, exceptions: NOTHING, ends_at: LATER },
    }),
    InterviewRequest: await row("InterviewRequest", "interview_requests", {
      ...{ user_id: learner.userId, level: 1, minutes: 60, languages: NOTHING, topics: NOTHING, expires_at: LATER },
    }),
    LessonNote: await row("LessonNote", "lesson_notes", { user_id: learner.userId, lesson_id: Lesson, text: mark }),
  };
}

async function ofAccounts({ row, found }: Plant, { id, author, learner }: Members, { Problem, Track, Submission }: Ids, mark: string) {
  const mine = { user_id: learner.userId };
  const request = {
    kind: "EXPLANATION",
    subject_id: Submission,
    prompt: JSON.stringify({ task: "x", parts: [{ name: "code", text: mark }] }),
    input_sha256: "x",
    prompt_version: 1,
  };
  return {
    Notebook: await row("Notebook", "notebooks", { ...mine, title: mark, text: mark }),
    AiRequest: await row("AiRequest", "ai_requests", {
      ...{ ...mine, ...request, provider: "x", model: "x", is_model: false, status: "CANCELLED", finished_at: LATER, text: mark },
    }),
    OrganizationDeletion: await row("OrganizationDeletion", "organization_deletions", {
      ...{ organization_id: id, user_id: author.userId, status: "CANCELLED", due_at: LATER },
    }),
    OwnershipOffer: await row("OwnershipOffer", "ownership_offers", {
      ...{ from_id: author.userId, to_id: learner.userId, kind: "problem", object_id: Problem, title: mark },
    }),
    OrganizationExport: await row("OrganizationExport", "organization_exports", {
      ...{ organization_id: id, user_id: author.userId, status: "EXPIRED" },
    }),
    DataExport: await row("DataExport", "data_exports", { ...mine, status: "EXPIRED" }),
    Order: await row("Order", "orders", {
      ...{ ...mine, currency: "EUR", content_sha256: "x", idempotency_key: randomUUID(), expires_at: LATER, status: "CANCELLED" },
      ...{ net_minor: 1, tax_minor: 0, total_minor: 1, finished_at: LATER },
    }),
    Certificate: await row("Certificate", "certificates", {
      ...{
        ...mine,
        code: mark.slice(-12),
        track_id: Track,
        track_title: mark,
        learner_name: mark,
        account_name: mark,
        completed_at: LATER,
      },
    }),
    Notification: await row("Notification", "notifications", {
      ...{
        ...mine,
        kind: "verdict",
        data: NOTHING,
        channels: NOTHING,
        event_id: newId(),
        subject_type: "Submission",
        subject_id: Submission,
      },
    }),
    LinkedProvider: await row("LinkedProvider", "linked_providers", {
      ...mine,
      provider: "acme",
      issuer: "https://id.example",
      subject: mark,
    }),
    PushSubscription: await row("PushSubscription", "push_subscriptions", {
      ...{ ...mine, endpoint: `https://push.example/${mark}`, p256dh: "p", auth: "a" },
    }),
    Session: await found("Session", "select id from sessions where user_id = $1", learner.userId),
    User: learner.userId,
  };
}
