/** Mastery of topics from verdicts, the learning path, and spaced repetition. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { masteryPersonalData } from "../../src/modules/learning/mastery/mastery.personal-data.js";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import type { ExportReader, ObjectsPart } from "../../src/modules/contracts/personal-data.js";
import { logit } from "../../src/modules/learning/mastery/model/features.js";
import { addToPair, NO_PAIR } from "../../src/modules/learning/mastery/model/state.js";
import { createDatabase, rows } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { clientOf, type Client } from "../support/client.js";
import { WITHOUT_JUDGE } from "../support/events.js";
import {
  CompleteLessonDocument,
  CreateTopicDocument,
  DashboardDocument,
  EnrollDocument,
  LearningPathDocument,
  MasteryChangedDocument,
  MasteryModelDocument,
  MyMasteryDocument,
  NextStepsDocument,
  NodeDocument,
  RecordReviewDocument,
  ReviewCardDocument,
  ReviewQueueDocument,
  ReviewSettingsDocument,
  ReviewStepsDocument,
  TopicMasteryDocument,
  UndoReviewDocument,
  UpdateReviewSettingsDocument,
  UserMasteryDocument,
  type ReviewRating,
} from "../support/generated.js";
import { createLesson, createModule, createTrack, publishedTrack, publishTrack } from "../support/content.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { bank, choose, publishedQuiz, question, single, start, submit, truth } from "../support/quizzes.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";
import { announceVerdict, handled, judged } from "../support/verdicts.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const DAY_MS = 86_400_000;

let installation: Installation;
let api: Api;
let author: Person;
let admin: Person;
let learner: Person;
let anonymous: Client;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  author = await createInstructor(installation, api);
  admin = await createInstructor(installation, api, "ADMIN");
  anonymous = clientOf(api);
});
beforeEach(async () => {
  learner = await createLearner(api);
});

afterAll(() => installation?.stop());

async function createTopic(): Promise<string> {
  const input = { slug: `topic-${randomUUID()}`, name: "Topic", icon: "book", description: "A topic." };
  return (await admin.request(CreateTopicDocument, { input })).createTopic.topic.id;
}

/** Published problems of the topics, straight into the tables; their global ids. */
async function problems(count: number, topicIds: readonly string[], change: { feedback?: string } = {}): Promise<string[]> {
  const made = await installation.sql<{ id: string }>(
    `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, status, author_id, published_at, feedback)
     select gen_random_uuid(), $1 || '-' || n, 'Problem ' || n, '', 'EASY', '{}', '{}', '{}', 'PUBLISHED', $2, now(), $4
     from generate_series(1, $3::int) n returning id`,
    [`p-${randomUUID()}`, author.userId, count, change.feedback ?? "VERDICT"],
  );
  await installation.sql("insert into problem_topics (problem_id, topic_id) select p, t from unnest($1::uuid[]) p, unnest($2::uuid[]) t", [
    made.map(({ id }) => id),
    topicIds,
  ]);
  return made.map(({ id }) => globalId("Problem", id));
}

async function problemOf(...topicIds: string[]): Promise<string> {
  return (await problems(1, topicIds))[0]!;
}

const verdict = (problemId: string, word: string, who: Person = learner, at?: Date) =>
  judged(installation, { userId: who.userId, problemId, verdict: word, ...(at && { at }) });
const rejudge = (submissionId: string, problemId: string, word: string) =>
  announceVerdict(installation, submissionId, { userId: learner.userId, problemId, verdict: word });
const masteryOf = async (topicId: string, who: Client = learner) => (await who.request(TopicMasteryDocument, { topicId })).topicMastery;
const cardOf = async (problemId: string) => (await learner.request(ReviewCardDocument, { problemId })).reviewCard;
const record = async (problemId: string, rating: ReviewRating, at?: Date) =>
  (await learner.request(RecordReviewDocument, { input: { problemId, rating, ...(at && { at: at.toISOString() }) } })).recordReview;

