import { randomUUID } from "node:crypto";
import { draft, published, read, update } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import {
  AddProblemCoAuthorDocument,
  CloneProblemDocument,
  CreateTopicDocument,
  GrantEntitlementDocument,
  LearningPathDocument,
  LockedProblemDocument,
  ProblemStatementDocument,
  ProblemsDocument,
  RevokeEntitlementDocument,
  RunCodeDocument,
  SubmitCodeDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, SUM_ACCEPTED } from "../support/scenario.js";

type Person = Client & { userId: string; username: string };

describe("premium problems", () => {
  let installation: Installation;
  let api: Api;
  let author: Person;
  let admin: Person;
  let stranger: Person;
  let learner: Person;
  let id: string;
  const tag = `premium-${randomUUID().slice(0, 8)}`;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    author = await createInstructor(installation, api);
    stranger = await createInstructor(installation, api);
    admin = await createInstructor(installation, api, "ADMIN");
    learner = await createLearner(api);
    ({ id } = await published(author, { premium: true, tags: [tag], hints: ["Hint"], statement: "For the few.", constraints: "n < 5" }));
  });

  afterAll(() => installation?.stop());

  it("are listed for everyone, and filtered by", async () => {
    const { id: free } = await published(author, { tags: [tag] });
    const list = async (premium?: boolean) =>
      (await learner.request(ProblemsDocument, { filter: { tags: [tag], premium } })).problems.edges.map(({ node }) => [
        node.id,
        node.premium,
      ]);
    expect(await list()).toEqual([
      [free, false],
      [id, true],
    ]);
    expect(await list(true)).toEqual([[id, true]]);
    expect(await list(false)).toEqual([[free, false]]);
  });

  it("keep their task from everyone else: its fields are null, without an error", async () => {
    for (const client of [learner, stranger, clientOf(api)]) {
      // `request` throws for an answer with errors.
      const { problem } = await client.request(LockedProblemDocument, { id });
      expect(problem).toEqual({
        title: expect.any(String),
        premium: true,
        locked: true,
        timeLimitMs: 1000,
        testCount: 2,
        statement: null,
        constraints: null,
        hints: null,
        samples: null,
        starterCode: null,
        starterCodes: null,
        explanation: null,
      });
    }
  });

  it("take no submissions, code runs or copies without it", async () => {
    const input = { problemId: id, ...SUM_ACCEPTED };
    for (const client of [learner, stranger]) {
      const refused = { code: "ENTITLEMENT_REQUIRED", extensions: { entitlement: "premium-problems" } };
      expect(await client.errorOf(SubmitCodeDocument, { input })).toMatchObject(refused);
      expect((await client.errorOf(RunCodeDocument, { input })).code).toBe("ENTITLEMENT_REQUIRED");
    }
    expect((await stranger.errorOf(CloneProblemDocument, { input: { id } })).code).toBe("ENTITLEMENT_REQUIRED");
  });

  it("are open to their editors and admins", async () => {
    const colleague = await createInstructor(installation, api);
    await author.request(AddProblemCoAuthorDocument, { input: { problemId: id, username: colleague.username } });
    for (const client of [author, colleague, admin]) {
      expect((await client.request(LockedProblemDocument, { id })).problem!.locked).toBe(false);
      expect(await read(client, id)).toMatchObject({ statement: "For the few.", constraints: "n < 5", hints: ["Hint"], premium: true });
      await client.request(SubmitCodeDocument, { input: { problemId: id, ...SUM_ACCEPTED } });
    }
    const { cloneProblem } = await admin.request(CloneProblemDocument, { input: { id } });
    expect(cloneProblem.problem.premium).toBe(true);
  });

  it("open to an account as long as it is entitled, at once and in every process", async () => {
    const other = await installation.startApi();
    const here = await createLearner(api);
    const there = clientOf(other, here.token);
    const locked = () =>
      Promise.all([here, there].map(async (client) => (await client.request(LockedProblemDocument, { id })).problem!.locked));
    expect(await locked()).toEqual([true, true]);
    // Of its topic alone, as a learning path has a few problems of each.
    const topic = `premium-${randomUUID().slice(0, 8)}`;
    await admin.request(CreateTopicDocument, { input: { slug: topic, name: "Premium", icon: "x", description: "" } });
    await installation.sql("insert into problem_topics (problem_id, topic_id) select $1, id from topics where slug = $2", [
      keyOf(id),
      topic,
    ]);
    const suggested = async () =>
      (await here.request(LearningPathDocument, { first: 50 })).learningPath.map((step) => step.problem.id).filter((one) => one === id);
    expect(await suggested()).toEqual([]);
    const input = { userId: here.userId, key: "premium-problems" };
    const { entitlement } = (await admin.request(GrantEntitlementDocument, { input })).grantEntitlement;
    expect(await locked()).toEqual([false, false]);
    expect(await suggested()).toEqual([id]);
    await there.request(SubmitCodeDocument, { input: { problemId: id, ...SUM_ACCEPTED } });
    await admin.request(RevokeEntitlementDocument, { input: { id: entitlement.id, reason: "Test" } });
    expect(await locked()).toEqual([true, true]);
  });

  it("stop being premium at once, without a revision", async () => {
    const problem = await published(author, { premium: true });
    expect((await learner.request(ProblemStatementDocument, { id: problem.id })).problem!.statement).toBeNull();
    expect(await update(author, { id: problem.id, expectedRevision: 1, premium: false })).toMatchObject({ premium: false, revision: 1 });
    expect((await learner.request(ProblemStatementDocument, { id: problem.id })).problem!.statement).toBe("Add.");
  });

  it("are an exception: a problem is free unless someone says otherwise", async () => {
    expect(await draft(author)).toMatchObject({ premium: false });
  });
});
