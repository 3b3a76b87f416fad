/** Question banks, quizzes and attempts. Solutions are in no response before they may be. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { print, type DocumentNode } from "graphql";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { quizzesPersonalData } from "../../src/modules/learning/quizzes/quizzes.personal-data.js";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import type { ExportReader, ObjectsPart } from "../../src/modules/contracts/personal-data.js";
import { createDatabase, rows } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { published } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import { announce, eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as op from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import {
  attemptOf,
  bank,
  choose,
  keyFor,
  publishedQuiz,
  question,
  quizDraft,
  save,
  single,
  start,
  submit,
  truth,
  type Attempt,
} from "../support/quizzes.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

let installation: Installation;
let api: Api;
let author: Person;
let other: Person;
let admin: Person;
let learner: Person;
let anonymous: Client;
let bankId: string;
let choiceId: string;
let truthId: string;
beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi({ LOG_LEVEL: "debug" }), installation.startWorker(WITHOUT_JUDGE)]);
  author = await createInstructor(installation, api);
  other = await createInstructor(installation, api);
  admin = await createInstructor(installation, api, "ADMIN");
  anonymous = clientOf(api);
  bankId = (await bank(author)).id;
  choiceId = (await question(author, bankId, single())).id;
  truthId = (await question(author, bankId, truth())).id;
});
beforeEach(async () => {
  learner = await createLearner(api);
});
afterAll(() => installation?.stop());

const codeOf = async (who: Client, document: DocumentNode, variables: object) =>
  (await who.errorOf(document as TypedDocumentNode<unknown, object>, variables)).code;
const nodeOf = async (who: Client, id: string) => (await who.request(op.QuizNodeDocument, { id })).node;
const sql = <R extends object>(text: string, params: unknown[] = []) =>
  installation.sql<R>(
    text,
    params.map((one) => (typeof one === "string" ? keyOf(one) : one)),
  );
/** Moves the times of an attempt into the past. */
const age = (attemptId: string, seconds: number) =>
  sql(
    `update quiz_attempts set started_at = started_at - make_interval(secs => $2), deadline_at = deadline_at - make_interval(secs => $2),
       ended_at = ended_at - make_interval(secs => $2) where id = $1`,
    [attemptId, seconds],
  );

describe("question banks", () => {
  it("are edited by owner, co-authors and admins, and read by authors if shared", async () => {
    const { id } = await bank(author, { title: "Mine" });
    const rename = (who: Client, title: string) => who.request(op.UpdateQuestionBankDocument, { input: { id, title } });
    expect(await codeOf(other, op.QuestionBankDocument, { id })).toBe("NOT_FOUND");
    expect(await codeOf(other, op.UpdateQuestionBankDocument, { input: { id, title: "x" } })).toBe("NOT_FOUND");
    expect(await codeOf(learner, op.QuestionBankDocument, { id })).toBe("FORBIDDEN");
    expect(await codeOf(anonymous, op.QuestionBankDocument, { id })).toBe("UNAUTHENTICATED");
    await rename(admin, "Admin");
    await author.request(op.UpdateQuestionBankDocument, { input: { id, visibility: "AUTHORS" } });
    expect((await other.request(op.QuestionBankDocument, { id })).questionBank.title).toBe("Admin");
    expect(await codeOf(other, op.UpdateQuestionBankDocument, { input: { id, title: "x" } })).toBe("FORBIDDEN");
    await author.request(op.AddQuestionBankCoAuthorDocument, { input: { bankId: id, username: other.username } });
    await rename(other, "Ours");
    const more = { bankId: id, username: admin.username };
    expect(await codeOf(other, op.AddQuestionBankCoAuthorDocument, { input: more })).toBe("FORBIDDEN");
    expect(await codeOf(author, op.AddQuestionBankCoAuthorDocument, { input: { ...more, username: learner.username } })).toBe(
      "BAD_USER_INPUT",
    );
    await author.request(op.UpdateQuestionBankDocument, { input: { id, visibility: "PRIVATE" } });
    const left = await other.request(op.RemoveQuestionBankCoAuthorDocument, { input: { bankId: id, username: other.username } });
    expect(left.removeQuestionBankCoAuthor.bank).toBeNull();
    await question(author, id, truth());
    expect(await codeOf(author, op.DeleteQuestionBankDocument, { input: { id } })).toBe("CONFLICT");
  });

  it("hold questions with versions", async () => {
    const made = await question(author, bankId, single("First?", { tags: ["loops", "easy"], title: "T" }));
    expect(made).toMatchObject({
      version: 1,
      tags: ["loops", "easy"],
      content: { kind: "SINGLE_CHOICE", choices: [{ weight: 1 }, {}, {}] },
    });
    const update = { id: made.id, expectedVersion: 1, content: single("Second?") };
    expect((await author.request(op.UpdateQuestionDocument, { input: update })).updateQuestion.question).toMatchObject({
      version: 2,
      tags: [],
    });
    expect(await codeOf(author, op.UpdateQuestionDocument, { input: update })).toBe("CONFLICT");
    const same = { ...update, expectedVersion: 2 };
    expect((await author.request(op.UpdateQuestionDocument, { input: same })).updateQuestion.question.version).toBe(2);
    const { nodes } = (await author.request(op.QuestionVersionsDocument, { questionId: made.id })).questionVersions;
    expect(nodes.map(({ number, content }) => [number, content.prompt.source])).toEqual([
      [2, "Second?"],
      [1, "First?"],
    ]);
    expect(await codeOf(other, op.QuestionDocument, { id: made.id })).toBe("NOT_FOUND");
    const nodesOf = (who: Client) => Promise.all([made.id, nodes[0]!.id, bankId].map((id) => nodeOf(who, id)));
    expect(await nodesOf(other)).toEqual([null, null, null]);
    expect(await nodesOf(anonymous)).toEqual([null, null, null]);
    expect((await nodesOf(author)).map((node) => node?.__typename)).toEqual(["Question", "QuestionVersion", "QuestionBank"]);
    await author.request(op.DeleteQuestionDocument, { input: { id: made.id } });
    expect(await codeOf(author, op.DeleteQuestionDocument, { input: { id: choiceId } }).catch(() => "deleted")).toBe("deleted");
    choiceId = (await question(author, bankId, single())).id;
  });

  it("refuse faulty content with the path of each fault", async () => {
    const faultsOf = async (content: op.QuestionContentInput) => {
      const { extensions } = await author.errorOf(op.CreateQuestionDocument, { input: { bankId, content } });
      return (extensions.fields as { field: string }[]).map(({ field }) => field);
    };
    expect(await faultsOf({ kind: "TRUE_FALSE", prompt: "?" })).toEqual(["input.content.answer"]);
    expect(await faultsOf({ kind: "TRUE_FALSE", prompt: "?", answer: true, source: "x" })).toEqual(["input.content.source"]);
    expect(await faultsOf({ kind: "SHORT_TEXT", prompt: "?", answers: [{ pattern: "(a", weight: 1 }] })).toEqual([
      "input.content.answers.0.pattern",
    ]);
    expect(await faultsOf({ kind: "CODE", prompt: "?", problemId: globalId("Problem", newId()) })).toEqual(["input.content.problemId"]);
  });
});

