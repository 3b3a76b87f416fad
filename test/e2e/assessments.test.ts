/** Assessments: authoring, candidates without an account and what their sessions open, sittings, evidence, results, and data of candidates. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { newId } from "../../src/kernel/ids.js";
import { clientOf, type Client } from "../support/client.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { waitForMails } from "../support/mail.js";
import { bank, publishedQuiz, question, single } from "../support/quizzes.js";
import { createInstructor, createLearner, createProblem, type Problem } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";
import { handled } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
type Assessment = documents.AssessmentFactsFragment;
type Sitting = documents.SittingFactsFragment;
interface Candidate extends Client {
  id: string;
  email: string;
  link: string;
}

const HOUR_MS = 3_600_000;

let installation: Installation;
let api: Api;
let [author, colleague, stranger, learner]: Person[] = [];
let pool: Problem[];
let quizId: string;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  [author, colleague, stranger] = [
    await createInstructor(installation, api),
    await createInstructor(installation, api),
    await createInstructor(installation, api),
  ];
  learner = await createLearner(api);
  pool = [await createProblem(installation, api), await createProblem(installation, api), await createProblem(installation, api)];
  const { id: bankId } = await bank(author);
  const essay = { kind: "ESSAY" as const, prompt: "Why?" };
  const items = [{ questionId: (await question(author, bankId, single())).id }, { questionId: (await question(author, bankId, essay)).id }];
  quizId = (await publishedQuiz(author, items)).id;
});
afterAll(() => installation?.stop());

const CODE =
  "a, b = input().split()[:2]\ntotal = 0\nfor value in (a, b):\n    if value:\n        total = total + int(value)\nprint(total)\n";

async function create(change: object = {}, who = author!): Promise<Assessment> {
  const input = { title: "Backend", timeLimitMs: HOUR_MS, items: [{ problemIds: [pool[0]!.id], points: 10 }], ...change };
  return (await who.request(documents.CreateAssessmentDocument, { input })).createAssessment.assessment;
}
async function published(change: object = {}): Promise<Assessment> {
  const { id } = await create(change);
  return (await author!.request(documents.PublishAssessmentDocument, { id })).publishAssessment.assessment;
}
const invite = async (assessmentId: string, ...candidates: documents.InvitedCandidateInput[]) =>
  (await author!.request(documents.InviteAssessmentCandidatesDocument, { input: { assessmentId, candidates } })).inviteAssessmentCandidates
    .candidates;
const address = () => `candidate-${randomUUID().slice(0, 12)}@codequest.example`;
const linkIn = (mail: { text?: string | undefined }) => /#token=(\S+)/.exec(mail.text ?? "")![1]!;
const open = async (token: string): Promise<Client> =>
  clientOf(api, (await clientOf(api).request(documents.OpenAssessmentDocument, { token })).openAssessment.token);

/** Invited by mail, with the link opened. */
async function candidate(assessmentId: string, change: object = {}): Promise<Candidate> {
  const email = address();
  const [{ id } = { id: "" }] = (await invite(assessmentId, { email, ...change })) as { id: string }[];
  const [mail] = await waitForMails(email, 1);
  const link = linkIn(mail!);
  return Object.assign(await open(link), { id, email, link });
}
const start = async (who: Client): Promise<Sitting> => (await who.request(documents.StartAssessmentDocument)).startAssessment.assessment;
const finish = async (who: Client): Promise<Sitting> => (await who.request(documents.FinishAssessmentDocument)).finishAssessment.assessment;
const sitting = async (who: Client): Promise<Sitting> => (await who.request(documents.CandidateAssessmentDocument)).candidateAssessment;
const seen = async (id: string, who = author!) =>
  (await who.request(documents.AssessmentCandidateByIdDocument, { id })).assessmentCandidate;
const save = async (who: Client, source: string, expectedVersion = 0, position = 1) =>
  (await who.request(documents.SaveAssessmentCodeDocument, { input: { position, language: "python", source, expectedVersion } }))
    .saveAssessmentCode;
const send = async (who: Client, source = CODE, idempotencyKey?: string, position = 1) =>
  (await who.request(documents.SubmitAssessmentCodeDocument, { input: { position, language: "python", source, idempotencyKey } }))
    .submitAssessmentCode.assessment;