describe("evidence", () => {
  it("raises mastery with correct answers, and explains it with numbers that add up", async () => {
    const topicId = await createTopic();
    const problemId = await problemOf(topicId);
    expect(await masteryOf(topicId)).toBeNull();
    await verdict(problemId, "WRONG_ANSWER");
    const low = (await masteryOf(topicId))!;
    for (let n = 0; n < 3; n++) await verdict(problemId, "ACCEPTED");
    const high = (await masteryOf(topicId))!;
    expect([low.answerCount, low.correctCount, high.answerCount, high.correctCount]).toEqual([1, 0, 4, 3]);
    expect(high.probability).toBeGreaterThan(low.probability);
    expect(high.trend).toBeGreaterThan(0);
    expect(high.factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(logit(high.probability), 9);
    expect(high.retrievability).toBeGreaterThan(0.9);
  });

  it("reaches those who watch, and admins who look", async () => {
    const topicId = await createTopic();
    const problemId = await problemOf(topicId);
    await verdict(problemId, "WRONG_ANSWER");
    const events = learner.subscribe(MasteryChangedDocument);
    const next = async () => (await events.next()).value?.masteryChanged;
    expect(await next()).toMatchObject({ answerCount: 1, correctCount: 0, topic: { id: topicId } });
    await verdict(problemId, "ACCEPTED");
    const changed = await next();
    expect(changed).toMatchObject({ answerCount: 2, correctCount: 1 });
    await events.return!();

    const of = async (who: Client) => (await who.request(UserMasteryDocument, { id: learner.userId })).user.mastery;
    const own = await of(learner);
    expect(own).toEqual({ nodes: [expect.objectContaining({ id: changed!.id, trend: changed!.trend })], totalCount: 1 });
    // It decays with time.
    const [states] = own!.nodes;
    const nodes = [{ ...states, retrievability: expect.closeTo(states!.retrievability!, 3) }];
    expect(await of(admin)).toEqual({ nodes, totalCount: 1 });
    for (const other of [author, anonymous]) expect(await of(other)).toBeNull();
  });

  it("counts an answer once, for each topic of its problem", async () => {
    const topics = [await createTopic(), await createTopic()];
    const problemId = await problemOf(...topics);
    const submissionId = await verdict(problemId, "ACCEPTED");
    const judgementId = await rejudge(submissionId, problemId, "ACCEPTED");
    const user = { userId: learner.userId, problemId, verdict: "ACCEPTED" };
    await announceVerdict(installation, submissionId, user, judgementId);
    for (const topicId of topics) expect(await masteryOf(topicId)).toMatchObject({ answerCount: 1, correctCount: 1 });
  });

  it("comes from answers to quizzes that reveal their solutions", async () => {
    const topicId = await createTopic();
    const [topic] = await installation.sql<{ slug: string }>("select slug from topics where id = $1", [topicId]);
    const { id: bankId } = await bank(author);
    const { id: questionId } = await question(author, bankId, single(), [topic!.slug]);
    const { id: other } = await question(author, bankId, truth(true), [topic!.slug]);
    const items = [questionId, other].map((id) => ({ questionId: id }));
    const answered = async (change: object) => {
      const quiz = await publishedQuiz(author, items, change);
      const attempt = await start(learner, quiz.id);
      await submit(learner, attempt.id, [choose(attempt, 1, "correct")]);
      await handled(installation);
    };
    await answered({ reveal: "NEVER" });
    expect(await masteryOf(topicId)).toBeNull();
    await answered({ reveal: "AFTER_ATTEMPT" });
    expect(await masteryOf(topicId)).toMatchObject({ answerCount: 2, correctCount: 1 });
  });

  it("leaves out what says nothing about the learner; problems without feedback count, as they say what is accepted", async () => {
    const topicId = await createTopic();
    const problemId = await problemOf(topicId);
    for (const word of ["SYSTEM_ERROR", "CANCELLED", "COMPILATION_ERROR"]) await verdict(problemId, word);
    await verdict(problemId, "ACCEPTED", author);
    expect([await masteryOf(topicId), await masteryOf(topicId, author)]).toEqual([null, null]);
    const [terse] = await problems(1, [topicId], { feedback: "NOTHING" });
    for (const word of ["WRONG_ANSWER", "ACCEPTED"]) await verdict(terse!, word);
    expect(await masteryOf(topicId)).toMatchObject({ answerCount: 2, correctCount: 1 });
  });

  it("is corrected by a rejudge, and by no older judgement", async () => {
    const topicId = await createTopic();
    const problemId = await problemOf(topicId);
    const first = await verdict(problemId, "WRONG_ANSWER");
    await verdict(problemId, "WRONG_ANSWER");
    const before = (await masteryOf(topicId))!;
    await rejudge(first, problemId, "ACCEPTED");
    const after = (await masteryOf(topicId))!;
    expect([before.correctCount, after.correctCount, after.answerCount]).toEqual([0, 1, 2]);
    expect(after.probability).toBeGreaterThan(before.probability);
    const user = { userId: learner.userId, problemId, verdict: "WRONG_ANSWER" };
    await announceVerdict(installation, first, user, newId(Date.now() - DAY_MS));
    expect(await masteryOf(topicId)).toMatchObject({ answerCount: 2, correctCount: 1 });
  });

  it("gives states that a recomputation gives too, also after late answers and rejudges", async () => {
    const topics = [await createTopic(), await createTopic()];
    const all = [await problemOf(topics[0]!), await problemOf(topics[1]!), await problemOf(...topics)];
    const made: [string, string][] = [];
    const start = Date.now() - 10 * DAY_MS;
    for (let n = 0; n < 12; n++) {
      const problemId = all[n % 3]!;
      // The seventh answer arrives after later ones.
      const at = new Date(start + (n === 6 ? 1 : n + 2) * 60_000);
      made.push([await verdict(problemId, n % 4 === 0 ? "WRONG_ANSWER" : "ACCEPTED", learner, at), problemId]);
    }
    await rejudge(...made[3]!, "WRONG_ANSWER");
    await rejudge(...made[8]!, "ACCEPTED");
    const answers = await installation.sql<{ topic_id: string; correct: boolean; first: boolean; rate: number }>(
      "select topic_id, correct, first, rate from mastery_evidence where user_id = $1 order by at, id",
      [learner.userId],
    );
    const [sums] = await installation.sql<Record<string, number>>("select * from mastery_learners where user_id = $1", [learner.userId]);
    const count = (list: typeof answers) => [list.length, list.filter(({ correct }) => correct).length];
    expect([sums!.answers, sums!.correct]).toEqual(count(answers));
    expect(sums!.expected).toBeCloseTo(
      answers.reduce((sum, { rate }) => sum + rate, 0),
      9,
    );
    expect(sums!.variance).toBeCloseTo(
      answers.reduce((sum, { rate }) => sum + rate * (1 - rate), 0),
      9,
    );
    for (const topicId of topics.map(keyOf)) {
      const own = answers.filter(({ topic_id }) => topic_id === topicId);
      const pair = own.reduce((state, { correct }) => addToPair(state, correct), NO_PAIR);
      const [stored] = await installation.sql<Record<string, number>>("select * from masteries where user_id = $1 and topic_id = $2", [
        learner.userId,
        topicId,
      ]);
      expect(stored).toMatchObject({ answers: pair.answers, correct: pair.correct, last_correct: pair.lastCorrect });
      expect(stored!.recent).toBeCloseTo(pair.recent, 8);
      expect(stored!.steady).toBeCloseTo(pair.steady, 8);
      const [total] = await installation.sql<Record<string, number>>("select * from mastery_topics where topic_id = $1", [topicId]);
      const firsts = own.filter(({ first }) => first);
      expect([total!.answers, total!.correct, total!.first_answers, total!.first_correct]).toEqual([...count(own), ...count(firsts)]);
    }
  });
});

describe("myMastery", () => {
  it("has the topic practised last first, in pages, for as many statements as a short page", async () => {
    const topics: string[] = [];
    for (let n = 0; n < 4; n++) {
      topics.unshift(await createTopic());
      await verdict(await problemOf(topics[0]!), "ACCEPTED", learner, new Date(Date.now() - (4 - n) * 60_000));
    }
    const ask = async (page: object) => (await learner.request(MyMasteryDocument, page)).myMastery;
    const first = await ask({ first: 3 });
    expect(first.nodes.map(({ topic }) => topic.id)).toEqual(topics.slice(0, 3));
    expect((await ask({ first: 3, after: first.pageInfo.endCursor })).nodes.map(({ topic }) => topic.id)).toEqual(topics.slice(3));
    const costs = [await statementsOf(api, () => ask({ first: 1 })), await statementsOf(api, () => ask({ first: 4 }))];
    expect(costs[1]).toBe(costs[0]);
    const { id } = first.nodes[0]!;
    expect((await learner.request(NodeDocument, { id })).node).toEqual({ __typename: "TopicMastery", id });
    for (const who of [author, anonymous]) expect((await who.request(NodeDocument, { id })).node).toBeNull();
  });
});

describe("masteryModel", () => {
  it("publishes its weights and figures, also on this installation, to everyone", async () => {
    await verdict(await problemOf(await createTopic()), "ACCEPTED");
    const { masteryModel: model } = await anonymous.request(MasteryModelDocument, {});
    expect(model.weights).toHaveLength(12);
    expect(model.published.map(({ auc, maximumGap }) => auc > 0.74 && maximumGap < 0.05)).toEqual([true, true]);
    expect(model.measured.answers).toBeGreaterThan(0);
    expect(model.measured.bins.reduce((sum, { answers }) => sum + answers, 0)).toBe(model.measured.answers);
  });
});

describe("learningPath", () => {
  const path = async (first: number, who: Client = learner) => (await who.request(LearningPathDocument, { first })).learningPath;

  it("has unsolved problems with reasons whose contributions add up to the score", async () => {
    const topicId = await createTopic();
    const [solved, tried, archived] = await problems(3, [topicId]);
    await verdict(solved!, "ACCEPTED");
    await verdict(tried!, "WRONG_ANSWER");
    await installation.sql("update problems set status = 'ARCHIVED' where id = $1", [archived!]);
    const steps = await path(50);
    const ids = steps.map(({ problem }) => problem.id);
    expect([ids.includes(solved!), ids.includes(tried!), ids.includes(archived!)]).toEqual([false, true, false]);
    expect(steps.map(({ score }) => score)).toEqual(steps.map(({ score }) => score).toSorted((a, b) => b - a));
    for (const { score, reasons } of steps) {
      expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
    }
    const step = steps.find(({ problem }) => problem.id === tried)!;
    expect(step.reasons.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["SUCCESS_IN_REACH", "LOW_MASTERY", "UNFINISHED"]));
    const low = step.reasons.find(({ kind }) => kind === "LOW_MASTERY")!;
    expect(low.value).toBeCloseTo((await masteryOf(topicId))!.probability, 9);
    expect((await path(50, author)).map(({ problem }) => problem.id)).not.toContain(tried);
  });

  it("costs as many statements for a long path as for a short one, and has bounds", async () => {
    await problems(5, [await createTopic()]);
    // The event of the new topic clears the cache of topics; then one path fills it.
    await handled(installation);
    await path(1);
    const costs = [await statementsOf(api, () => path(1)), await statementsOf(api, () => path(20))];
    expect(costs[1]).toBe(costs[0]);
    for (const first of [0, 51]) expect((await learner.errorOf(LearningPathDocument, { first })).code).toBe("BAD_USER_INPUT");
  });
});