describe("quizzes", () => {
  it("are published only if they can be taken", async () => {
    expect(await codeOf(author, op.PublishQuizDocument, { input: { id: (await quizDraft(author, [])).id } })).toBe("CONFLICT");
    const short = await quizDraft(author, [{ bankId, count: 2, tags: ["missing"] }]);
    expect(await codeOf(author, op.PublishQuizDocument, { input: { id: short.id } })).toBe("CONFLICT");
    const late = await quizDraft(author, [{ questionId: choiceId }], { reveal: "AFTER_DEADLINE" });
    expect(await codeOf(author, op.PublishQuizDocument, { input: { id: late.id } })).toBe("CONFLICT");
    const bad = {
      slug: `q-${randomUUID()}`,
      title: "Q",
      items: [{ questionId: choiceId, bankId }, { questionId: globalId("Question", newId()) }],
    };
    const { extensions } = await author.errorOf(op.CreateQuizDocument, { input: bad });
    expect(extensions.fields).toMatchObject([{ field: "input.items.0" }, { field: "input.items.1.questionId" }]);
    const foreign = { slug: `q-${randomUUID()}`, title: "Q", items: [{ questionId: choiceId }, { bankId }] };
    expect(await codeOf(other, op.CreateQuizDocument, { input: foreign })).toBe("BAD_USER_INPUT");
  });

  it("are hidden as drafts, and editable by their editors only", async () => {
    const draft = await quizDraft(author, [{ questionId: choiceId }]);
    for (const who of [anonymous, learner, other]) expect(await codeOf(who, op.QuizDocument, { id: draft.id })).toBe("NOT_FOUND");
    const quiz = (await author.request(op.PublishQuizDocument, { input: { id: draft.id } })).publishQuiz.quiz;
    expect((await anonymous.request(op.QuizDocument, { slug: quiz.slug })).quiz).toMatchObject({
      id: quiz.id,
      items: null,
      questionCount: 1,
    });
    const change = { id: quiz.id, expectedRevision: quiz.revision, title: "New" };
    expect(await codeOf(other, op.UpdateQuizDocument, { input: change })).toBe("FORBIDDEN");
    expect(await codeOf(learner, op.UpdateQuizDocument, { input: change })).toBe("FORBIDDEN");
    await author.request(op.AddQuizCoAuthorDocument, { input: { quizId: quiz.id, username: other.username } });
    const updated = (await other.request(op.UpdateQuizDocument, { input: change })).updateQuiz.quiz;
    expect(updated).toMatchObject({ title: "New", items: [{ question: { id: choiceId } }] });
    expect(await codeOf(author, op.UpdateQuizDocument, { input: change })).toBe("CONFLICT");
    // A co-author keeps an item whose bank only the owner may read.
    const kept = { id: quiz.id, expectedRevision: updated.revision, items: [{ questionId: choiceId, points: 5 }] };
    expect((await other.request(op.UpdateQuizDocument, { input: kept })).updateQuiz.quiz.items![0]!.points).toBe(5);
    expect((await author.request(op.ArchiveQuizDocument, { input: { id: quiz.id } })).archiveQuiz.quiz.status).toBe("ARCHIVED");
    expect(await codeOf(learner, op.QuizDocument, { id: quiz.id })).toBe("NOT_FOUND");
    expect(await codeOf(other, op.DeleteQuizDocument, { input: { id: quiz.id } })).toBe("FORBIDDEN");
    await author.request(op.RemoveQuizCoAuthorDocument, { input: { quizId: quiz.id, username: other.username } });
    expect(await codeOf(other, op.QuizDocument, { id: quiz.id })).toBe("NOT_FOUND");
    await admin.request(op.DeleteQuizDocument, { input: { id: quiz.id } });
  });
});