/** Verdicts by hand on everything that the candidate has submitted. */
async function judge(candidateId: string, verdict = "ACCEPTED"): Promise<void> {
  const ended = await installation.sql<{ id: string; submissionId: string; userId: string }>(
    `update judgements j set status = 'FINISHED', verdict = $2, finished_at = now()
     from assessment_code k join assessment_sittings s on s.id = k.sitting_id join submissions u on u.id = k.submission_id
     where j.submission_id = k.submission_id and s.candidate_id = $1 and j.status <> 'FINISHED'
     returning j.id, j.submission_id as "submissionId", u.user_id as "userId"`,
    [candidateId, verdict],
  );
  for (const { id: judgementId, submissionId, userId } of ended)
    await announce(installation, "set-apart-judgement.finished", { judgementId, submissionId, userId });
  await handled(installation);
}
/** As if so much of the time had passed. */
const pass = (candidateId: string, ms: number) =>
  installation.sql(
    `update assessment_sittings set started_at = started_at - $2 * interval '1 millisecond', deadline_at = deadline_at - $2 * interval '1 millisecond',
       break_started_at = break_started_at - $2 * interval '1 millisecond' where candidate_id = $1`,
    [candidateId, ms],
  );

describe("an assessment", () => {
  it("names all faults of its items, and gives pools of one difficulty only", async () => {
    await installation.sql("update problems set difficulty = 'HARD' where id = $1", [pool[2]!.id]);
    const items = [
      { points: 1 },
      { problemIds: [pool[0]!.id, pool[2]!.id], points: 1 },
      { problemIds: [pool[1]!.id], draw: 2, points: 1 },
      { problemIds: [newId()], points: 1 },
      { quizId, points: 1, draw: 2 },
    ];
    const { extensions } = await author!.errorOf(documents.CreateAssessmentDocument, {
      input: { title: "T", timeLimitMs: HOUR_MS, items },
    });
    expect((extensions.fields as { field: string }[]).map(({ field }) => field)).toEqual([
      "input.items.0",
      "input.items.1.problemIds",
      "input.items.2.draw",
      "input.items.3.problemIds.0",
      "input.items.4.draw",
    ]);
    await installation.sql("update problems set difficulty = 'EASY' where id = $1", [pool[2]!.id]);
    const input = { title: "T", timeLimitMs: 1000, opensAt: "2031-01-02T00:00:00Z", closesAt: "2031-01-01T00:00:00Z" };
    expect(await author!.errorOf(documents.CreateAssessmentDocument, { input })).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(await learner!.errorOf(documents.CreateAssessmentDocument, { input })).toMatchObject({ code: "FORBIDDEN" });
  });

  it("is drafted, published, copied, archived and deleted by those who run it only", async () => {
    const { id, revision } = await create();
    expect(
      await author!.errorOf(documents.InviteAssessmentCandidatesDocument, {
        input: { assessmentId: id, candidates: [{ email: address() }] },
      }),
    ).toMatchObject({ code: "CONFLICT" });
    for (const who of [stranger!, colleague!]) {
      expect(await who.errorOf(documents.AssessmentByIdDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
      expect(await who.errorOf(documents.PublishAssessmentDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
      expect((await who.request(documents.NodeDocument, { id })).node).toBeNull();
    }
    const input = { id, expectedRevision: revision, items: [] };
    await author!.request(documents.UpdateAssessmentDocument, { input });
    expect(await author!.errorOf(documents.UpdateAssessmentDocument, { input })).toMatchObject({ code: "CONFLICT" });
    expect(await author!.errorOf(documents.PublishAssessmentDocument, { id })).toMatchObject({ code: "CONFLICT" });
    const items = [
      { section: "Code", problemIds: pool.map((one) => one.id), draw: 2, points: 10 },
      { section: "Quiz", quizId, points: 4 },
    ];
    await author!.request(documents.UpdateAssessmentDocument, { input: { id, expectedRevision: revision + 1, items } });
    const { publishAssessment } = await author!.request(documents.PublishAssessmentDocument, { id });
    expect(publishAssessment.assessment).toMatchObject({ status: "PUBLISHED", counts: { invited: 0 } });
    const { copyAssessment } = await author!.request(documents.CopyAssessmentDocument, { id, title: "Again" });
    expect(copyAssessment.assessment).toMatchObject({
      status: "DRAFT",
      copyOfId: id,
      title: "Again",
      items: publishAssessment.assessment.items,
    });
    await author!.request(documents.ArchiveAssessmentDocument, { id });
    expect(await author!.errorOf(documents.PublishAssessmentDocument, { id })).toMatchObject({ code: "CONFLICT" });
    await author!.request(documents.DeleteAssessmentDocument, { id: copyAssessment.assessment.id });
    expect(await author!.errorOf(documents.AssessmentByIdDocument, { id: copyAssessment.assessment.id })).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("of an organization is run by its owners, managers and instructors", async () => {
    const owner = await createInstructor(installation, api, "BUSINESS_PARTNER");
    const input = { name: "Acme", slug: `acme-${randomUUID().slice(0, 8)}` };
    const { id: organizationId } = (await owner.request(documents.CreateOrganizationDocument, { input })).createOrganization.organization;
    const [staff, member] = await Promise.all(
      ["INSTRUCTOR", "LEARNER"].map(async (role) => {
        const person = await createLearner(api);
        await installation.sql(
          "insert into organization_members (id, organization_id, user_id, role, joined_by) values ($1, $2, $3, $4, 'LINK')",
          [newId(), organizationId, person.userId, role],
        );
        return person;
      }),
    );
    const { id } = await create({ organizationId }, owner);
    expect((await staff!.request(documents.AssessmentByIdDocument, { id })).assessment.organization?.id).toBe(organizationId);
    expect((await staff!.request(documents.AssessmentsDocument, { first: 5 })).assessments.nodes.map((one) => one.id)).toEqual([id]);
    expect(await member!.errorOf(documents.AssessmentByIdDocument, { id })).toMatchObject({ code: "FORBIDDEN" });
    expect(await author!.errorOf(documents.AssessmentByIdDocument, { id })).toMatchObject({ code: "NOT_FOUND" });
    expect(
      await author!.errorOf(documents.CreateAssessmentDocument, { input: { title: "T", timeLimitMs: HOUR_MS, organizationId } }),
    ).toMatchObject({ code: "NOT_FOUND" });
  });
});

it("tells those who run an assessment how far its candidates are, until it is archived", async () => {
  const { id } = await published({
    items: [
      { problemIds: [pool[0]!.id], points: 10 },
      { quizId, points: 4 },
    ],
  });
  await expect(stranger!.subscribe(documents.AssessmentProgressDocument, { id }).next()).rejects.toMatchObject({ code: "NOT_FOUND" });
  const watcher = clientOf(api, author!.token);
  const events = watcher.subscribe(documents.AssessmentProgressDocument, { id });
  const until = async (wanted: object) => {
    for (;;) {
      const { value, done } = await events.next();
      if (done) throw new Error("the stream has ended");
      if (Object.entries(wanted).every(([name, count]) => value.assessmentProgress!.counts[name as "invited"] === count)) return;
    }
  };
  await until({ invited: 0 });
  const one = await candidate(id);
  await until({ invited: 1, started: 0 });
  await start(one);
  await until({ started: 1, finished: 0 });
  const { candidateAssessment } = await one.request(documents.CandidateTaskDocument, { position: 2 });
  expect(candidateAssessment!.task).toMatchObject({ position: 2 });
  expect((await one.request(documents.CandidateTaskDocument, { position: 3 })).candidateAssessment!.task).toBeNull();
  await finish(one);
  await until({ finished: 1 });
  await author!.request(documents.ArchiveAssessmentDocument, { id });
  let last = "";
  for await (const { assessmentProgress } of events) last = assessmentProgress!.status;
  expect(last).toBe("ARCHIVED");
  await watcher.close();
});

it("shows questions in the candidate's language, and as they were written where nothing is translated", async () => {
  const { id: bankId } = await bank(author!);
  const translations = [{ locale: "en", prompt: "Which?", texts: [] }];
  const questions = [
    await question(author!, bankId, { ...single("Welche?"), translations }),
    await question(author!, bankId, single("Nur so?")),
  ];
  const own = await publishedQuiz(
    author!,
    questions.map(({ id }) => ({ questionId: id })),
  );
  const who = await candidate((await published({ items: [{ quizId: own.id, points: 5 }] })).id);
  await start(who);
  const texts = async (locale?: string) =>
    (await who.request(documents.CandidateTaskTextsDocument, { locale })).candidateAssessment!.tasks![0]!.questions.map((one) => [
      one.locale,
      one.prompt.source,
    ]);
  expect(await texts("en-GB")).toEqual([
    ["en", "Which?"],
    [null, "Nur so?"],
  ]);
  expect(await texts()).toEqual([
    [null, "Welche?"],
    [null, "Nur so?"],
  ]);
});

describe("a candidate without an account", () => {
  it("gets a link whose token is stored nowhere, and a session that opens this assessment only", async () => {
    const { id: assessmentId } = await published();
    const one = await candidate(assessmentId, { name: "Ada Example" });
    const stored = await installation.sql<{ found: number }>(
      `select count(*)::int as found from assessment_candidates c, outbox o where c::text like $1 or o.payload::text like $1`,
      [`%${one.link.slice(-20)}%`],
    );
    expect(stored[0]!.found).toBe(0);
    expect(await sitting(one)).toMatchObject({ status: "NOT_STARTED", title: "Backend", tasks: null, remainingMs: null });
    // Nothing of an account, of practice or of authors.
    for (const [document, variables] of [
      [documents.MyClassesDocument, { first: 1 }],
      [documents.SubmitCodeDocument, { input: { problemId: pool[0]!.id, language: "python", source: "1" } }],
      [documents.AssessmentByIdDocument, { id: assessmentId }],
      [documents.AssessmentCandidateByIdDocument, { id: one.id }],
      [documents.MyAssessmentInvitationsDocument, {}],
      [documents.StartQuizAttemptDocument, { input: { quizId } }],
      [documents.RequestDataExportDocument, { input: {} }],
    ] as const)
      expect(await one.errorOf(document as never, variables as never)).toMatchObject({ code: "FORBIDDEN" });
    // Nobody else has such a session.
    expect(await author!.errorOf(documents.CandidateAssessmentDocument)).toMatchObject({ code: "NOT_FOUND" });
    expect(await clientOf(api).errorOf(documents.CandidateAssessmentDocument)).toMatchObject({ code: "UNAUTHENTICATED" });
    // Guests are in no list of people.
    const guests = await installation.sql<{ username: string }>("select username from users where guest");
    expect(guests.length).toBeGreaterThan(0);
    const admin = await createInstructor(installation, api, "ADMIN");
    const { users } = await admin.request(documents.UsersDocument, { first: 5, filter: { search: guests[0]!.username } });
    expect(users.edges).toEqual([]);
  });

  it("is let in by the newest link only, until it is revoked or expires", async () => {
    const { id: assessmentId } = await published();
    const one = await candidate(assessmentId);
    const wrong = { code: "BAD_USER_INPUT" };
    const mac = one.link.split(".")[2]!;
    for (const token of ["x", one.link.replace(mac, mac.split("").reverse().join("")), one.link.replace(/\.\d+\./, ".2.")])
      expect(await clientOf(api).errorOf(documents.OpenAssessmentDocument, { token })).toMatchObject(wrong);
    await author!.request(documents.ResendAssessmentInvitationDocument, { id: one.id });
    const mails = await waitForMails(one.email, 2);
    expect(await clientOf(api).errorOf(documents.OpenAssessmentDocument, { token: one.link })).toMatchObject(wrong);
    const fresh = mails.map(linkIn).find((link) => link !== one.link)!;
    expect((await sitting(await open(fresh))).id).toBe((await sitting(one)).id);
    await installation.sql("update assessment_candidates set link_expires_at = now() - interval '1 second' where id = $1", [one.id]);
    expect(await clientOf(api).errorOf(documents.OpenAssessmentDocument, { token: fresh })).toMatchObject(wrong);
    await author!.request(documents.RevokeAssessmentCandidateDocument, { id: one.id });
    await eventually(
      () => one.errorOf(documents.CandidateAssessmentDocument),
      ({ code }) => code === "UNAUTHENTICATED",
    );
    expect((await seen(one.id)).revokedAt).not.toBeNull();
  });

  it("is invited once, however often the address is given, and accounts by notification", async () => {
    const { id: assessmentId } = await published();
    const email = address();
    const [first] = await invite(assessmentId, { email }, { email: email.toUpperCase() });
    const [again, account] = await invite(assessmentId, { email, timePercent: 200 }, { username: learner!.username });
    expect([again!.id, again!.timePercent]).toEqual([first!.id, 100]);
    const input = { assessmentId, candidates: [{ email, username: "x" }, {}, { username: "nobody-here" }] };
    const { extensions } = await author!.errorOf(documents.InviteAssessmentCandidatesDocument, { input });
    expect((extensions.fields as { field: string }[]).map(({ field }) => field)).toEqual([
      "input.candidates.0",
      "input.candidates.1",
      "input.candidates.2.username",
    ]);
    await handled(installation);
    const kinds = await installation.sql<{ kind: string }>("select kind from notifications where user_id = $1", [learner!.userId]);
    expect(kinds.map(({ kind }) => kind)).toContain("assessment-invited");
    const { nodes } = (await learner!.request(documents.MyAssessmentInvitationsDocument)).myAssessmentInvitations;
    expect(nodes).toMatchObject([{ title: "Backend", status: "NOT_STARTED", score: null }]);
    const { openMyAssessment } = await learner!.request(documents.OpenMyAssessmentDocument, { id: nodes[0]!.id });
    const session = clientOf(api, openMyAssessment.token);
    expect(keyOf((await sitting(session)).id)).toBe(keyOf(account!.id));
    expect(await stranger!.errorOf(documents.OpenMyAssessmentDocument, { id: nodes[0]!.id })).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a sitting", () => {
  it("starts once in two tabs, and gives each candidate a variant by seed", async () => {
    const items = [
      { section: "Code", problemIds: pool.map(({ id }) => id), draw: 2, points: 10 },
      { section: "Quiz", quizId, points: 4 },
    ];
    const { id: assessmentId } = await published({ items });
    const one = await candidate(assessmentId);
    const tab = await open(one.link);
    const [a, b] = await Promise.all([start(one), start(tab)]);
    expect(b).toMatchObject({ id: a.id, deadlineAt: a.deadlineAt, startedAt: a.startedAt });
    expect(a.tasks!.map(({ section, points }) => `${section} ${points}`)).toEqual(["Code 10", "Code 10", "Quiz 4"]);
    expect(a.tasks![0]!.problem!.statement.source).toBe("Add two numbers.");
    expect(a.maxScore).toBe(24);
    expect(Date.parse(a.deadlineAt!) - Date.parse(a.startedAt!)).toBe(HOUR_MS);
    expect(a.remainingMs).toBeLessThanOrEqual(HOUR_MS);
    const { seed } = await seen(one.id);
    // The same seed gives the same tasks to someone else.
    const other = await candidate(assessmentId);
    await installation.sql("update assessment_candidates set seed = $2 where id = $1", [other.id, seed]);
    const titles = ({ tasks }: Sitting) =>
      tasks!.map(({ title, questions }) => [title, questions.map(({ options }) => options.map(({ text }) => text.source))]);
    expect(titles(await start(other))).toEqual(titles(a));
    // What they work on can't change any more.
    const { revision } = (await author!.request(documents.AssessmentByIdDocument, { id: assessmentId })).assessment;
    const input = { id: assessmentId, expectedRevision: revision, items: [] };
    expect(await author!.errorOf(documents.UpdateAssessmentDocument, { input })).toMatchObject({ code: "CONFLICT" });
  });

  it("starts within the window only, and extra time is never cut by its end", async () => {
    const early = await candidate((await published({ opensAt: new Date(Date.now() + HOUR_MS).toISOString() })).id);
    expect(await early.errorOf(documents.StartAssessmentDocument)).toMatchObject({ code: "CONFLICT" });
    const closesAt = new Date(Date.now() + HOUR_MS / 2).toISOString();
    const { id } = await published({ closesAt });
    const [usual, extended] = [await candidate(id), await candidate(id, { timePercent: 150 })];
    expect((await start(usual)).deadlineAt).toBe(closesAt);
    expect(Date.parse((await start(extended)).deadlineAt!)).toBe(Date.parse(closesAt) + HOUR_MS / 2);
    await author!.request(documents.ArchiveAssessmentDocument, { id });
    expect(await finish(usual)).toMatchObject({ status: "GRADED" });
  });

  it("keeps the newer of two tabs' work, and repeating a save changes nothing", async () => {
    const { id: assessmentId } = await published({
      items: [
        { problemIds: [pool[0]!.id], points: 10 },
        { quizId, points: 4 },
      ],
    });
    const one = await candidate(assessmentId);
    const { tasks } = await start(one);
    expect((await save(one, "first")).outdated).toBe(false);
    expect(await save(one, "first")).toMatchObject({ outdated: false, assessment: { tasks: [{ savedCode: { version: 1 } }, {}] } });
    expect(await save(one, "stale", 0)).toMatchObject({ outdated: true, assessment: { tasks: [{ savedCode: { source: "first" } }, {}] } });
    const [choice] = tasks![1]!.questions;
    const answer = { position: 1, expectedVersion: 0, selected: [choice!.options.find(({ text }) => text.source === "correct")!.key] };
    const answers = async (given: documents.QuizAnswerInput[]) =>
      (await one.request(documents.SaveAssessmentAnswersDocument, { input: { position: 2, answers: given } })).saveAssessmentAnswers;
    expect((await answers([answer])).outdated).toEqual([]);
    expect((await answers([{ ...answer, selected: [] }])).outdated).toEqual([1]);
    expect((await answers([answer])).assessment.tasks![1]!.questions[0]).toMatchObject({ answerVersion: 1, solution: null });
    expect(
      await one.errorOf(documents.SaveAssessmentCodeDocument, {
        input: { position: 2, language: "python", source: "", expectedVersion: 0 },
      }),
    ).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("submits code that is shown nowhere else and counts nowhere", async () => {
    const { id: assessmentId } = await published({ feedback: "VERDICTS" });
    const one = await candidate(assessmentId);
    await start(one);
    await send(one, CODE, "key");
    expect((await send(one, CODE, "key")).tasks![0]!.submissions).toHaveLength(1);
    const events: string[] = [];
    const watching = (async () => {
      for await (const { candidateAssessmentChanged: now } of one.subscribe(documents.CandidateAssessmentChangedDocument))
        events.push(`${now.status} ${now.tasks?.[0]?.submissions[0]?.verdict ?? "-"}`);
    })();
    await eventually(
      async () => events.length,
      (count) => count > 0,
    );
    await judge(one.id, "WRONG_ANSWER");
    expect((await sitting(one)).tasks![0]!.submissions).toMatchObject([{ status: "FINISHED", verdict: "WRONG_ANSWER", source: CODE }]);
    await finish(one);
    await watching;
    expect(events[0]).toBe("OPEN -");
    expect(events.at(-1)).toBe("GRADED -");
    // Neither the problem's author nor an admin finds it, and it changed no count.
    const admin = await createInstructor(installation, api, "ADMIN");
    const { submissions } = await admin.request(documents.SubmissionsDocument, {
      first: 5,
      filter: { problemId: pool[0]!.id, everyone: true },
    });
    expect(submissions.edges).toEqual([]);
    const stats = await installation.sql("select 1 from problem_stats where problem_id = $1 and submissions > 0", [pool[0]!.id]);
    const xp = await installation.sql("select 1 from xp_entries e join users u on u.id = e.user_id where u.guest");
    expect([stats.length, xp.length]).toEqual([0, 0]);
  });

  it("gives breaks that stop the time, and time while it runs", async () => {
    const { id: assessmentId } = await published();
    const one = await candidate(assessmentId, { breakMs: 600_000 });
    const before = await start(one);
    await one.request(documents.StartAssessmentBreakDocument);
    await one.request(documents.StartAssessmentBreakDocument);
    expect(await sitting(one)).toMatchObject({ status: "BREAK", tasks: null });
    expect(
      await one.errorOf(documents.SaveAssessmentCodeDocument, {
        input: { position: 1, language: "python", source: "x", expectedVersion: 0 },
      }),
    ).toMatchObject({ code: "CONFLICT" });
    // Four minutes of the break.
    await installation.sql(
      "update assessment_sittings set break_started_at = break_started_at - interval '4 minutes' where candidate_id = $1",
      [one.id],
    );
    const after = (await one.request(documents.EndAssessmentBreakDocument)).endAssessmentBreak.assessment;
    const given = Date.parse(after.deadlineAt!) - Date.parse(before.deadlineAt!);
    expect(given).toBeGreaterThanOrEqual(240_000);
    expect(given).toBe(600_000 - after.breakLeftMs);
    // A break ends by itself when it is used up.
    await one.request(documents.StartAssessmentBreakDocument);
    await installation.sql(
      "update assessment_sittings set break_started_at = break_started_at - interval '7 minutes' where candidate_id = $1",
      [one.id],
    );
    expect(await sitting(one)).toMatchObject({ status: "OPEN", breakLeftMs: 0 });
    expect(Date.parse((await sitting(one)).deadlineAt!)).toBe(Date.parse(before.deadlineAt!) + 600_000);
    expect(await one.errorOf(documents.StartAssessmentBreakDocument)).toMatchObject({ code: "CONFLICT" });
    await author!.request(documents.SetAssessmentAccommodationDocument, { input: { id: one.id, timePercent: 150, breakMs: 600_000 } });
    expect(Date.parse((await sitting(one)).deadlineAt!)).toBe(Date.parse(before.deadlineAt!) + 600_000 + HOUR_MS / 2);
  });

  it("ends by the server's clock, and submits what was saved and never sent", async () => {
    const { id: assessmentId } = await published();
    const one = await candidate(assessmentId);
    await start(one);
    await save(one, CODE);
    await pass(one.id, HOUR_MS + 60_000);
    expect(
      await one.errorOf(documents.SubmitAssessmentCodeDocument, { input: { position: 1, language: "python", source: CODE } }),
    ).toMatchObject({ code: "CONFLICT" });
    const ended = await eventually(
      () => sitting(one),
      ({ status }) => status === "FINISHED",
    );
    expect(ended).toMatchObject({ endedBy: "DEADLINE", endedAt: ended.deadlineAt, tasks: null, score: null });
    await eventually(
      () => seen(one.id),
      ({ tasks }) => tasks![0]!.submissions.length === 1,
    );
    await judge(one.id);
    expect(await finish(one)).toMatchObject({ status: "GRADED", endedBy: "DEADLINE" });
    expect(await seen(one.id)).toMatchObject({ score: 10, tasks: [{ earned: 10, submissions: [{ verdict: "ACCEPTED", source: CODE }] }] });
    await handled(installation);
    const told = await installation.sql("select 1 from notifications where user_id = $1 and kind = 'assessment-finished'", [
      author!.userId,
    ]);
    expect(told.length).toBeGreaterThan(0);
  });
});

describe("evidence", () => {
  it("is reported in batches that count once, and shown with words instead of a score", async () => {
    const { id: assessmentId } = await published();
    const one = await candidate(assessmentId);
    const batch = {
      batch: "b1",
      signals: [
        { kind: "PASTE" as const, position: 1, chars: 800 },
        { kind: "FOCUS_LOST" as const, durationMs: 5000, agoMs: 9000 },
      ],
    };
    expect(await one.errorOf(documents.ReportAssessmentSignalsDocument, { input: batch })).toMatchObject({ code: "CONFLICT" });
    await start(one);
    for (let n = 0; n < 2; n++) await one.request(documents.ReportAssessmentSignalsDocument, { input: batch });
    await one.request(documents.ReportAssessmentSignalsDocument, {
      input: { batch: "b2", signals: [{ kind: "PASTE", chars: 200, position: 7 }] },
    });
    const { evidence } = await seen(one.id);
    expect(evidence).toMatchObject({
      pasteCount: 2,
      pastedChars: 1000,
      largestPasteChars: 800,
      focusLossCount: 1,
      awayMs: 5000,
      signalsDropped: 0,
      similarities: [],
    });
    expect(evidence!.note).toContain("not proof and not a score");
    expect(evidence!.signals.map(({ kind, position }) => `${kind} ${position}`).sort()).toEqual([
      "FOCUS_LOST null",
      "PASTE 1",
      "PASTE null",
    ]);
    await installation.sql(
      `insert into assessment_signals (id, sitting_id, batch, number, kind, chars, at) select gen_random_uuid(), s.id, 'many-' || n, 1, 'PASTE', 1, now()
       from assessment_sittings s, generate_series(1, 4996) n where s.candidate_id = $1`,
      [one.id],
    );
    const signals = Array.from({ length: 3 }, () => ({ kind: "PASTE" as const, chars: 1 }));
    await one.request(documents.ReportAssessmentSignalsDocument, { input: { batch: "b3", signals } });
    expect((await seen(one.id)).evidence).toMatchObject({ pasteCount: 4999, signalsDropped: 2 });
  });

  it("shows final code that is alike between candidates of the same assessment", async () => {
    const { id: assessmentId } = await published();
    const [one, two, far] = [
      await candidate(assessmentId, { name: "One" }),
      await candidate(assessmentId, { name: "Two" }),
      await candidate((await published()).id),
    ];
    for (const who of [one, two, far]) {
      await start(who);
      await send(who, who === two ? CODE.replaceAll("total", "s").replaceAll("value", "v") : CODE);
      await finish(who);
    }
    const { evidence } = await eventually(
      () => seen(one.id),
      (found) => found.evidence!.similarities.length > 0,
    );
    expect(evidence!.similarities).toMatchObject([{ otherCandidateId: two.id, otherName: "Two", problemId: pool[0]!.id, share: 1 }]);
    expect((await seen(two.id)).evidence!.similarities).toHaveLength(1);
    expect((await seen(far.id)).evidence!.similarities).toEqual([]);
  });
});

describe("results", () => {
  it("explain themselves, compare candidates and variants, go into a table, and reach candidates when they are released", async () => {
    const { id: assessmentId } = await published({
      items: [
        { problemIds: pool.slice(0, 2).map(({ id }) => id), points: 10 },
        { quizId, points: 4 },
      ],
    });
    const one = await candidate(assessmentId, { name: "=1+1" });
    const { tasks } = await start(one);
    await send(one);
    const correct = tasks![1]!.questions[0]!.options.find(({ text }) => text.source === "correct")!.key;
    const answers = [
      { position: 1, expectedVersion: 0, selected: [correct] },
      { position: 2, expectedVersion: 0, text: "Because." },
    ];
    await one.request(documents.SaveAssessmentAnswersDocument, { input: { position: 2, answers } });
    expect(
      await author!.errorOf(documents.GradeAssessmentAnswerDocument, { input: { candidateId: one.id, task: 2, position: 2, share: 1 } }),
    ).toMatchObject({ code: "CONFLICT" });
    expect(await finish(one)).toMatchObject({ status: "FINISHED", score: null });
    expect(await finish(one)).toMatchObject({ status: "FINISHED", endedBy: "CANDIDATE" });
    await judge(one.id);
    expect(await seen(one.id)).toMatchObject({ status: "FINISHED", score: null });
    const grade = async (share: number) =>
      (
        await author!.request(documents.GradeAssessmentAnswerDocument, {
          input: { candidateId: one.id, task: 2, position: 2, share, comment: "Good." },
        })
      ).gradeAssessmentAnswer.candidate;
    expect(await grade(1)).toMatchObject({ status: "GRADED", score: 14 });
    expect(await grade(0.5)).toMatchObject({ status: "GRADED", score: 13 });
    const lines = (await seen(one.id)).lines!.map(({ text }) => text);
    expect(lines[0]).toBe("Grade: 13 points, rounded to hundredths.");
    expect(lines.some((text) => text.includes("10 of 10 points"))).toBe(true);
    expect(await stranger!.errorOf(documents.AssessmentCandidateByIdDocument, { id: one.id })).toMatchObject({ code: "NOT_FOUND" });

    expect(await sitting(one)).toMatchObject({ released: false, score: null, lines: null, tasks: null });
    const two = await candidate(assessmentId);
    await start(two);
    for (let n = 0; n < 2; n++) await author!.request(documents.ReleaseAssessmentResultsDocument, { id: assessmentId });
    const mails = await waitForMails(one.email, 2);
    expect(mails.filter(({ subject }) => subject!.includes("result"))).toHaveLength(1);
    const shown = await sitting(await open(linkIn(mails.at(-1)!)));
    expect(shown).toMatchObject({
      released: true,
      score: 13,
      tasks: [{ earned: 10, submissions: [{ verdict: "ACCEPTED" }] }, { earned: 3 }],
    });
    expect(shown.lines![0]!.text).toBe(lines[0]);
    expect(shown.tasks![1]!.questions[0]!.solution).toBeNull();
    await finish(two);
    await waitForMails(two.email, 2);

    const { assessmentComparison } = await author!.request(documents.AssessmentComparisonDocument, { assessmentId });
    expect(assessmentComparison).toMatchObject({ candidates: 2, meanScore: 6.5, medianScore: 6.5, lowestScore: 0, highestScore: 13 });
    expect(assessmentComparison.tasks.map(({ candidates, meanShare }) => [candidates, meanShare])).toEqual([
      [2, 0.5],
      [2, 0.375],
    ]);
    const { nodes } = (await author!.request(documents.AssessmentCandidatesDocument, { assessmentId, orderBy: "SCORE" }))
      .assessmentCandidates;
    expect(nodes.map(({ score }) => score)).toEqual([13, 0]);
    const csv = (await author!.request(documents.AssessmentResultsCsvDocument, { assessmentId })).assessmentResultsCsv;
    const [header, first] = csv.split("\r\n");
    expect(header).toContain("score,maxScore");
    expect(header).toContain("task 1,task 2");
    expect(first).toContain("'=1+1");
    expect(first).toContain(",13,14,");
  });

  it("cost the same number of statements, however many candidates a page has", async () => {
    const { id: assessmentId } = await published();
    const page = () => author!.request(documents.AssessmentCandidatesDocument, { assessmentId });
    for (let n = 0; n < 2; n++) await start(await candidate(assessmentId));
    await page();
    const ofTwo = await statementsOf(api, page);
    await start(await candidate(assessmentId));
    expect(await statementsOf(api, page)).toBe(ofTwo);
  });
});

describe("data of candidates", () => {
  it("is read and deleted by the candidate, with the guest and the code", async () => {
    const { id: assessmentId } = await published();
    const one = await candidate(assessmentId, { name: "Known As" });
    await start(one);
    await send(one);
    const { myCandidateData } = await one.request(documents.MyCandidateDataDocument);
    expect(myCandidateData).toMatchObject({ email: one.email, name: "Known As", status: "OPEN", submissions: [{ source: CODE }] });
    const [guest] = await installation.sql<{ id: string }>("select guest_id as id from assessment_candidates where id = $1", [one.id]);
    await one.request(documents.DeleteMyCandidateDataDocument);
    expect(await author!.errorOf(documents.AssessmentCandidateByIdDocument, { id: one.id })).toMatchObject({ code: "NOT_FOUND" });
    await eventually(
      () =>
        installation.sql<{ left: number }>("select count(*)::int as left from submissions where user_id = $1 and source is not null", [
          guest!.id,
        ]),
      ([row]) => row!.left === 0,
    );
    await eventually(
      () => installation.sql<{ gone: boolean }>("select deleted_at is not null as gone from users where id = $1", [guest!.id]),
      ([row]) => row!.gone,
    );
  });

  it("goes when the author deletes a candidate, and an open sitting ends when one is revoked", async () => {
    const { id: assessmentId } = await published();
    const [one, two] = [await candidate(assessmentId), await candidate(assessmentId)];
    await start(one);
    await author!.request(documents.RevokeAssessmentCandidateDocument, { id: one.id });
    expect(await seen(one.id)).toMatchObject({ status: "GRADED", endedBy: "AUTHOR", score: 0 });
    await author!.request(documents.DeleteAssessmentCandidateDocument, { id: two.id });
    const left = await installation.sql("select 1 from assessment_candidates where email = $1", [two.email]);
    expect(left).toEqual([]);
  });
});