describe("recordReview", () => {
  it("schedules as the published vectors of FSRS-6", async () => {
    const problemId = await problemOf(await createTopic());
    const ratings: ReviewRating[] = [...Array<ReviewRating>(6).fill("GOOD"), "AGAIN", "AGAIN", ...Array<ReviewRating>(5).fill("GOOD")];
    const intervals: number[] = [];
    const memories: number[][] = [];
    let at = new Date("2022-11-29T12:30:00.000Z");
    for (const rating of ratings) {
      const { card } = await record(problemId, rating, at);
      intervals.push(card.scheduledDays);
      memories.push([card.stability, card.difficulty]);
      at = new Date(card.dueAt);
    }
    expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
    const history = (await cardOf(problemId))!.history.toReversed();
    expect(history.map(({ rating }) => rating)).toEqual(ratings);
    expect(history.map(({ scheduledDays }) => scheduledDays)).toEqual(intervals);
  });

  it("gives the published stability and difficulty", async () => {
    const problemId = await problemOf(await createTopic());
    const ratings: ReviewRating[] = ["AGAIN", "GOOD", "GOOD", "GOOD", "GOOD", "GOOD"];
    const pauses = [0, 0, 1, 3, 8, 21];
    let at = Date.parse("2022-11-29T12:30:00.000Z");
    for (const [index, rating] of ratings.entries()) await record(problemId, rating, new Date((at += pauses[index]! * DAY_MS)));
    const card = (await cardOf(problemId))!;
    expect(card.stability).toBeCloseTo(53.62691, 4);
    expect(card.difficulty).toBeCloseTo(6.3574867, 4);
  });

  it("refuses times in the future or before the last review, and problems that the viewer may not read", async () => {
    const problemId = await problemOf(await createTopic());
    await record(problemId, "GOOD", new Date(Date.now() - DAY_MS));
    for (const at of [new Date(Date.now() + DAY_MS), new Date(Date.now() - 2 * DAY_MS)]) {
      const input = { problemId, rating: "GOOD" as const, at: at.toISOString() };
      expect((await learner.errorOf(RecordReviewDocument, { input })).code).toBe("BAD_USER_INPUT");
    }
    await installation.sql("update problems set status = 'DRAFT' where id = $1", [problemId]);
    for (const id of [problemId, globalId("Problem", newId())]) {
      expect((await learner.errorOf(RecordReviewDocument, { input: { problemId: id, rating: "GOOD" } })).code).toBe("NOT_FOUND");
      expect((await learner.errorOf(ReviewCardDocument, { problemId: id })).code).toBe("NOT_FOUND");
    }
  });

  it("is undone by undoReview, one review at a time", async () => {
    const problemId = await problemOf(await createTopic());
    const at = new Date(Date.now() - 30 * DAY_MS);
    const { card: once } = await record(problemId, "GOOD", at);
    const { review } = await record(problemId, "AGAIN");
    const undo = () => learner.request(UndoReviewDocument, { input: { problemId } });
    const { undoReview: undone } = await undo();
    expect(undone.deletedId).toBe(review.id);
    expect({ ...undone.card, retrievability: null }).toEqual({ ...once, retrievability: null });
    expect((await undo()).undoReview.card).toMatchObject({ state: "NEW", repetitions: 0, lastReviewAt: null, retrievability: null });
    expect((await learner.errorOf(UndoReviewDocument, { input: { problemId } })).code).toBe("CONFLICT");
  });

  it("follows the learner's desired retention", async () => {
    const interval = async () => {
      const problemId = await problemOf(await createTopic());
      return (await record(problemId, "EASY", new Date(Date.now() - DAY_MS))).card.scheduledDays;
    };
    const usual = await interval();
    const input = { desiredRetention: 0.8 };
    const { updateReviewSettings } = await learner.request(UpdateReviewSettingsDocument, { input });
    expect(updateReviewSettings.settings).toEqual({ enabled: true, desiredRetention: 0.8 });
    expect(await interval()).toBeGreaterThan(usual);
    expect((await learner.request(ReviewSettingsDocument, {})).reviewSettings.desiredRetention).toBe(0.8);
    for (const desiredRetention of [0.79, 0.98]) {
      expect((await learner.errorOf(UpdateReviewSettingsDocument, { input: { desiredRetention } })).code).toBe("BAD_USER_INPUT");
    }
  });
});