describe("an attempt", () => {
  it("is graded when it is submitted, once", async () => {
    const quiz = await publishedQuiz(author, [{ questionId: choiceId, points: 4 }, { questionId: truthId }]);
    const attempt = await start(learner, quiz.id);
    expect(attempt).toMatchObject({ number: 1, status: "OPEN", score: null, maxScore: 5, remainingMs: null, quiz: { items: null } });
    expect((await start(learner, quiz.id)).id).toBe(attempt.id);
    await save(learner, attempt.id, [choose(attempt, 1, "correct")]);
    const results = await Promise.all(Array.from({ length: 20 }, () => submit(learner, attempt.id)));
    expect(new Set(results.map((one) => JSON.stringify(one.attempt))).size).toBe(1);
    expect(results[0]!.attempt).toMatchObject({
      status: "GRADED",
      endedBy: "LEARNER",
      score: 4,
      questions: [{ solution: { share: 1, points: 4 } }, { solution: { points: 0 } }],
    });
    expect(await codeOf(learner, op.SaveQuizAnswersDocument, { input: { attemptId: attempt.id, answers: [] } })).toBe("CONFLICT");
    const events = await sql<{ count: number }>("select revision as count from quiz_attempts where id = $1", [attempt.id]);
    expect(events[0]!.count).toBe(results[0]!.attempt.revision);
  });

  it("is one for twenty starts that meet", async () => {
    const quiz = await publishedQuiz(author, [{ bankId, count: 2 }]);
    const started = await Promise.all(Array.from({ length: 20 }, () => start(learner, quiz.id)));
    expect(new Set(started.map(({ id }) => id)).size).toBe(1);
    expect(new Set(started.map(({ questions }) => JSON.stringify(questions))).size).toBe(1);
    expect(await sql("select 1 as one from quiz_attempts where quiz_id = $1 and user_id = $2", [quiz.id, learner.userId])).toHaveLength(1);
  });

  it("keeps the newest answers of two tabs", async () => {
    const quiz = await publishedQuiz(author, [{ questionId: choiceId }, { questionId: truthId }]);
    const first = await start(learner, quiz.id);
    const second = await start(clientOf(api, learner.token), quiz.id);
    await save(learner, first.id, [choose(first, 1, "wrong")]);
    const elsewhere = await save(learner, second.id, [{ position: 2, expectedVersion: 0, value: true }]);
    expect(elsewhere).toMatchObject({ outdated: [], attempt: { questions: [{ answerVersion: 1 }, { answerVersion: 1 }] } });
    const late = await save(learner, second.id, [choose(second, 1, "correct")]);
    expect(late.outdated).toEqual([1]);
    expect(late.attempt.questions[0]!.answer!.selected).toEqual([keyFor(first, 1, "wrong")]);
    // A repeated save, as after a lost response, changes nothing.
    expect((await save(learner, first.id, [choose(first, 1, "wrong")])).attempt.questions[0]!.answerVersion).toBe(1);
    expect(await submit(learner, second.id, [choose(second, 1, "correct")])).toMatchObject({ outdated: [1], attempt: { status: "OPEN" } });
    const done = await submit(learner, second.id, [{ ...choose(second, 1, "correct"), expectedVersion: 1 }]);
    expect(done).toMatchObject({ outdated: [], attempt: { status: "GRADED", score: 2 } });
  });

  it("takes one of ten saves that meet for one answer", async () => {
    const quiz = await publishedQuiz(author, [{ questionId: choiceId }]);
    const attempt = await start(learner, quiz.id);
    const texts = Array.from({ length: 10 }, (_, index) => ["correct", "wrong", "worse"][index % 3]!);
    const saved = await Promise.all(texts.map((text) => save(learner, attempt.id, [choose(attempt, 1, text)])));
    const winners = new Set(texts.filter((_, index) => saved[index]!.outdated.length === 0));
    expect(winners.size).toBe(1);
    expect((await attemptOf(learner, attempt.id)).questions[0]).toMatchObject({
      answerVersion: 1,
      answer: { selected: [keyFor(attempt, 1, [...winners][0]!)] },
    });
  });

  it("ends at its deadline without anybody asking, with the answers saved so far", async () => {
    const quiz = await publishedQuiz(author, [{ questionId: choiceId }], { timeLimitMs: 60_000 });
    const attempt = await start(learner, quiz.id);
    expect(attempt.remainingMs).toBeGreaterThan(0);
    expect(attempt.remainingMs).toBeLessThanOrEqual(60_000);
    await save(learner, attempt.id, [choose(attempt, 1, "correct")]);
    // Within the grace period, an answer that was on the way counts.
    await age(attempt.id, 61);
    const changed = { ...choose(attempt, 1, "wrong"), expectedVersion: 1 };
    const inGrace = await save(learner, attempt.id, [changed]).catch(() => null);
    await age(attempt.id, 60);
    const graded = async () =>
      (
        await sql<{ status: string; late: boolean }>("select status, ended_at > deadline_at as late from quiz_attempts where id = $1", [
          attempt.id,
        ])
      )[0]!;
    expect(await eventually(graded, ({ status }) => status === "GRADED")).toEqual({ status: "GRADED", late: false });
    const result = await submit(learner, attempt.id, [{ ...choose(attempt, 1, "correct"), expectedVersion: 2 }]);
    expect(result.attempt).toMatchObject({ endedBy: "DEADLINE", score: inGrace ? 0 : 1 });
    expect(result.attempt.endedAt).toBe(result.attempt.deadlineAt);
  });

  it("refuses answers after the deadline and keeps its end", async () => {
    const quiz = await publishedQuiz(author, [{ questionId: choiceId }], { timeLimitMs: 60_000 });
    const attempt = await start(learner, quiz.id);
    await age(attempt.id, 100);
    const input = { attemptId: attempt.id, answers: [choose(attempt, 1, "correct")] };
    expect(await codeOf(learner, op.SaveQuizAnswersDocument, { input })).toBe("CONFLICT");
    expect(await attemptOf(learner, attempt.id)).toMatchObject({ status: "GRADED", endedBy: "DEADLINE", score: 0 });
  });

  it("follows opening, due date, number of attempts and cooldown", async () => {
    const hour = 3_600_000;
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const early = await publishedQuiz(author, [{ questionId: choiceId }], { opensAt: at(hour) });
    expect(await codeOf(learner, op.StartQuizAttemptDocument, { input: { quizId: early.id } })).toBe("CONFLICT");
    const due = await publishedQuiz(author, [{ questionId: choiceId }], { dueAt: at(hour), timeLimitMs: 2 * hour });
    const cut = await start(learner, due.id);
    expect(cut.deadlineAt).toBe(due.dueAt);
    await sql("update quizzes set due_at = now() - interval '1 second' where id = $1", [due.id]);
    expect(await codeOf(await createLearner(api), op.StartQuizAttemptDocument, { input: { quizId: due.id } })).toBe("CONFLICT");

    const limited = await publishedQuiz(author, [{ questionId: choiceId }], { maxAttempts: 2, cooldownMs: hour });
    const first = await start(learner, limited.id);
    await submit(learner, first.id);
    const wait = await learner.errorOf(op.StartQuizAttemptDocument, { input: { quizId: limited.id } });
    expect(wait.code).toBe("RATE_LIMITED");
    expect(wait.extensions.retryAfterMs).toBeGreaterThan(0);
    expect(wait.extensions.retryAfterMs).toBeLessThanOrEqual(hour);
    await age(first.id, 3601);
    const second = await start(learner, limited.id);
    expect(second.number).toBe(2);
    await submit(learner, second.id);
    await age(second.id, 3601);
    expect(await codeOf(learner, op.StartQuizAttemptDocument, { input: { quizId: limited.id } })).toBe("CONFLICT");
  });

  it("keeps the version of its questions", async () => {
    const made = await question(author, bankId, truth(true, { prompt: "Old" }));
    const quiz = await publishedQuiz(author, [{ questionId: made.id }]);
    const attempt = await start(learner, quiz.id);
    await author.request(op.UpdateQuestionDocument, {
      input: { id: made.id, expectedVersion: 1, content: truth(false, { prompt: "New" }) },
    });
    const result = await submit(learner, attempt.id, [{ position: 1, expectedVersion: 0, value: true }]);
    expect(result.attempt).toMatchObject({ score: 1, questions: [{ prompt: { source: "Old" } }] });
    expect((await start(learner, quiz.id)).questions[0]!.prompt.source).toBe("New");
    await author.request(op.ArchiveQuestionDocument, { input: { id: made.id } });
    const late = await createLearner(api);
    expect(await codeOf(late, op.StartQuizAttemptDocument, { input: { quizId: quiz.id } })).toBe("CONFLICT");
    await author.request(op.UnarchiveQuestionDocument, { input: { id: made.id } });
    expect((await start(late, quiz.id)).questions).toHaveLength(1);
  });

  it("takes points for wrong answers where the quiz says so", async () => {
    const quiz = await publishedQuiz(
      author,
      [
        { questionId: choiceId, points: 4 },
        { questionId: truthId, points: 4 },
      ],
      { penalty: 0.25 },
    );
    const attempt = await start(learner, quiz.id);
    const { attempt: done } = await submit(learner, attempt.id, [
      choose(attempt, 1, "correct"),
      { position: 2, expectedVersion: 0, value: false },
    ]);
    expect(done).toMatchObject({ score: 3, questions: [{ solution: { points: 4 } }, { solution: { share: 0, points: -1 } }] });
  });

  it("is its owner's and the editors'", async () => {
    const quiz = await publishedQuiz(author, [{ questionId: choiceId }]);
    const { id } = await start(learner, quiz.id);
    const stranger = await createLearner(api);
    for (const who of [stranger, other]) expect(await codeOf(who, op.QuizAttemptDocument, { id })).toBe("NOT_FOUND");
    for (const document of [op.SaveQuizAnswersDocument, op.SubmitQuizAttemptDocument]) {
      for (const who of [stranger, author, admin])
        expect(await codeOf(who, document, { input: { attemptId: id, answers: [] } })).toBe("NOT_FOUND");
      expect(await codeOf(anonymous, document, { input: { attemptId: id, answers: [] } })).toBe("UNAUTHENTICATED");
    }
    for (const who of [stranger, other, anonymous]) expect(await nodeOf(who, id)).toBeNull();
    expect((await author.request(op.QuizAttemptsDocument, { quizId: quiz.id })).quizAttempts.nodes.map((one) => one.id)).toEqual([id]);
    expect(await codeOf(other, op.QuizAttemptsDocument, { quizId: quiz.id })).toBe("FORBIDDEN");
    expect(await codeOf(learner, op.QuizAttemptsDocument, { quizId: quiz.id })).toBe("FORBIDDEN");
    expect(await codeOf(other, op.PreviewQuizDocument, { input: { quizId: quiz.id } })).toBe("FORBIDDEN");
    expect((await attemptOf(author, id)).questions[0]!.solution).not.toBeNull();
    expect(await codeOf(author, op.DeleteQuizDocument, { input: { id: quiz.id } })).toBe("CONFLICT");
  });

  it("is watched from another tab", async () => {
    const quiz = await publishedQuiz(author, [{ questionId: choiceId }]);
    const attempt = await start(learner, quiz.id);
    const events = learner.subscribe(op.QuizAttemptChangedDocument, { id: attempt.id });
    expect((await events.next()).value!.quizAttemptChanged.questions[0]!.answer).toBeNull();
    await save(learner, attempt.id, [choose(attempt, 1, "wrong")]);
    expect((await events.next()).value!.quizAttemptChanged.questions[0]!.answer!.selected).toEqual([keyFor(attempt, 1, "wrong")]);
    await submit(learner, attempt.id);
    expect((await events.next()).value!.quizAttemptChanged).toMatchObject({ status: "GRADED", score: 0 });
    expect((await events.next()).done).toBe(true);
    const foreign = other.subscribe(op.QuizAttemptChangedDocument, { id: attempt.id });
    await expect(foreign.next()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await Promise.all([learner.close(), other.close()]);
  });
});

describe("draws", () => {
  it("are the same for the same seed, and have all tags", async () => {
    const { id } = await bank(author);
    for (let n = 0; n < 12; n++) await question(author, id, single(`Q${n}`, { tags: n % 2 ? ["odd", "n"] : ["even", "n"] }));
    const quiz = await quizDraft(author, [{ bankId: id, count: 4, tags: ["odd", "n"] }], { shuffleQuestions: true });
    const preview = async (seed: string) =>
      (await author.request(op.PreviewQuizDocument, { input: { quizId: quiz.id, seed } })).previewQuiz.attempt;
    const shownBy = ({ questions }: Attempt) => JSON.stringify(questions);
    const [one, two, again] = [await preview("one"), await preview("two"), await preview("one")];
    expect(shownBy(again)).toBe(shownBy(one));
    expect(shownBy(two)).not.toBe(shownBy(one));
    expect(one.questions.every(({ prompt }) => Number(prompt.source.slice(1)) % 2 === 1)).toBe(true);
    expect(new Set(one.questions.map(({ prompt }) => prompt.source)).size).toBe(4);
    expect(one).toMatchObject({ preview: true, status: "OPEN", questions: [{ solution: null }, {}, {}, {}] });
    await submit(author, again.id);
    expect((await author.request(op.MyQuizAttemptsDocument, { quizId: quiz.id })).myQuizAttempts.nodes).toEqual([]);
    await author.request(op.DeleteQuizDocument, { input: { id: quiz.id } });
  });
});

describe("open kinds", () => {
  it("lets staff grade essays, and the score follow", async () => {
    const essay = await question(author, bankId, { kind: "ESSAY", prompt: "Discuss.", graderNotes: "notes" });
    const quiz = await publishedQuiz(author, [{ questionId: essay.id, points: 10 }]);
    const attempt = await start(learner, quiz.id);
    const grade = { attemptId: attempt.id, position: 1, share: 0.75, comment: "Good." };
    expect(await codeOf(author, op.GradeQuizAnswerDocument, { input: grade })).toBe("CONFLICT");
    const { attempt: sent } = await submit(learner, attempt.id, [{ position: 1, expectedVersion: 0, text: "Well …" }]);
    expect(sent).toMatchObject({ status: "SUBMITTED", score: null });
    expect(await codeOf(other, op.GradeQuizAnswerDocument, { input: grade })).toBe("NOT_FOUND");
    expect(await codeOf(learner, op.GradeQuizAnswerDocument, { input: grade })).toBe("FORBIDDEN");
    expect((await author.request(op.GradeQuizAnswerDocument, { input: grade })).gradeQuizAnswer.attempt).toMatchObject({
      status: "GRADED",
      score: 7.5,
    });
    await author.request(op.GradeQuizAnswerDocument, { input: { ...grade, share: 1 } });
    expect(await attemptOf(learner, attempt.id)).toMatchObject({ score: 10, questions: [{ solution: { comment: { source: "Good." } } }] });
  });

  it("takes the best submission of the attempt, when it is judged", async () => {
    const problem = await published(author);
    const code = await question(author, bankId, { kind: "CODE", prompt: "Solve.", problemId: problem.id });
    const quiz = await publishedQuiz(author, [{ questionId: code.id, points: 2 }]);
    const attempt = await start(learner, quiz.id);
    expect(attempt.questions[0]!.problem!.id).toBe(problem.id);
    const submission = async (when: string) => {
      const [id, judgementId] = [newId(), newId()];
      await sql(
        `insert into submissions (id, user_id, problem_id, language, source, source_bytes, created_at) select $1, $2, $3, 'python', 'x', 1, ${when}`,
        [id, learner.userId, problem.id],
      );
      await sql(
        "insert into judgements (id, submission_id, test_set_id, tests) select $1, $2, test_set_id, '[]' from problems where id = $3",
        [judgementId, id, problem.id],
      );
      return { id, judgementId };
    };
    const judged = ({ judgementId }: { judgementId: string }, verdict: string) =>
      sql("update judgements set status = 'FINISHED', verdict = $2, finished_at = now() where id = $1", [judgementId, verdict]);
    await judged(await submission("now() - interval '1 hour'"), "ACCEPTED");
    await judged(await submission("now()"), "WRONG_ANSWER");
    const last = await submission("now()");
    expect((await submit(learner, attempt.id)).attempt).toMatchObject({
      status: "SUBMITTED",
      score: null,
      questions: [{ solution: { points: null } }],
    });
    await judged(await submission("now() + interval '1 second'"), "ACCEPTED");
    await judged(last, "ACCEPTED");
    const event = {
      judgementId: last.judgementId,
      submissionId: last.id,
      userId: keyOf(learner.userId),
      problemId: keyOf(problem.id),
      verdict: "ACCEPTED",
    };
    await announce(installation, "judgement.finished", event);
    expect(
      await eventually(
        () => attemptOf(learner, attempt.id),
        ({ status }) => status === "GRADED",
      ),
    ).toMatchObject({ score: 2 });
    const none = await start(learner, quiz.id);
    await sql("update quiz_attempts set started_at = now() + interval '1 minute' where id = $1", [none.id]);
    expect((await submit(learner, none.id)).attempt).toMatchObject({ status: "GRADED", score: 0 });
  });
});

describe("item analysis", () => {
  it("agrees with a recomputation, without previews", async () => {
    const ids = [];
    for (let n = 0; n < 4; n++) ids.push((await question(author, bankId, truth(true, { prompt: `I${n}` }))).id);
    const quiz = await publishedQuiz(
      author,
      ids.map((questionId, index) => ({ questionId, points: index + 1 })),
    );
    const answers = [
      [true, true, true, true],
      [true, true, true, false],
      [true, false, true, false],
      [true, true, false, false],
      [true, false, false, true],
    ];
    for (const given of answers) {
      const who = await createLearner(api);
      const { id } = await start(who, quiz.id);
      await submit(
        who,
        id,
        given.map((value, index) => ({ position: index + 1, expectedVersion: 0, value })),
      );
    }
    const preview = (await author.request(op.PreviewQuizDocument, { input: { quizId: quiz.id } })).previewQuiz.attempt;
    await submit(author, preview.id);
    const found = (await author.request(op.QuizItemAnalysisDocument, { quizId: quiz.id })).quizItemAnalysis;
    const points = answers.map((given) => given.map((value, index) => (value ? index + 1 : 0)));
    for (const [index, id] of ids.entries()) {
      const shares = answers.map((given) => Number(given[index]));
      const rest = points.map((one) => one.reduce((sum, value) => sum + value, 0) - one[index]!);
      const figures = found.find((one) => one.question.id === id)!;
      expect(figures.attempts).toBe(5);
      expect(figures.difficulty).toBeCloseTo(mean(shares), 9);
      const expected = correlation(shares, rest);
      if (expected === null) expect(figures.discrimination).toBeNull();
      else expect(figures.discrimination).toBeCloseTo(expected, 9);
    }
    expect(found).toHaveLength(4);
    expect(await codeOf(other, op.QuizItemAnalysisDocument, { quizId: quiz.id })).toBe("FORBIDDEN");
    expect(await codeOf(learner, op.QuizItemAnalysisDocument, { quizId: quiz.id })).toBe("FORBIDDEN");
  });
});

describe("lists", () => {
  it("cost as many statements for a long page as for a short one", async () => {
    const { id } = await bank(author);
    const items = [];
    for (let n = 0; n < 3; n++) items.push({ questionId: (await question(author, id, truth())).id });
    for (let n = 0; n < 6; n++) {
      const quiz = await publishedQuiz(author, items);
      await submit(learner, (await start(learner, quiz.id)).id);
    }
    const cost = (who: Client, document: DocumentNode, variables: object) =>
      statementsOf(api, () => who.request(document as TypedDocumentNode<unknown, object>, { first: 1, ...variables }));
    const same = async (who: Client, document: DocumentNode, variables: object = {}) => {
      const few = await cost(who, document, variables);
      expect(await cost(who, document, { ...variables, first: 5 })).toBe(few);
      return few;
    };
    // Page and owners; editors also items, questions and banks.
    expect(await same(learner, op.QuizzesDocument)).toBe(2);
    expect(await same(author, op.QuizzesDocument, { editable: true })).toBeLessThanOrEqual(5);
    expect(await same(learner, op.MyQuizAttemptsDocument)).toBeLessThanOrEqual(5);
    expect(await same(author, op.QuestionsDocument, { bankId: id })).toBeLessThanOrEqual(5);
    expect(await same(author, op.QuestionBanksDocument)).toBeLessThanOrEqual(3);
  });
});

describe("solutions", () => {
  /** In every secret field. */
  const MARK = `mark${randomUUID().replaceAll("-", "")}`;
  let made = 0;
  const mark = () => `${MARK}-${++made}`;
  const SECRET_NUMBER = 918_273.645;
  const hidden = () => ({ title: mark(), tags: [mark()], explanation: mark() });
  const kinds = (): op.QuestionContentInput[] => [
    {
      ...{ kind: "SINGLE_CHOICE", prompt: "p", ...hidden() },
      choices: [1, 0.123456, -0.123456].map((weight, index) => ({ key: mark(), text: `c${index}`, weight, feedback: mark() })),
    },
    {
      ...{ kind: "MULTIPLE_CHOICE", prompt: "p", ...hidden() },
      choices: [0.123456, 0.5, -0.123456].map((weight, index) => ({ key: mark(), text: `c${index}`, weight, feedback: mark() })),
    },
    { kind: "TRUE_FALSE", prompt: "p", ...hidden(), answer: true, trueFeedback: mark(), falseFeedback: mark() },
    {
      ...{ kind: "SHORT_TEXT", prompt: "p", ...hidden() },
      answers: [
        { text: mark(), weight: 1, feedback: mark() },
        { pattern: `${mark()}.*`, weight: 0.5 },
        { pattern: ".*", weight: -0.123456, feedback: mark() },
      ],
    },
    { kind: "NUMERIC", prompt: "p", ...hidden(), answers: [{ value: SECRET_NUMBER, tolerance: 0, weight: 1, feedback: mark() }] },
    { kind: "ORDERING", prompt: "p", ...hidden(), items: ["x", "y", "z"].map((text) => ({ key: mark(), text })) },
    { kind: "MATCHING", prompt: "p", ...hidden(), pairs: ["x", "y"].map((text) => ({ key: mark(), left: text, right: `r${text}` })) },
    { kind: "CODE_OUTPUT", prompt: "p", ...hidden(), language: "python", source: "print(1)", output: mark() },
    { kind: "ESSAY", prompt: "p", ...hidden(), graderNotes: mark() },
  ];
  const secretIn = (body: string) => body.includes(MARK) || /918273\.645|0\.123456|0\.62345/.test(body);

  /** The body as it was sent. */
  const raw = async (who: Client, document: DocumentNode, variables: object): Promise<string> => {
    const response = await fetch(api.url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(who.token && { authorization: `Bearer ${who.token}` }) },
      body: JSON.stringify({ query: print(document), variables }),
    });
    return response.text();
  };

  /** All that a learner can ask about the quiz, and all that is refused. */
  async function walk(
    quiz: { id: string; slug: string },
    questionIds: readonly string[],
    secretBank: string,
    attempt?: Attempt,
  ): Promise<string[]> {
    const versions = await sql<{ id: string }>("select id from question_versions where question_id = any($1::uuid[])", [
      `{${questionIds.map(keyOf)}}`,
    ]);
    const ids = [
      quiz.id,
      secretBank,
      ...questionIds,
      ...versions.map(({ id }) => globalId("QuestionVersion", id)),
      ...(attempt ? [attempt.id] : []),
    ];
    const asked: [DocumentNode, object][] = [
      [op.QuizDocument, { id: quiz.id }],
      [op.QuizDocument, { slug: quiz.slug }],
      [op.QuizzesDocument, { first: 5 }],
      [op.QuizzesDocument, { first: 5, editable: true }],
      [op.QuestionBankDocument, { id: secretBank }],
      [op.QuestionBanksDocument, {}],
      [op.QuestionsDocument, { bankId: secretBank }],
      [op.QuestionDocument, { id: questionIds[0] }],
      [op.QuestionVersionsDocument, { questionId: questionIds[0] }],
      ...ids.map((id): [DocumentNode, object] => [op.QuizNodeDocument, { id }]),
      [op.QuizItemAnalysisDocument, { quizId: quiz.id }],
      [op.QuizAttemptsDocument, { quizId: quiz.id }],
      [op.MyQuizAttemptsDocument, { quizId: quiz.id }],
      [op.PreviewQuizDocument, { input: { quizId: quiz.id } }],
      [op.UpdateQuestionDocument, { input: { id: questionIds[0], expectedVersion: 1, content: truth() } }],
    ];
    for (const { position } of attempt?.questions ?? []) {
      const wrong = [
        { selected: ["99"] },
        { value: true, text: "x" },
        { text: "guess" },
        { number: 1 },
        { order: ["1"] },
        { matches: [{ left: "9", right: "9" }] },
      ];
      for (const answer of wrong) {
        const input = { attemptId: attempt!.id, answers: [{ position, expectedVersion: 99, ...answer }] };
        asked.push([op.SaveQuizAnswersDocument, { input }]);
      }
    }
    if (attempt) asked.push([op.QuizAttemptDocument, { id: attempt.id }]);
    const bodies: string[] = [];
    for (const [document, variables] of asked) bodies.push(await raw(learner, document, variables));
    // A refused operation would prove nothing.
    expect(bodies.filter((body) => /QUERY_TOO_COMPLEX|GRAPHQL_VALIDATION|RATE_LIMITED|INTERNAL_SERVER/.test(body))).toEqual([]);
    return bodies;
  }

  async function secretQuiz(change: object) {
    const { id } = await bank(author, { title: "b" });
    const ids: string[] = [];
    for (const content of kinds()) ids.push((await question(author, id, content)).id);
    const quiz = await publishedQuiz(author, [...ids.map((questionId) => ({ questionId }))], { shuffleChoices: false, ...change });
    return { quiz, ids, bankId: id };
  }

  const answersTo = (attempt: Attempt): op.QuizAnswerInput[] =>
    attempt.questions.map(({ position, kind, lefts, options }) => ({
      position,
      expectedVersion: 0,
      ...(kind === "SINGLE_CHOICE" && { selected: ["2"] }),
      ...(kind === "MULTIPLE_CHOICE" && { selected: ["1", "2"] }),
      ...(kind === "TRUE_FALSE" && { value: false }),
      ...(kind === "NUMERIC" && { number: 3 }),
      ...(kind === "ORDERING" && { order: options.map(({ key }) => key) }),
      ...(kind === "MATCHING" && { matches: [{ left: lefts[0]!.key, right: options[0]!.key }] }),
      ...(["SHORT_TEXT", "CODE_OUTPUT", "ESSAY"].includes(kind) && { text: "my answer" }),
    }));

  it.each([
    ["NEVER", {}],
    ["AFTER_DEADLINE", { dueAt: "2099-01-01T00:00:00Z" }],
    ["AFTER_ATTEMPT", {}],
  ])("are in no response before %s allows it", async (reveal, change) => {
    const { quiz, ids, bankId: secretBank } = await secretQuiz({ reveal, ...change });
    expect(secretIn(await raw(author, op.QuestionDocument, { id: ids[0] }))).toBe(true);
    const before = await walk(quiz, ids, secretBank);
    const attempt = await start(learner, quiz.id);
    const events: string[] = [];
    const watching = (async () => {
      for await (const event of learner.subscribe(op.QuizAttemptChangedDocument, { id: attempt.id })) events.push(JSON.stringify(event));
    })();
    const saved = await raw(learner, op.SaveQuizAnswersDocument, { input: { attemptId: attempt.id, answers: answersTo(attempt) } });
    const during = await walk(quiz, ids, secretBank, attempt);
    expect([JSON.stringify(attempt), saved, ...before, ...during].filter(secretIn)).toEqual([]);
    const submitted = await raw(learner, op.SubmitQuizAttemptDocument, { input: { attemptId: attempt.id } });
    const essay = { attemptId: attempt.id, position: attempt.questions.find(({ kind }) => kind === "ESSAY")!.position, share: 1 };
    await author.request(op.GradeQuizAnswerDocument, { input: essay });
    await watching;
    const after = [submitted, ...events, ...(await walk(quiz, ids, secretBank, attempt))];
    if (reveal === "AFTER_ATTEMPT") {
      expect(secretIn(submitted)).toBe(true);
      expect(after.filter((body) => body.includes("graderNotes") || /"tags":\["mark/.test(body))).toEqual([]);
    } else {
      expect(after.filter(secretIn)).toEqual([]);
      expect((await attemptOf(learner, attempt.id)).questions.map(({ solution }) => solution)).toEqual(attempt.questions.map(() => null));
    }
    if (reveal === "AFTER_DEADLINE") {
      await sql("update quizzes set due_at = now() - interval '1 second' where id = $1", [quiz.id]);
      expect(secretIn(await raw(learner, op.QuizAttemptDocument, { id: attempt.id }))).toBe(true);
    }
    expect(secretIn(api.logs())).toBe(false);
    await learner.close();
  });
});

describe("personal data", () => {
  it("is exported without solutions, and removed with the account", async () => {
    const made = await question(author, bankId, single("Exported?", { explanation: "not-in-archive" }));
    const quiz = await publishedQuiz(author, [{ questionId: made.id }], { reveal: "NEVER" });
    const attempt = await start(learner, quiz.id);
    await save(learner, attempt.id, [choose(attempt, 1, "correct")]);
    const held = quizzesPersonalData;
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 1,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    try {
      const em = db.em.fork();
      const userId = keyOf(learner.userId);
      const reader = { ownerId: userId, rows: (text: string, params: readonly unknown[]) => rows(em, text, params) } as ExportReader;
      const part = held.exports!.find(({ name }) => name === "quiz-attempts") as ObjectsPart;
      const found: object[] = [];
      for await (const one of part.objects(reader)) found.push(one);
      expect(found).toMatchObject([{ quiz: quiz.slug, questions: [{ answer: { selected: [keyFor(attempt, 1, "correct")] } }] }]);
      expect(JSON.stringify(found)).not.toMatch(/not-in-archive|author-key|weight/);
      const [erasure] = held.erasures!;
      expect([await erasure!.step(em, userId, null as never), await erasure!.step(em, userId, null as never)]).toEqual([1, 0]);
    } finally {
      await db.close();
    }
  });
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Pearson's; null without variance. */
function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [mx, my] = [mean(xs), mean(ys)];
  const sum = (f: (x: number, y: number) => number) => xs.reduce((total, x, index) => total + f(x - mx, ys[index]! - my), 0);
  const [xx, yy, xy] = [sum((x) => x * x), sum((_, y) => y * y), sum((x, y) => x * y)];
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
