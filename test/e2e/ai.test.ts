/** AI features over HTTP and WebSocket against a local server that speaks OpenAI's API. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { newId } from "../../src/kernel/ids.js";
import { consentingLearner, followAi, judgedSubmission } from "../support/ai.js";
import { CANARY } from "../support/canary.js";
import { publishedTrack } from "../support/content.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import {
  AiRequestDocument,
  AiSettingsDocument,
  CancelAiRequestDocument,
  CreateNotebookDocument,
  CreateOrganizationDocument,
  CreateOrganizationLinkDocument,
  DeleteAiRequestDocument,
  DeleteNotebookDocument,
  DraftQuizDocument,
  ExplainErrorDocument,
  GrantEntitlementDocument,
  JoinOrganizationDocument,
  MyAiRequestsDocument,
  MyNotebooksDocument,
  NarrateLearningPathDocument,
  NotebookDocument,
  OrganizationsWithAiDocument,
  ProofreadProblemDocument,
  RequestAiHintDocument,
  RequestAiSummaryDocument,
  ReviewSubmissionDocument,
  RevokeEntitlementDocument,
  SetAiConsentDocument,
  SetOrganizationAiDocument,
  SubmissionAiReviewDocument,
  UpdateNotebookDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { answerOf, piecesOf, startOpenAiServer, type ChatRequest, type OpenAiServer } from "../support/openai-server/server.js";
import { uploadAttachment } from "../support/packages.js";
import { interlacedPng } from "../support/pictures.js";
import { clientOn, createInstructor, createLearner, createProblem, type Problem } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

/** Of all tests. */
const prompts: ChatRequest[] = [];
let server: OpenAiServer;
let installation: Installation;
let api: Api;
let worker: Program;
let problem: Problem;
let learner: Person;
let teacher: Person;
beforeAll(async () => {
  server = await startOpenAiServer();
  const provider = { OPENAI_API_KEY: server.key, OPENAI_BASE_URL: server.url, AI_MODEL: "test-model", AI_INPUT_PRICE: "1000000" };
  installation = await createInstallation({ ...provider, AI_OUTPUT_PRICE: "2000000", AI_PROVIDER: "auto" });
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  worker = await installation.startWorker(WITHOUT_JUDGE);
  problem = await createProblem(installation, api);
  teacher = await createInstructor(installation, api);
});
beforeEach(async () => {
  prompts.push(...server.requests.splice(0));
  learner = await consentingLearner(api);
});
afterAll(async () => {
  await installation?.stop();
  await server?.close();
});

const REVIEW = {
  text: "Your program adds **two** numbers. <script>alert(1)</script>",
  ...{ stars: 4, timeComplexity: "O(1)", spaceComplexity: "O(1)" },
  ...{ strengths: ["short"], improvements: ["name things"], alternatives: ["none"] },
  comments: [
    { line: 1, text: "reads the line" },
    { line: 999, text: "there is no such line" },
  ],
  failingInputs: [],
};
const code = () => ({ language: "python", source: `a, b = input().split()\nprint(int(a) + int(b)) # ${randomUUID()}\n` });
const submission = (who: Person, verdict = "ACCEPTED", more = {}) => judgedSubmission(installation, who, problem.id, code(), verdict, more);
const review = async (who: Person, submissionId: string) =>
  (await who.request(ReviewSubmissionDocument, { input: { submissionId } })).reviewSubmission.request;
const notebook = async (who: Person, text = `# Graphs\n\nA graph has nodes and edges. ${randomUUID()}`) =>
  (await who.request(CreateNotebookDocument, { input: { title: "Notes", text } })).createNotebook.notebook.id;
const summarize = async (who: Person, notebookId: string) =>
  (await who.request(RequestAiSummaryDocument, { input: { notebookId } })).requestAiSummary.request;