describe("verdicts as reviews", () => {
  const ratingsOf = async (problemId: string) => (await cardOf(problemId))?.history.map(({ rating }) => rating);
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

  it("make a card when a problem is first solved, HARD after wrong attempts", async () => {
    const topicId = await createTopic();
    const [atOnce, later] = await problems(2, [topicId]);
    await verdict(later!, "WRONG_ANSWER");
    expect(await cardOf(later!)).toBeNull();
    await verdict(later!, "ACCEPTED");
    const submissionId = await verdict(atOnce!, "ACCEPTED");
    expect([await ratingsOf(atOnce!), await ratingsOf(later!)]).toEqual([["GOOD"], ["HARD"]]);
    const card = (await cardOf(atOnce!))!;
    expect(card).toMatchObject({ state: "REVIEW", scheduledDays: 3 });
    expect(card.history[0]!.submissionId).toBe(globalId("Submission", submissionId));
    await verdict(atOnce!, "WRONG_ANSWER");
    expect(await ratingsOf(atOnce!)).toEqual(["GOOD"]);
  });

  it("count days later: AGAIN once, then HARD; GOOD at the first try", async () => {
    const problemId = await problemOf(await createTopic());
    const words = ["ACCEPTED", "WRONG_ANSWER", "WRONG_ANSWER", "ACCEPTED", "ACCEPTED"];
    const days = [30, 20, 19, 18, 5];
    for (const [index, word] of words.entries()) await verdict(problemId, word, learner, daysAgo(days[index]!));
    expect(await ratingsOf(problemId)).toEqual(["GOOD", "HARD", "AGAIN", "GOOD"]);
  });

  it("are replaced by a rejudge", async () => {
    const problemId = await problemOf(await createTopic());
    const submissionId = await verdict(problemId, "ACCEPTED", learner, daysAgo(3));
    await rejudge(submissionId, problemId, "WRONG_ANSWER");
    expect(await cardOf(problemId)).toBeNull();
    await rejudge(submissionId, problemId, "ACCEPTED");
    expect(await ratingsOf(problemId)).toEqual(["GOOD"]);
  });

  it("count for nobody who turned it off", async () => {
    await learner.request(UpdateReviewSettingsDocument, { input: { enabled: false } });
    const problemId = await problemOf(await createTopic());
    await verdict(problemId, "ACCEPTED");
    expect(await cardOf(problemId)).toBeNull();
  });
});

