/** Premium tracks: an outline for everyone, and content for editors, plans, and customers of the track. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createModule, createLesson, createTrack, publishTrack } from "../support/content.js";
import { clientOf, type Client } from "../support/client.js";
import { WITHOUT_JUDGE } from "../support/events.js";
import {
  AddMaterialDocument,
  CompleteLessonDocument,
  CreateAssignmentDocument,
  EnrollDocument,
  GrantEntitlementDocument,
  NodeDocument,
  OrderStatusDocument,
  PlaceOrderDocument,
  PremiumLessonDocument,
  PremiumTrackDocument,
  PremiumTracksDocument,
  QuizLockedDocument,
  RecordActivityDocument,
  RefundOrderDocument,
  RevokeEntitlementDocument,
  SearchDocument,
  StartQuizAttemptDocument,
  TracksOfEntitlementsDocument,
  UpdateTrackDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { decide, productOnSale } from "../support/orders.js";
import { bank, publishedQuiz, question, single } from "../support/quizzes.js";
import { clientOn, createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const WORD = `w${randomUUID().replaceAll("-", "")}`;
const LOCKED = { code: "ENTITLEMENT_REQUIRED", extensions: { entitlement: "premium-tracks" } };

let installation: Installation;
let api: Api;
let other: Api;
let admin: Person;
let author: Person;
let learner: Person;
let trackId: string;
let quizId: string;
let materialId: string;
let lesson: string;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  other = await installation.startApi();
  await installation.startWorker(WITHOUT_JUDGE);
  admin = await createInstructor(installation, api, "ADMIN");
  author = await createInstructor(installation, api);
  learner = await createLearner(api);
  const bankId = (await bank(author)).id;
  quizId = (await publishedQuiz(author, [{ questionId: (await question(author, bankId, single())).id }])).id;
  ({ id: trackId } = await createTrack(author, { premium: true, description: "For everyone." }));
  const module = await createModule(author, trackId);
  await createLesson(author, module.id, { freePreview: true, blocks: [{ markdown: "Come in." }] });
  const blocks = [
    { markdown: `Secret ${WORD}.` },
    { quiz: { quizId } },
    { code: { syntax: "python", source: "print(1)", runnable: true } },
  ];
  lesson = (await createLesson(author, module.id, { summary: "Outline.", blocks })).id;
  for (const place of [{ moduleId: module.id }, { lessonId: lesson }]) {
    const input = { ...place, kind: "LINK" as never, title: "Slides", url: "https://example.org/" };
    materialId = (await author.request(AddMaterialDocument, { input })).addMaterial!.material.id;
  }
  const task = { moduleId: module.id, kind: "TASK" as never, title: "Task", instructions: "Build it." };
  await author.request(CreateAssignmentDocument, { input: task });
  await publishTrack(author, trackId);
});
afterAll(() => installation?.stop());

const read = async (who: Client) => {
  const { track } = await who.request(PremiumTrackDocument, { id: trackId });
  const module = track!.modules[0]!;
  const whole = async (lesson: (typeof module.lessons)[number]) => ({
    ...lesson,
    ...(await who.request(PremiumLessonDocument, { id: lesson.id })).lesson!,
  });
  const lessons = await Promise.all(module.lessons.map(whole));
  return { track: track!, module, lessons, assignment: module.assignments[0]! };
};
const kinds = async (who: Client) => (await read(who)).lessons.map(({ content }) => content.blocks.map(({ kind }) => kind));
const OUTLINE = [["MARKDOWN"], []];
const WHOLE = [["MARKDOWN"], ["MARKDOWN", "QUIZ", "CODE"]];

async function buy(who: Client, productId: string): Promise<{ id: string; status: string }> {
  const input = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId, quantity: 1 }] };
  const { id } = (await who.request(PlaceOrderDocument, { input })).placeOrder.order;
  return { id, status: await settle(who, id) };
}

/** Watches the order until it has ended, and pays when it asks for it. Returns its last status. */
async function settle(who: Client, orderId: string): Promise<string> {
  let [last, paid] = ["", false];
  for await (const { orderStatus } of who.subscribe(OrderStatusDocument, { orderId })) {
    last = orderStatus.status;
    const redirectUrl = orderStatus.payment?.redirectUrl;
    if (last !== "AWAITING_PAYMENT" || !redirectUrl || paid) continue;
    paid = true;
    await decide(api, redirectUrl, "pay");
  }
  return last;
}