const SUMMARY = { text: "Graphs have nodes and edges.", points: ["one"], nodes: [{ id: "a", label: "Graph" }], edges: [] };
/** A promise that the test settles. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe("a review", () => {
  it("streams, is kept with its submission, and shows its owner what was sent", async () => {
    const raw = JSON.stringify(REVIEW);
    const first = gate();
    server.reply = () => ({ pieces: piecesOf(raw), until: (sent) => (sent === 5 ? first.opened : undefined) });
    const id = await submission(learner);
    const request = await review(learner, id);
    expect(request).toMatchObject({ kind: "REVIEW", isModel: true, modelName: "test-model", fromCache: false });
    const early = followAi(learner, request.id, (updates) => updates.at(-1)!.text !== "" && first.open());
    const { updates, text, last, startedOver } = await early;
    expect(text).toBe(REVIEW.text);
    expect(startedOver).toBe(0);
    expect(updates.filter((update) => update.text !== "").length).toBeGreaterThan(1);
    expect(last).toMatchObject({ status: "FINISHED", review: { stars: 4, comments: [{ line: 1 }], failingInputs: [], complexity: null } });
    expect(last.text!.html).toContain("<strong>two</strong>");
    expect(last.text!.html).not.toContain("<script");
    expect(last).toMatchObject({ promptTokens: 100, completionTokens: piecesOf(raw).length, costMicros: 100 + 2 * piecesOf(raw).length });
    const late = await followAi(learner, request.id);
    expect([late.text, late.updates.length]).toEqual([REVIEW.text, 1]);
    expect((await learner.request(SubmissionAiReviewDocument, { id })).submission.aiReview).toEqual({
      id: request.id,
      review: { stars: 4 },
    });
    const { sent } = (await learner.request(AiRequestDocument, { id: request.id })).aiRequest;
    expect(sent.map(({ role, content }) => ({ role, content }))).toEqual(server.requests[0]!.messages);
    expect(sent[1]!.content).toContain("int(a) + int(b)");
  });

  it("is hidden from everyone else", async () => {
    server.reply = () => answerOf(REVIEW);
    const id = await submission(learner);
    const request = await review(learner, id);
    await followAi(learner, request.id);
    const admin = await createInstructor(installation, api, "ADMIN");
    await admin.request(SetAiConsentDocument, { input: { given: true } });
    for (const other of [await consentingLearner(api), admin]) {
      expect((await other.errorOf(AiRequestDocument, { id: request.id })).code).toBe("NOT_FOUND");
      expect((await other.errorOf(CancelAiRequestDocument, { input: { id: request.id } })).code).toBe("NOT_FOUND");
      expect((await other.errorOf(ReviewSubmissionDocument, { input: { submissionId: id } })).code).toBe("NOT_FOUND");
      await expect(followAi(other, request.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect((await admin.request(SubmissionAiReviewDocument, { id })).submission.aiReview).toBeNull();
  });

  it("is asked for once: the same again is under way or known, and counts once", async () => {
    const held = gate();
    server.reply = () => ({ pieces: piecesOf(JSON.stringify(REVIEW)), until: (sent) => (sent === 1 ? held.opened : undefined) });
    const id = await submission(learner);
    const [one, two] = await Promise.all([review(learner, id), review(learner, id)]);
    expect(one.id).toBe(two.id);
    held.open();
    await followAi(learner, one.id);
    const known = await review(learner, id);
    expect(known).toMatchObject({ status: "FINISHED", fromCache: true, costMicros: 0, text: { source: REVIEW.text } });
    expect(server.requests).toHaveLength(1);
    expect((await learner.request(AiSettingsDocument)).aiSettings.quota.used).toBe(1);
  });
});

describe("an answer", () => {
  it("that does not match the schema is repaired once", async () => {
    server.reply = (_, number) => (number === 1 ? { pieces: ['{"text": "Half', " an answer"] } : answerOf(SUMMARY));
    const request = await summarize(learner, await notebook(learner));
    const { text, last } = await followAi(learner, request.id);
    expect([text, last.status]).toEqual([SUMMARY.text, "FINISHED"]);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]!.messages.slice(2).map(({ role }) => role)).toEqual(["assistant", "user"]);
  });

  it("that does not match after the repair fails the request", async () => {
    server.reply = () => answerOf({ ...SUMMARY, points: "none" });
    const request = await summarize(learner, await notebook(learner));
    expect((await followAi(learner, request.id)).last).toMatchObject({ status: "FAILED", failure: "INVALID_ANSWER", text: null });
    expect(server.requests).toHaveLength(2);
  });

  it("comes after 429 with Retry-After, after 500 and after a broken connection", async () => {
    const times: number[] = [];
    server.reply = (_, number) => {
      times.push(Date.now());
      if (number === 1) return { status: 429, headers: { "retry-after": "2" } };
      if (number === 2) return { status: 500 };
      return number === 3 ? { pieces: piecesOf(JSON.stringify(SUMMARY)), breakAfter: 4 } : answerOf(SUMMARY);
    };
    const request = await summarize(learner, await notebook(learner));
    const { text, last } = await followAi(learner, request.id);
    expect([text, last.status]).toEqual([SUMMARY.text, "FINISHED"]);
    expect(times).toHaveLength(4);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(1990);
  });

  it("is refused by a provider that refuses, and cut off when too long", async () => {
    server.reply = () => ({ status: 400 });
    expect((await followAi(learner, (await summarize(learner, await notebook(learner))).id)).last.failure).toBe("REFUSED");
    server.reply = () => ({ pieces: ['{"text": "never en'], finish: "length" });
    expect((await followAi(learner, (await summarize(learner, await notebook(learner))).id)).last.failure).toBe("INCOMPLETE");
  });

  it("ends when it is cancelled, and the provider is told", async () => {
    const left = server.left;
    const forever = gate();
    server.reply = () => ({ pieces: piecesOf(JSON.stringify(SUMMARY)), until: (sent) => (sent === 3 ? forever.opened : undefined) });
    const request = await summarize(learner, await notebook(learner));
    const { last } = await followAi(learner, request.id, async (updates) => {
      if (updates.at(-1)!.text !== "") await learner.request(CancelAiRequestDocument, { input: { id: request.id } });
    });
    expect(last).toMatchObject({ status: "CANCELLED", text: null });
    await eventually(
      async () => server.left,
      (now) => now > left,
    );
    forever.open();
  });
});

it("a killed worker's request is answered by another one, and no text is shown twice", async () => {
  await worker.stop();
  server.reply = () => answerOf(SUMMARY);
  const request = await summarize(learner, await notebook(learner));
  const following = followAi(learner, request.id);
  const killed = await installation.startWorker({ ...WITHOUT_JUDGE, killAt: "ai-piece-4" });
  await killed.ended;
  worker = await installation.startWorker(WITHOUT_JUDGE);
  const { text, last, startedOver, updates } = await following;
  expect([text, last.status, startedOver]).toEqual([SUMMARY.text, "FINISHED", 0]);
  expect(updates.map((update) => update.text).join("")).toBe(SUMMARY.text);
  expect(server.requests).toHaveLength(2);
});

describe("a hint", () => {
  const REFERENCE = "first, second = map(int, input().split()[:2])\ntotal = first + second\nprint(total)\n";
  const hint = async (level = 2) =>
    (await learner.request(RequestAiHintDocument, { input: { problemId: problem.id, level } })).requestAiHint.request;
  beforeAll(async () => {
    await installation.sql("update problems set explanation = $2 where id = $1", [
      problem.id,
      `Add.\n\n\`\`\`python\n${REFERENCE}\`\`\`\n`,
    ]);
  });

  it("never shows the reference solution, not even for a moment", async () => {
    server.reply = (request) => answerOf({ text: `Sure:\n\n${REFERENCE}`, question: askedBefore(request) ? REFERENCE : "Why?" });
    const { updates, last } = await followAi(learner, (await hint()).id);
    expect(last).toMatchObject({ status: "FINISHED", hint: { withheld: true } });
    expect(JSON.stringify(updates)).not.toContain("first + second");
    expect(server.requests).toHaveLength(2);
    expect(JSON.stringify(server.requests)).not.toContain("first + second");
  });

  it("is shown when it says the idea in words", async () => {
    server.reply = () =>
      answerOf({ text: "Look at the **sample**: how are the two inputs related to the result?", question: "Which operation?" });
    const { last } = await followAi(learner, (await hint(1)).id);
    expect(last).toMatchObject({ level: 1, hint: { withheld: false, question: "Which operation?" } });
    expect((await learner.errorOf(RequestAiHintDocument, { input: { problemId: problem.id, level: 4 } })).code).toBe("BAD_USER_INPUT");
  });
});

const askedBefore = ({ messages }: ChatRequest) => messages.length > 2;

describe("other features", () => {
  it("explain errors, summarize, draft quizzes and proof-read", async () => {
    server.reply = () => answerOf({ text: "A name is missing.", cause: "A typo.", line: 2 });
    const broken = await submission(learner, "COMPILATION_ERROR", { compilerOutput: 'main.py:2: NameError: name "pint"' });
    const explained = (await learner.request(ExplainErrorDocument, { input: { submissionId: broken } })).explainError.request;
    expect((await followAi(learner, explained.id)).last.explanation).toEqual({ cause: "A typo.", line: 2 });
    const fine = await submission(learner);
    expect((await learner.errorOf(ExplainErrorDocument, { input: { submissionId: fine } })).code).toBe("CONFLICT");

    await teacher.request(SetAiConsentDocument, { input: { given: true } });
    const { modules } = await publishedTrack(teacher, [1]);
    const lessonId = modules[0]!.lessons[0]!;
    server.reply = () =>
      answerOf({ ...SUMMARY, nodes: [...SUMMARY.nodes, { id: "b", label: 'x"] end' }], edges: [{ from: "a", to: "b", label: "" }] });
    const summary = (await learner.request(RequestAiSummaryDocument, { input: { lessonId } })).requestAiSummary.request;
    expect((await followAi(learner, summary.id)).last.summary!.mermaid).toBe(
      'flowchart LR\n  n0["Graph"]\n  n1["x#34;#93; end"]\n  n0 --> n1\n',
    );

    const choice = (text: string, correct: boolean) => ({ text, correct, feedback: "f" });
    const questions = [
      { prompt: "One?", explanation: "e", choices: [choice("a", true), choice("b", false)] },
      { prompt: "No correct choice?", explanation: "e", choices: [choice("a", false), choice("b", false)] },
    ];
    server.reply = () => answerOf({ text: "One question.", questions });
    const draft = (await teacher.request(DraftQuizDocument, { input: { lessonId, count: 2 } })).draftQuiz.request;
    const drafted = (await followAi(teacher, draft.id)).last.quizDraft!.questions;
    expect(drafted).toMatchObject([{ kind: "SINGLE_CHOICE", choices: [{ key: "choice-1", weight: 1 }, { weight: 0 }] }]);
    expect((await learner.errorOf(DraftQuizDocument, { input: { lessonId, count: 2 } })).code).toBe("FORBIDDEN");

    await installation.sql("update problems set author_id = $2 where id = $1", [problem.id, teacher.userId]);
    const issue = (quote: string) => ({ quote, message: "m", suggestion: "s" });
    server.reply = () => answerOf({ text: "Fine.", issues: [issue("two numbers"), issue("words that are not there")] });
    const proofread = (await teacher.request(ProofreadProblemDocument, { input: { problemId: problem.id } })).proofreadProblem.request;
    expect((await followAi(teacher, proofread.id)).last.issues).toEqual([issue("two numbers")]);
    expect(JSON.stringify(server.requests)).not.toContain(CANARY);
  });
});

describe("consent and limits", () => {
  it("AI is off until the account agrees, and ends when it does not any more", async () => {
    const person = await createLearner(api);
    const id = await notebook(person);
    expect((await person.errorOf(RequestAiSummaryDocument, { input: { notebookId: id } })).code).toBe("AI_CONSENT_REQUIRED");
    await person.request(SetAiConsentDocument, { input: { given: true } });
    const forever = gate();
    server.reply = () => ({ pieces: ["{"], until: () => forever.opened });
    const request = await summarize(person, id);
    await person.request(SetAiConsentDocument, { input: { given: false } });
    expect((await followAi(person, request.id)).last.status).toBe("CANCELLED");
    forever.open();
  });

  it("an organization switches it off for its members", async () => {
    const admin = await createInstructor(installation, api, "ADMIN");
    const verified = "update users set email_verified_at = now() where id = any($1)";
    await installation.sql(verified, [[keyOf(admin.userId), keyOf(learner.userId)]]);
    const input = { name: "Acme", slug: `acme-${randomUUID().slice(0, 8)}` };
    const { id } = (await admin.request(CreateOrganizationDocument, { input })).createOrganization.organization;
    const { invitation } = (
      await admin.request(CreateOrganizationLinkDocument, { input: { organizationId: id, role: "LEARNER" as never } })
    ).createOrganizationLink;
    await learner.request(JoinOrganizationDocument, { input: { code: invitation.code! } });
    const off = { input: { organizationId: id, enabled: false } };
    expect((await learner.errorOf(SetOrganizationAiDocument, off)).code).toBe("FORBIDDEN");
    const seen = async () =>
      (await learner.request(OrganizationsWithAiDocument, { first: 10 })).myOrganizations.nodes.map((one) => one.aiEnabled);
    expect(await seen()).toEqual([true]);
    expect((await admin.request(SetOrganizationAiDocument, off)).setOrganizationAi).toMatchObject({
      ...{ enabled: false, organization: { aiEnabled: false } },
    });
    expect(await seen()).toEqual([false]);
    const about = { notebookId: await notebook(learner) };
    expect((await learner.errorOf(RequestAiSummaryDocument, { input: about })).code).toBe("FORBIDDEN");
    await admin.request(SetOrganizationAiDocument, { input: { organizationId: id, enabled: true } });
    expect(await seen()).toEqual([true]);
    server.reply = () => answerOf(SUMMARY);
    expect((await learner.request(RequestAiSummaryDocument, { input: about })).requestAiSummary.request.kind).toBe("SUMMARY");
  });

  it("a day has a quota", async () => {
    server.reply = () => answerOf(SUMMARY);
    await installation.sql(
      `insert into ai_requests (id, user_id, kind, prompt, input_sha256, prompt_version, status, provider, model, is_model)
       select gen_random_uuid(), $1, 'PATH', '{"task": "t", "parts": []}', n::text, 1, 'QUEUED', 'p', 'm', true from generate_series(1, 20) n`,
      [learner.userId],
    );
    const error = await learner.errorOf(RequestAiSummaryDocument, { input: { notebookId: await notebook(learner) } });
    expect(error.code).toBe("RATE_LIMITED");
    expect(error.extensions.retryAfterMs).toBeGreaterThan(0);
    const { nodes } = (await learner.request(MyAiRequestsDocument, { first: 1 })).myAiRequests;
    expect((await learner.errorOf(DeleteAiRequestDocument, { input: { id: nodes[0]!.id } })).code).toBe("CONFLICT");
    const list = (first: number) => statementsOf(api, () => learner.request(MyAiRequestsDocument, { first }));
    await list(1);
    expect(await list(10)).toBe(await list(1));
  });

  it("the entitlement ai-quota adds to the quota of a day, at once in every process", async () => {
    server.reply = () => answerOf(SUMMARY);
    const admin = await createInstructor(installation, api, "ADMIN");
    const quota = async (at: Api) => (await clientOn(at, learner).request(AiSettingsDocument)).aiSettings.quota;
    const other = await installation.startApi();
    expect(await quota(other)).toMatchObject({ limit: 20, entitled: 0, used: 0 });
    await installation.sql(
      `insert into ai_requests (id, user_id, kind, prompt, input_sha256, prompt_version, status, provider, model, is_model)
       select gen_random_uuid(), $1, 'PATH', '{"task": "t", "parts": []}', n::text, 1, 'QUEUED', 'p', 'm', true from generate_series(1, 20) n`,
      [learner.userId],
    );
    const input = { notebookId: await notebook(learner) };
    expect((await clientOn(other, learner).errorOf(RequestAiSummaryDocument, { input })).code).toBe("RATE_LIMITED");
    const grant = { userId: learner.userId, key: "ai-quota" };
    const ids: string[] = [];
    for (const quantity of [100, 5]) {
      ids.push((await admin.request(GrantEntitlementDocument, { input: { ...grant, quantity } })).grantEntitlement.entitlement.id);
    }
    expect(await quota(other)).toMatchObject({ limit: 125, entitled: 105, used: 20 });
    expect((await clientOn(other, learner).request(RequestAiSummaryDocument, { input })).requestAiSummary.request.kind).toBe("SUMMARY");
    for (const id of ids) await admin.request(RevokeEntitlementDocument, { input: { id, reason: "Test" } });
    expect(await quota(other)).toMatchObject({ limit: 20, entitled: 0, used: 21 });
    const again = { notebookId: await notebook(learner) };
    expect((await clientOn(other, learner).errorOf(RequestAiSummaryDocument, { input: again })).code).toBe("RATE_LIMITED");
  });
});

it("the learning path is told, and no prompt of any feature has hidden data or other people's addresses", async () => {
  const topic = newId();
  await installation.sql("insert into topics (id, slug, name, icon, description) values ($1, $2, 'Sums', 'x', '')", [topic, `t-${topic}`]);
  await installation.sql("insert into problem_topics (problem_id, topic_id) values ($1, $2)", [problem.id, topic]);
  server.reply = () => answerOf({ text: "Go on.", steps: [{ step: 1, advice: "Start." }] });
  const { request } = (await learner.request(NarrateLearningPathDocument)).narrateLearningPath;
  expect((await followAi(learner, request.id)).last.pathAdvice).toEqual([{ step: 1, advice: "Start." }]);
  prompts.push(...server.requests);
  const kinds = new Set(prompts.map(({ response_format }) => response_format.json_schema.name));
  expect([...kinds].sort()).toEqual(["explanation", "hint", "path", "proofreading", "quiz_draft", "review", "summary"]);
  const all = JSON.stringify(prompts);
  for (const secret of [CANARY, "@codequest.example", learner.username, teacher.username, "Kadane"]) expect(all).not.toContain(secret);
});

it("who left is notified, who watched is not disturbed", async () => {
  server.reply = () => answerOf(SUMMARY);
  const watched = await summarize(learner, await notebook(learner));
  await followAi(learner, watched.id);
  const left = await summarize(learner, await notebook(learner));
  const rowsOf = () =>
    installation.sql<{ id: string; read: boolean }>(
      "select subject_id as id, read_at is not null as read from notifications where user_id = $1 and kind = 'ai-finished' order by created_at",
      [learner.userId],
    );
  await eventually(rowsOf, (rows) => rows.length === 2);
  expect((await rowsOf()).find(({ id }) => id === keyOf(left.id))).toMatchObject({ read: false });
});

describe("a provider that is not well", () => {
  const failuresOf = async (id: string) =>
    (await installation.sql<{ failures: number }>("select failures from ai_requests where id = $1", [keyOf(id)]))[0]!.failures;
  beforeAll(async () => {
    await worker.stop();
    worker = await installation.startWorker({ ...WITHOUT_JUDGE, env: { ...WITHOUT_JUDGE.env, AI_TIMEOUT_MS: "3000" } });
  });

  it("and falls silent within an answer is left after AI_TIMEOUT_MS; the next try answers", async () => {
    const left = server.left;
    const forever = gate();
    server.reply = (_, number) =>
      number === 1
        ? { pieces: piecesOf(JSON.stringify(SUMMARY)), until: (sent) => (sent === 2 ? forever.opened : undefined) }
        : answerOf(SUMMARY);
    const { id } = await summarize(learner, await notebook(learner));
    const { last, text } = await followAi(learner, id);
    expect([last.status, text, server.requests.length]).toEqual(["FINISHED", SUMMARY.text, 2]);
    await eventually(
      () => Promise.resolve(server.left),
      (now) => now === left + 1,
    );
    expect(await failuresOf(id)).toBe(1);
    forever.open();
  });

  // Leaves the circuit of the worker open: the next test has a worker of its own.
  it("and fails five times in a row is not asked any more; requests wait meanwhile", async () => {
    server.reply = () => ({ status: 503 });
    const first = await summarize(learner, await notebook(learner));
    await eventually(
      () => failuresOf(first.id),
      (failures) => failures >= 2,
    );
    expect(server.requests).toHaveLength(5);
    server.reply = () => answerOf(SUMMARY);
    const second = await summarize(learner, await notebook(learner));
    await eventually(
      () => failuresOf(second.id),
      (failures) => failures >= 1,
    );
    expect(server.requests).toHaveLength(5);
    for (const { id } of [first, second]) {
      await eventually(
        async () => (await learner.request(AiRequestDocument, { id })).aiRequest.status,
        (status) => status === "QUEUED",
      );
      await learner.request(CancelAiRequestDocument, { input: { id } });
    }
  });
});

it("without a provider all else works", async () => {
  const other = await installation.startApi({ AI_PROVIDER: "none" });
  const person = clientOn(other, learner);
  expect((await person.request(AiSettingsDocument)).aiSettings).toMatchObject({ available: false, providerName: null, isModel: false });
  const id = await notebook(learner);
  expect((await person.errorOf(RequestAiSummaryDocument, { input: { notebookId: id } })).code).toBe("AI_UNAVAILABLE");
  expect((await person.request(NotebookDocument, { id })).notebook.title).toBe("Notes");
});

it("built-in rules answer and say that they are none of a model", async () => {
  await worker.stop();
  const other = await installation.startApi({ AI_PROVIDER: "built-in" });
  worker = await installation.startWorker({ ...WITHOUT_JUDGE, env: { ...WITHOUT_JUDGE.env, AI_PROVIDER: "built-in" } });
  const person = clientOn(other, learner);
  const { last, text } = await followAi(person, (await review(person as Person, await submission(learner))).id);
  expect(last).toMatchObject({ status: "FINISHED", isModel: false, providerName: "built-in rules", review: { stars: 5 } });
  expect(text).toContain("accepted");
  await person.close();
});

it("notebooks are made of files with text", async () => {
  const of = (client: Person, content: Buffer | string, name: string, type = "text/plain") =>
    uploadAttachment(client, Buffer.from(content), name, type);
  const create = (fileId: string, more = {}) => ({ input: { title: "Notes", fileId, ...more } });
  const { id } = (await learner.request(CreateNotebookDocument, create(await of(learner, "# Größe\n", "notes.md")))).createNotebook
    .notebook;
  expect((await learner.request(NotebookDocument, { id })).notebook.text.source).toBe("# Größe\n");
  const refused = async (fileId: string, more = {}) =>
    (await learner.errorOf(CreateNotebookDocument, create(fileId, more))).extensions.fields;
  const field = "input.fileId";
  expect(await refused(await of(learner, interlacedPng(8), "a.png", "image/png"))).toMatchObject([{ field, code: "UNKNOWN_VALUE" }]);
  expect(await refused(await of(teacher, "of another", "notes.md"))).toMatchObject([{ field, code: "UNKNOWN_VALUE" }]);
  expect(await refused(await of(learner, " \n", "empty.md"))).toMatchObject([{ field, code: "INVALID_VALUE" }]);
  expect(await refused(await of(learner, "a".repeat(40_001), "long.md"))).toMatchObject([{ field, code: "TOO_LONG", unit: "CHARACTERS" }]);
  expect(await refused(await of(learner, "a".repeat(160_001), "longer.md"))).toMatchObject([{ field, code: "TOO_LONG", unit: "BYTES" }]);
  expect(await refused(await of(learner, "both", "notes.md"), { text: "both" })).toMatchObject([{ field: "input.text" }]);
});

it("notebooks belong to their owner", async () => {
  const id = await notebook(learner, "# Mine");
  const { notebook: changed } = (await learner.request(UpdateNotebookDocument, { input: { id, title: "New" } })).updateNotebook;
  expect(changed).toMatchObject({ title: "New", text: { source: "# Mine" } });
  expect((await learner.request(MyNotebooksDocument)).myNotebooks.nodes).toEqual([{ id, title: "New" }]);
  expect((await teacher.errorOf(NotebookDocument, { id })).code).toBe("NOT_FOUND");
  expect((await teacher.errorOf(DeleteNotebookDocument, { input: { id } })).code).toBe("NOT_FOUND");
  await learner.request(DeleteNotebookDocument, { input: { id } });
  expect((await learner.errorOf(NotebookDocument, { id })).code).toBe("NOT_FOUND");
});