describe("reviewQueue", () => {
  it("has due cards, the one that is due longest first, without problems that are hidden now", async () => {
    const all = await problems(4, [await createTopic()]);
    for (const [index, problemId] of all.entries()) await record(problemId, "GOOD", new Date(Date.now() - (10 - index) * DAY_MS));
    await record(all[3]!, "EASY");
    await installation.sql("update problems set status = 'ARCHIVED' where id = $1", [all[1]!]);
    const ask = async (page: object) => (await learner.request(ReviewQueueDocument, page)).reviewQueue;
    const idsOf = async (page: object) => (await ask(page)).nodes.map(({ problem }) => problem.id);
    expect(await idsOf({})).toEqual([all[0], all[2]]);
    expect(await idsOf({ all: true })).toEqual([all[0], all[2], all[3]]);
    const first = await ask({ first: 1 });
    expect(await idsOf({ first: 1, after: first.pageInfo.endCursor })).toEqual([all[2]]);
    const costs = [await statementsOf(api, () => ask({ first: 1 })), await statementsOf(api, () => ask({ all: true }))];
    expect(costs[1]).toBe(costs[0]);
    const card = first.nodes[0]!;
    for (const [id, type] of [
      [card.id, "ReviewCard"],
      [card.history[0]!.id, "Review"],
    ] as const) {
      expect((await learner.request(NodeDocument, { id })).node).toEqual({ __typename: type, id });
      expect((await author.request(NodeDocument, { id })).node).toBeNull();
    }
  });
});