describe("a premium track", () => {
  it("shows outline, description and free previews to everyone, and content to its editors and admins", async () => {
    const stranger = await createInstructor(installation, api);
    for (const who of [learner, stranger, clientOf(api)]) {
      // `request` throws for an answer with errors.
      const { track, module, lessons, assignment } = await read(who);
      expect(track).toMatchObject({ premium: true, locked: true, text: { description: { source: "For everyone." } } });
      expect(lessons.map(({ freePreview, locked }) => [freePreview, locked])).toEqual([
        [true, false],
        [false, true],
      ]);
      expect(lessons[1]).toMatchObject({ summary: "Outline.", materials: [] });
      expect(lessons.map(({ content }) => content.blocks.map(({ kind }) => kind))).toEqual(OUTLINE);
      expect(module.materials).toEqual([]);
      expect(assignment).toMatchObject({ title: "Task", text: { title: "Task", instructions: { source: "" } }, problems: [] });
      expect((await who.request(NodeDocument, { id: materialId })).node).toBeNull();
    }
    for (const who of [author, admin]) {
      expect(await kinds(who)).toEqual(WHOLE);
      const { track, module, assignment } = await read(who);
      expect([track.locked, module.materials.length, assignment.text.instructions.source]).toEqual([false, 1, "Build it."]);
    }
  });

  it("is not taken, worked through or attempted without a purchase or a plan", async () => {
    expect(await learner.errorOf(EnrollDocument, { input: { trackId } })).toMatchObject(LOCKED);
    expect((await learner.errorOf(EnrollDocument, { input: { trackId } })).message).toContain("products");
    expect(await learner.errorOf(RecordActivityDocument, { input: { lessonId: lesson } })).toMatchObject(LOCKED);
    expect(await learner.errorOf(CompleteLessonDocument, { input: { lessonId: lesson } })).toMatchObject(LOCKED);
    expect((await learner.request(QuizLockedDocument, { id: quizId })).quiz).toMatchObject({ locked: true });
    expect(await learner.errorOf(StartQuizAttemptDocument, { input: { quizId } })).toMatchObject(LOCKED);
    // Someone else's lesson does not open the quiz.
    const stranger = await createInstructor(installation, api);
    const { id } = await createTrack(stranger);
    await createLesson(stranger, (await createModule(stranger, id)).id, { blocks: [{ quiz: { quizId } }] });
    await publishTrack(stranger, id);
    expect(await learner.errorOf(StartQuizAttemptDocument, { input: { quizId } })).toMatchObject(LOCKED);
    // Nor does another track lock it: a quiz that is in no premium track of its author is open.
    expect((await author.request(QuizLockedDocument, { id: quizId })).quiz).toMatchObject({ locked: false });
  });

  it("is found by its outline, not by its content", async () => {
    const found = async (who: Client) =>
      (await who.request(SearchDocument, { query: WORD, kinds: ["LESSON" as never] })).search!.edges.length;
    expect([await found(learner), await found(clientOf(api)), await found(author)]).toEqual([0, 0, 1]);
  });

  it("opens at once in every process for who has bought it, and closes with a refund", async () => {
    const customer = await createLearner(api);
    const there = clientOn(other, customer);
    expect(await kinds(there)).toEqual(OUTLINE);
    const productId = await productOnSale(admin, { kind: "TRACK" as never, trackId });
    const { id, status } = await buy(customer, productId);
    expect(status).toBe("COMPLETED");
    expect(await kinds(there)).toEqual(WHOLE);
    const { nodes } = (await there.request(TracksOfEntitlementsDocument)).myEntitlements;
    expect(nodes).toEqual([{ key: "track", source: "PURCHASE", expiresAt: null, track: { id: (await read(there)).track.id } }]);
    expect((await read(there)).track.viewerEnrollment).not.toBeNull();
    await there.request(RecordActivityDocument, { input: { lessonId: lesson } });
    await there.request(StartQuizAttemptDocument, { input: { quizId } });
    // It opens this track only.
    const another = await createTrack(author, { premium: true });
    await createLesson(author, (await createModule(author, another.id)).id);
    await publishTrack(author, another.id);
    expect(await there.errorOf(EnrollDocument, { input: { trackId: another.id } })).toMatchObject(LOCKED);
    // A second purchase would give nothing, and is refunded.
    expect((await buy(customer, productId)).status).toBe("REFUNDED");
    expect(await kinds(there)).toEqual(WHOLE);
    await admin.request(RefundOrderDocument, { input: { id, reason: "Test" } });
    expect(await settle(customer, id)).toBe("REFUNDED");
    expect(await kinds(there)).toEqual(OUTLINE);
    expect((await read(there)).track.viewerEnrollment).toBeNull();
    expect(await there.errorOf(EnrollDocument, { input: { trackId } })).toMatchObject(LOCKED);
  });

  it("opens with a plan, keeps the enrolment after its end, and can then be bought", async () => {
    const holder = await createLearner(api);
    const grant = { userId: keyOf(holder.userId), key: "premium-tracks" };
    const { entitlement } = (await admin.request(GrantEntitlementDocument, { input: grant })).grantEntitlement;
    const there = clientOn(other, holder);
    await there.request(EnrollDocument, { input: { trackId } });
    expect(await kinds(there)).toEqual(WHOLE);
    await admin.request(RevokeEntitlementDocument, { input: { id: entitlement.id, reason: "Test" } });
    expect(await kinds(there)).toEqual(OUTLINE);
    expect((await read(there)).track.viewerEnrollment).not.toBeNull();
    expect(await there.errorOf(CompleteLessonDocument, { input: { lessonId: lesson } })).toMatchObject(LOCKED);
    const productId = await productOnSale(admin, { kind: "TRACK" as never, trackId });
    expect((await buy(holder, productId)).status).toBe("COMPLETED");
    expect(await kinds(there)).toEqual(WHOLE);
    // No product but the track's own, and no admin, gives a single track.
    expect(await admin.errorOf(GrantEntitlementDocument, { input: { ...grant, key: "track" } })).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("costs lists no statement more, and is a filter of them", async () => {
    const list = (first: number) => statementsOf(api, () => learner.request(PremiumTracksDocument, { first }));
    await list(1);
    expect(await list(10)).toBe(await list(1));
    const of = async (premium: boolean) =>
      (await learner.request(PremiumTracksDocument, { filter: { premium }, first: 50 })).tracks!.nodes.map(({ locked }) => locked);
    expect(new Set(await of(true))).toEqual(new Set([true]));
    expect(new Set(await of(false))).toEqual(new Set([false]));
  });

  it("opens for everyone again when it is no longer premium", async () => {
    const { id } = await createTrack(author, { premium: true });
    const { id: lessonId } = await createLesson(author, (await createModule(author, id)).id);
    const { version } = await publishTrack(author, id);
    expect(await learner.errorOf(EnrollDocument, { input: { trackId: id } })).toMatchObject(LOCKED);
    await author.request(UpdateTrackDocument, { input: { id, expectedVersion: version, premium: false } });
    await learner.request(EnrollDocument, { input: { trackId: id } });
    await learner.request(CompleteLessonDocument, { input: { lessonId } });
  });
});