const slugOf = async (topicId: string) =>
  (await installation.sql<{ slug: string }>("select slug from topics where id = $1", [keyOf(topicId)]))[0]!.slug;
const enroll = (trackId: string) => learner.request(EnrollDocument, { input: { trackId } });
const complete = (lessonId: string) => learner.request(CompleteLessonDocument, { input: { lessonId } });

/** A published track with one lesson on the topic. */
async function lessonOn(topicId: string, change: object = {}): Promise<{ id: string; trackId: string }> {
  const { id: trackId } = await createTrack(author, change);
  const module = await createModule(author, trackId);
  const { id } = await createLesson(author, module.id, { topics: [await slugOf(topicId)] });
  await publishTrack(author, trackId);
  return { id, trackId };
}

async function quizOn(topicId: string, change: object = {}): Promise<string> {
  const { id: bankId } = await bank(author);
  const { id: questionId } = await question(author, bankId, single(), [await slugOf(topicId)]);
  return (await publishedQuiz(author, [{ questionId }], change)).id;
}

/** A topic that the learner solved a problem of, so long ago that it fades. */
async function fadingTopic(): Promise<string> {
  const topicId = await createTopic();
  await verdict(await problemOf(topicId), "ACCEPTED", learner, new Date(Date.now() - 200 * DAY_MS));
  return topicId;
}

describe("nextSteps", () => {
  const steps = async (first = 50) => (await learner.request(NextStepsDocument, { first })).nextSteps!;
  const stepOf = async (id: string) => (await steps()).find((step) => [step.problem?.id, step.lesson?.id, step.quiz?.id].includes(id));

  it("has the next lesson of a track that the learner takes, with how much of the track is complete", async () => {
    const { id: trackId, modules } = await publishedTrack(author, [4]);
    const [first, second] = modules[0]!.lessons;
    expect(await stepOf(first!)).toBeUndefined();
    await enroll(trackId);
    expect((await stepOf(first!))!.reasons).toEqual([
      { kind: "NEXT_IN_TRACK", value: 0, weight: 0.5, contribution: 0.5, topic: null, track: { id: trackId } },
    ]);
    await complete(first!);
    const after = (await stepOf(second!))!;
    expect(after).toMatchObject({ kind: "LESSON", predictedSuccess: null, problem: null, quiz: null, topic: null });
    expect(after.reasons[0]).toMatchObject({ kind: "NEXT_IN_TRACK", value: 0.25 });
    expect(await stepOf(first!)).toBeUndefined();
  });

  it("follows the prerequisites of lessons", async () => {
    const { id: trackId, modules } = await publishedTrack(author, [2]);
    const [first, second] = modules[0]!.lessons;
    await installation.sql("insert into lesson_prerequisites (lesson_id, requires_id) values ($1, $2)", [first!, second!].map(keyOf));
    await enroll(trackId);
    expect([await stepOf(first!), await stepOf(second!)]).toEqual([undefined, expect.objectContaining({ kind: "LESSON" })]);
  });

  it("has lessons on topics that the learner is weak in, but not on others, and none that are locked or complete", async () => {
    const topicId = await createTopic();
    const [open, locked] = [await lessonOn(topicId), await lessonOn(topicId, { premium: true })];
    const problemId = await problemOf(topicId);
    expect(await stepOf(open.id)).toBeUndefined();
    for (let n = 0; n < 4; n++) await verdict(problemId, "WRONG_ANSWER");
    const { probability } = (await masteryOf(topicId))!;
    expect(probability).toBeLessThan(0.6);
    const step = (await stepOf(open.id))!;
    expect(step.topic).toEqual({ id: topicId });
    expect(step.reasons).toEqual([
      {
        kind: "LOW_MASTERY",
        value: expect.closeTo(probability, 9),
        weight: 0.4,
        contribution: step.score,
        topic: { id: topicId },
        track: null,
      },
    ]);
    expect(step.score).toBeCloseTo(0.4 * (1 - probability), 9);
    expect(await stepOf(locked.id)).toBeUndefined();
    await enroll(open.trackId);
    await complete(open.id);
    expect(await stepOf(open.id)).toBeUndefined();
  });

  it("has quizzes on topics that fade, also those that draw from a bank, but none that can't be started now", async () => {
    const topicId = await fadingTopic();
    const fixed = await quizOn(topicId);
    const { id: bankId } = await bank(author);
    await question(author, bankId, single(), [await slugOf(topicId)]);
    const { id: drawn } = await publishedQuiz(author, [{ bankId, count: 1 }]);
    const over = await quizOn(topicId, { opensAt: new Date(Date.now() + DAY_MS).toISOString() });
    const other = await quizOn(await createTopic());
    const step = (await stepOf(fixed))!;
    const fading = step.reasons.find(({ kind }) => kind === "FADING")!;
    expect(fading).toMatchObject({ weight: 0.5, topic: { id: topicId } });
    expect(fading.value).toBeLessThan(0.9);
    expect(fading.contribution).toBeCloseTo(0.5 * (1 - fading.value), 9);
    expect(step.predictedSuccess).toBeCloseTo((await masteryOf(topicId))!.probability, 9);
    expect([await stepOf(drawn), await stepOf(over), await stepOf(other)]).toEqual([
      expect.objectContaining({ kind: "QUIZ" }),
      undefined,
      undefined,
    ]);
    await submit(learner, (await start(learner, fixed)).id, []);
    expect(await stepOf(fixed)).toBeUndefined();
  });

  it("mixes the kinds, sorted by scores that the reasons add up to, and costs as many statements for many as for few", async () => {
    const topicId = await fadingTopic();
    for (let n = 0; n < 3; n++) await quizOn(topicId);
    await problems(8, [await createTopic(), await createTopic(), await createTopic()]);
    for (let n = 0; n < 3; n++) await enroll((await publishedTrack(author, [1])).id);
    const all = await steps(6);
    expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).toSorted((a, b) => b - a));
    for (const { score, reasons } of all) expect(reasons.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
    for (const kind of ["PROBLEM", "LESSON", "QUIZ"]) expect(all.filter((step) => step.kind === kind)).toHaveLength(2);
    const costs = [await statementsOf(api, () => steps(6)), await statementsOf(api, () => steps(50))];
    expect(costs[1]).toBe(costs[0]);
    for (const first of [0, 51]) expect((await learner.errorOf(NextStepsDocument, { first })).code).toBe("BAD_USER_INPUT");
  });

  it("leaves the dashboard within 12 statements", async () => {
    const topicId = await fadingTopic();
    await quizOn(topicId);
    const weak = await createTopic();
    await lessonOn(weak);
    for (let n = 0; n < 3; n++) await verdict(await problemOf(weak), "WRONG_ANSWER");
    for (let n = 0; n < 3; n++) await enroll((await publishedTrack(author, [2])).id);
    expect(await statementsOf(api, () => learner.request(DashboardDocument, {}))).toBeLessThanOrEqual(12);
  });
});

describe("reviewSteps", () => {
  const steps = async () => (await learner.request(ReviewStepsDocument, { first: 50 })).reviewSteps!;
  /** As if all attempts, and all that was viewed, were so many days ago. */
  const age = async (days: number) => {
    const interval = `${days} days`;
    const params = [learner.userId, interval];
    await installation.sql(
      "update quiz_attempts set started_at = started_at - $2::interval, ended_at = ended_at - $2::interval where user_id = $1",
      params,
    );
    await installation.sql(
      "update lesson_progress set completed_at = completed_at - $2::interval, last_viewed_at = last_viewed_at - $2::interval where user_id = $1",
      params,
    );
  };

  it("has due problems, quizzes and completed lessons of fading topics with their recall, the most forgotten first", async () => {
    const topicId = await fadingTopic();
    const { id: lessonId, trackId } = await lessonOn(topicId);
    const quizId = await quizOn(topicId);
    await enroll(trackId);
    await complete(lessonId);
    const attempt = await start(learner, quizId);
    await submit(learner, attempt.id, [choose(attempt, 1, "correct")]);
    const idsOf = async () => (await steps()).map(({ problem, lesson, quiz }) => problem?.id ?? lesson?.id ?? quiz!.id);
    const [problemId, ...others] = await idsOf();
    expect([others, problemId !== undefined]).toEqual([[], true]);
    await age(60);
    const all = await steps();
    expect((await idsOf()).sort()).toEqual([problemId, lessonId, quizId].sort());
    expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).toSorted((a, b) => b - a));
    for (const { score, reasons, predictedSuccess } of all) {
      expect([reasons.length, reasons[0]!.kind, predictedSuccess]).toEqual([1, "FADING", null]);
      expect(reasons[0]!.value).toBeLessThan(0.9);
      expect(score).toBeCloseTo(1 - reasons[0]!.value, 9);
    }
    await learner.request(UpdateReviewSettingsDocument, { input: { enabled: false } });
    expect((await idsOf()).sort()).toEqual([problemId, lessonId].sort());
  });

  it("costs as many statements for many as for few", async () => {
    const cost = () => statementsOf(api, steps);
    const add = async () => {
      const topicId = await fadingTopic();
      const { id, trackId } = await lessonOn(topicId);
      await enroll(trackId);
      await complete(id);
      await submit(learner, (await start(learner, await quizOn(topicId))).id, []);
    };
    await add();
    await age(60);
    const before = [await cost(), (await steps()).length];
    await add();
    await add();
    await age(60);
    expect([await cost(), (await steps()).length]).toEqual([before[0], 9]);
    expect(before[1]).toBe(3);
  });
});

it("is for those who are signed in", async () => {
  for (const document of [
    MyMasteryDocument,
    LearningPathDocument,
    NextStepsDocument,
    ReviewStepsDocument,
    ReviewQueueDocument,
    ReviewSettingsDocument,
  ] as const) {
    expect((await anonymous.errorOf(document as typeof MyMasteryDocument, {})).code).toBe("UNAUTHENTICATED");
  }
});

describe("as data of its owner", () => {
  it("is in the archive, and goes with the account", async () => {
    const problemId = await problemOf(await createTopic());
    await verdict(problemId, "ACCEPTED");
    await learner.request(UpdateReviewSettingsDocument, { input: { desiredRetention: 0.85 } });
    const held = masteryPersonalData;
    const url = installation.env.DATABASE_URL!;
    const db = await createDatabase({ url, poolMax: 1, entities: ENTITIES, migrationsFolder: "migrations" });
    try {
      const em = db.em.fork();
      const userId = keyOf(learner.userId);
      const reader = { ownerId: userId, rows: (sql: string, params: readonly unknown[]) => rows(em, sql, params) } as ExportReader;
      const found: Record<string, object[]> = {};
      for (const part of held.exports as ObjectsPart[]) for await (const one of part.objects(reader)) (found[part.name] ??= []).push(one);
      expect(found).toMatchObject({
        mastery: [{ answers: 1, correct: 1 }],
        "mastery-evidence": [{ sourceKind: "SUBMISSION", correct: true }],
        "review-cards": [{ problemId: keyOf(problemId), reviews: [{ rating: "GOOD" }] }],
        "review-settings": [{ enabled: true, desiredRetention: 0.85 }],
      });
      const removed = [];
      for (const erasure of held.erasures!) removed.push(await erasure.step(em, userId, null as never));
      expect(removed).toEqual([1, 1, 1, 1, 1]);
    } finally {
      await db.close();
    }
    await handled(installation);
    expect((await learner.request(ReviewQueueDocument, { all: true })).reviewQueue.nodes).toEqual([]);
  });
});
