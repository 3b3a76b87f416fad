import { randomUUID } from "node:crypto";
import { createJudgementRepository } from "../../src/modules/practice/submissions/judgements/judgement.repository.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { draft, HIDDEN, publish, published, read, SAMPLE, setTests, update } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import {
  ArchiveProblemDocument,
  HistoriesDocument,
  ProblemDocument,
  ProblemRevisionContentsDocument,
  ProblemRevisionsDocument,
  ProblemsDocument,
  PublishProblemDocument,
  RestoreProblemRevisionDocument,
  SubmissionDocument,
  SubmittedProblemDocument,
  UnarchiveProblemDocument,
  UpdateProblemDocument,
  type UpdateProblemInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, submit, SUM_ACCEPTED } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Client & { userId: string; username: string };

describe("revisions of a problem", () => {
  let installation: Installation;
  let api: Api;
  let author: Person;
  let admin: Person;
  let learner: Person;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi({ LOG_LEVEL: "debug" });
    author = await createInstructor(installation, api);
    admin = await createInstructor(installation, api, "ADMIN");
    learner = await createLearner(api);
  });

  afterAll(() => installation?.stop());

  const revisions = async (id: string, page: object = {}, who: Client = author) =>
    (await who.request(ProblemRevisionsDocument, { id, ...page })).problem!.revisions!;
  const numbers = async (...args: Parameters<typeof revisions>) => (await revisions(...args)).edges.map(({ node }) => node.number);
  const restore = async (problemId: string, number: number, expectedRevision: number, change: object = {}) =>
    (await author.request(RestoreProblemRevisionDocument, { input: { problemId, number, expectedRevision, ...change } }))
      .restoreProblemRevision.problem;

  describe("the history", () => {
    it("says of each edit who made it, why, and what changed", async () => {
      const { id } = await draft(author, { note: "First try." });
      await update(author, { id, expectedRevision: 1, title: "Better", hints: ["Think."], note: " Reads better. " });
      await update(admin, { id, expectedRevision: 2, timeLimitMs: 2000, starterCode: [{ language: "go", source: "package main" }] });
      const { edges, totalCount } = await revisions(id);
      expect(totalCount).toBe(3);
      expect(edges.map(({ node }) => node)).toMatchObject([
        { number: 3, live: true, changed: ["timeLimitMs", "starterCode"], note: "", author: { username: admin.username } },
        { number: 2, live: false, changed: ["title", "hints"], note: "Reads better.", author: { username: author.username } },
        { number: 1, live: false, note: "First try.", restoredFrom: null, author: { username: author.username } },
      ]);
      expect(edges[2]!.node.changed).toEqual(expect.arrayContaining(["title", "statement", "explanation", "difficulty", "checker"]));
    });

    it("keeps what is absent, and clears what is null and may be empty", async () => {
      const written = { explanation: "Add.", constraints: "n < 5", hints: ["Add"], tags: ["sum"], timeLimitMs: 2000 };
      const starterCode = [{ language: "python", source: "# x" }];
      const { id } = await draft(author, { ...written, starterCode });
      await update(author, { id, expectedRevision: 1, difficulty: "HARD" });
      expect(await read(author, id)).toMatchObject({ ...written, difficulty: "HARD" });
      const nothing = {
        explanation: null,
        constraints: null,
        hints: null,
        tags: null,
        topics: null,
        starterCode: null,
        languageLimits: null,
      };
      await update(author, { id, expectedRevision: 2, ...nothing });
      const empty = { explanation: "", constraints: "", hints: [], tags: [], topics: [], languageLimits: [] };
      expect(await read(author, id)).toMatchObject({ ...empty, timeLimitMs: 2000 });

      const wrong = { title: null, slug: null, statement: null, difficulty: null, timeLimitMs: null, memoryLimitKb: null, checker: null };
      const input = { id, expectedRevision: 3, ...wrong, feedback: null, premium: null, keepLineEnds: null };
      const { code, extensions } = await author.errorOf(UpdateProblemDocument, { input });
      expect(code).toBe("BAD_USER_INPUT");
      expect(extensions.fields).toEqual(
        ["title", "slug", "statement", "difficulty", "timeLimitMs", "memoryLimitKb", "checker", "feedback", "premium", "keepLineEnds"].map(
          (field) => ({
            field: `input.${field}`,
            code: "REQUIRED",
            message: expect.stringContaining("Omit the field"),
          }),
        ),
      );
    });

    it("has the parameters of the checker, which stay with it", async () => {
      const set = { caseSensitive: false, relativeTolerance: 0.5 };
      const defaults = { caseSensitive: true, whitespaceSensitive: false, absoluteTolerance: null, relativeTolerance: null };
      const { id, checkerParameters } = await draft(author, { checkerParameters: set });
      expect(checkerParameters).toEqual({ ...defaults, ...set });
      // Neither the same checker nor the default value is a change.
      await update(author, { id, expectedRevision: 1, checker: "tokens" });
      await update(author, { id, expectedRevision: 1, checkerParameters: { ...set, whitespaceSensitive: false, absoluteTolerance: null } });
      expect(await read(author, id)).toMatchObject({ checkerParameters: { ...defaults, ...set }, latestRevision: { number: 1 } });

      await update(author, { id, expectedRevision: 1, checkerParameters: { absoluteTolerance: 1e-6 } });
      expect((await read(author, id)).checkerParameters).toEqual({ ...defaults, absoluteTolerance: 1e-6 });
      await update(author, { id, expectedRevision: 2, checkerParameters: null });
      expect((await read(author, id)).checkerParameters).toEqual(defaults);
      await update(author, { id, expectedRevision: 3, checker: "lines" });
      const input = { id, expectedRevision: 4, checkerParameters: { absoluteTolerance: 1 } };
      expect(await author.errorOf(UpdateProblemDocument, { input })).toMatchObject({
        code: "BAD_USER_INPUT",
        extensions: { fields: [{ field: "input.checkerParameters.absoluteTolerance", code: "UNKNOWN_FIELD" }] },
      });
      const changes = (await revisions(id)).edges.map(({ node }) => node.changed);
      expect(changes.slice(0, 3)).toEqual([["checker"], ["checkerParameters"], ["checkerParameters"]]);
    });

    it("keeps all that was written, as it was", async () => {
      const content = {
        title: "Old title",
        statement: "Old statement",
        constraints: "$1 \\le n \\le 10$",
        explanation: "Old explanation",
        difficulty: "HARD" as const,
        tags: ["old"],
        hints: ["Old hint"],
        timeLimitMs: 3000,
        memoryLimitKb: 65_536,
        languageLimits: [{ language: "python", timeLimitMs: 5000 }],
        checker: "tokens",
        checkerParameters: { caseSensitive: false, whitespaceSensitive: true, absoluteTolerance: 0, relativeTolerance: 1e-6 },
        starterCode: [{ language: "python", source: "# old" }],
      };
      const { id } = await draft(author, content);
      const fresh = {
        title: "New",
        statement: "New",
        constraints: "",
        explanation: "",
        difficulty: "EASY" as const,
        tags: [],
        hints: [],
        checker: "exact",
      };
      await update(author, { id, expectedRevision: 1, ...fresh, languageLimits: [], starterCode: [], timeLimitMs: 1000 });
      const { problem } = await author.request(ProblemRevisionContentsDocument, { id });
      const [newest, oldest] = problem!.revisions!.edges.map(({ node }) => node.content);
      // Another checker begins with its defaults.
      const none = { caseSensitive: null, whitespaceSensitive: null, absoluteTolerance: null, relativeTolerance: null };
      expect(newest).toMatchObject({ ...fresh, checkerParameters: none, timeLimitMs: 1000, languageLimits: [], starterCode: [] });
      const python = { language: { slug: "python" } };
      expect(oldest).toMatchObject({
        ...content,
        languageLimits: [{ ...python, timeLimitMs: 5000 }],
        starterCode: [{ ...python, source: "# old" }],
      });
    });

    it("has no entry for an edit that changes nothing, nor for a new address", async () => {
      const problem = await draft(author, { tags: ["a"] });
      const slug = `moved-${randomUUID()}`;
      await update(author, { id: problem.id, expectedRevision: 1, title: problem.title, tags: ["a", "a"] });
      expect(await update(author, { id: problem.id, expectedRevision: 1, slug })).toMatchObject({ slug, revision: 1 });
      expect(await numbers(problem.id)).toEqual([1]);
    });

    it("comes in pages", async () => {
      const { id } = await draft(author);
      for (const n of [1, 2, 3, 4]) await update(author, { id, expectedRevision: n, title: `Title ${n}` });
      const first = await revisions(id, { first: 2 });
      expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
      expect(await numbers(id, { first: 2, after: first.pageInfo.endCursor })).toEqual([3, 2]);
      expect(await numbers(id, { last: 2 })).toEqual([2, 1]);
      const broken = await author.errorOf(ProblemRevisionsDocument, { id, after: "garbage" });
      expect(broken.code).toBe("BAD_USER_INPUT");
    });

    it("is for editors alone", async () => {
      const { id } = await published(author, { explanation: "Secret" });
      const stranger = await createInstructor(installation, api);
      for (const client of [learner, stranger, clientOf(api)]) {
        const { problem } = await client.request(ProblemRevisionsDocument, { id });
        expect(problem).toEqual({ revision: 1, revisions: null });
        expect((await read(client, id)).latestRevision).toBeNull();
        const input = { problemId: id, number: 1, expectedRevision: 1 };
        expect((await client.errorOf(RestoreProblemRevisionDocument, { input })).code).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
      }
      expect(await numbers(id, {}, admin)).toEqual([1]);
    });

    it("costs the same statements for one problem and for many", async () => {
      const tag = `history-${randomUUID().slice(0, 8)}`;
      const cost = () => statementsOf(api, () => author.request(HistoriesDocument, { filter: { tags: [tag], status: ["DRAFT"] } }));
      await setTests(author, (await draft(author, { tags: [tag] })).id);
      const one = await cost();
      for (const _ of [1, 2, 3]) await setTests(author, (await draft(author, { tags: [tag] })).id);
      expect(await cost()).toBe(one);
    });
  });

  describe("two editors", () => {
    it("never overwrite each other: the second is told and nothing of theirs is written", async () => {
      const { id } = await draft(author);
      await update(author, { id, expectedRevision: 1, title: "The author's" });
      const late = await admin.errorOf(UpdateProblemDocument, {
        input: { id, expectedRevision: 1, title: "Lost", slug: "lost", premium: true },
      });
      expect(late).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.expectedRevision" }] } });
      expect(await read(author, id)).toMatchObject({ title: "The author's", premium: false });
      expect(await update(admin, { id, expectedRevision: 2, title: "The admin's" })).toMatchObject({ title: "The admin's", revision: 3 });
    });

    it("who write at the same moment get one revision and conflicts", async () => {
      const { id } = await draft(author);
      const edits = await Promise.allSettled(
        [1, 2, 3, 4, 5, 6].map((n) => update(n % 2 ? author : admin, { id, expectedRevision: 1, title: `Racer ${n}` })),
      );
      const won = edits.filter((edit) => edit.status === "fulfilled");
      expect(won).toHaveLength(1);
      for (const edit of edits) if (edit.status === "rejected") expect(String(edit.reason)).toContain("CONFLICT");
      expect(await numbers(id)).toEqual([2, 1]);
      expect((await read(author, id)).title).toBe(won[0]!.value.title);
    });
  });

  describe("a draft of a published problem", () => {
    const asDraft = (input: UpdateProblemInput) => update(author, { draft: true, ...input });

    it("is what editors see coming, and learners read nothing of until it is published", async () => {
      const tag = `draft-${randomUUID().slice(0, 8)}`;
      const { id, title } = await published(author, { statement: "Live words.", tags: [tag] });
      const answer = await asDraft({ id, expectedRevision: 1, title: "Upcoming", statement: "Future words.", hints: ["New"], tags: [] });
      expect(answer).toMatchObject({ title, revision: 1, latestRevision: { number: 2, live: false } });
      await asDraft({ id, expectedRevision: 2, difficulty: "HARD" });
      expect(await read(learner, id)).toMatchObject({ title, statement: "Live words.", hints: [], difficulty: "EASY", revision: 1 });
      const { problems } = await learner.request(ProblemsDocument, { search: "upcoming future", first: 5 });
      expect(problems.edges.map(({ node }) => node.id)).not.toContain(id);
      expect(await publish(author, id, 3)).toMatchObject({ title: "Upcoming", revision: 3 });
      expect(await read(learner, id)).toMatchObject({ statement: "Future words.", hints: ["New"], difficulty: "HARD", tags: [] });
      expect((await revisions(id)).edges.map(({ node }) => [node.number, node.live])).toEqual([
        [3, true],
        [2, false],
        [1, false],
      ]);
    });

    it("is not published by an edit that does not know of it", async () => {
      const { id } = await published(author);
      await asDraft({ id, expectedRevision: 1, title: "Unfinished" });
      const hasty = await author.errorOf(UpdateProblemDocument, { input: { id, expectedRevision: 2, statement: "Typo gone." } });
      expect(hasty.code).toBe("CONFLICT");
      expect(await read(learner, id)).toMatchObject({ revision: 1, statement: "Add." });
    });

    it("is not published by someone who has not seen its latest state", async () => {
      const { id } = await published(author);
      await asDraft({ id, expectedRevision: 1, title: "Reviewed" });
      await asDraft({ id, expectedRevision: 2, title: "Not reviewed" });
      const late = await admin.errorOf(PublishProblemDocument, { input: { id, expectedRevision: 2 } });
      expect(late).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.expectedRevision" }] } });
      expect((await read(learner, id)).revision).toBe(1);
    });

    it("is discarded by bringing back what is live", async () => {
      const { id, title } = await published(author);
      await asDraft({ id, expectedRevision: 1, title: "Bad idea" });
      expect(await restore(id, 1, 2)).toMatchObject({ title, revision: 3, latestRevision: { number: 3, live: true } });
      expect(await update(author, { id, expectedRevision: 3, title: "Good idea" })).toMatchObject({ title: "Good idea", revision: 4 });
    });

    it("waits through the archive", async () => {
      const { id, title } = await published(author);
      await asDraft({ id, expectedRevision: 1, title: "Later" });
      await author.request(ArchiveProblemDocument, { input: { id } });
      const { unarchiveProblem } = await author.request(UnarchiveProblemDocument, { input: { id } });
      expect(unarchiveProblem.problem.status).toBe("PUBLISHED");
      expect(await read(learner, id)).toMatchObject({ title, revision: 1 });
    });

    it("means nothing before the first publication: nobody reads the problem yet", async () => {
      const { id } = await draft(author);
      expect(await asDraft({ id, expectedRevision: 1, title: "Still mine" })).toMatchObject({ title: "Still mine", revision: 2 });
    });

    it("is not what submissions are judged by", async () => {
      const problem = await published(author, { timeLimitMs: 1500 });
      await asDraft({ id: problem.id, expectedRevision: 1, timeLimitMs: 9000, checker: "exact" });
      const db = await createDatabase({
        url: installation.env.DATABASE_URL!,
        poolMax: 2,
        entities: ENTITIES,
        migrationsFolder: "migrations",
      });
      const judgements = createJudgementRepository({ db });
      const claimed = async () => {
        const submission = await submit(learner, problem, SUM_ACCEPTED);
        const [row] = await installation.sql<{ id: string }>("select id from judgements where submission_id = $1", [submission]);
        const answer = await judgements.claim(row!.id, "a worker", 1000);
        const { problemRevision, testSetVersion } = (await learner.request(SubmissionDocument, { id: submission })).submission!.judgement;
        return { ...(answer.kind === "claimed" && answer.claim.problem), problemRevision, testSetVersion };
      };
      try {
        expect(await claimed()).toMatchObject({ timeLimitMs: 1500, checker: "tokens", problemRevision: 1, testSetVersion: 1 });
        await publish(author, problem.id);
        expect(await claimed()).toMatchObject({ timeLimitMs: 9000, checker: "exact", problemRevision: 2, testSetVersion: 1 });
      } finally {
        await db.close();
      }
    });
  });

  describe("bringing one back", () => {
    it("makes a new revision of the old content and keeps all between", async () => {
      const { id } = await published(author, { title: "First", hints: ["One"] });
      await update(author, { id, expectedRevision: 1, title: "Second", hints: [] });
      expect(await restore(id, 1, 2, { note: "It was better." })).toMatchObject({ title: "First", hints: ["One"], revision: 3 });
      expect((await revisions(id)).edges[0]!.node).toMatchObject({
        number: 3,
        restoredFrom: 1,
        changed: ["title", "hints"],
        note: "It was better.",
      });
      expect((await read(learner, id)).title).toBe("First");
    });

    it("may be kept as a draft", async () => {
      const { id } = await published(author, { title: "First" });
      await update(author, { id, expectedRevision: 1, title: "Second" });
      expect(await restore(id, 1, 2, { draft: true })).toMatchObject({ title: "Second", latestRevision: { number: 3, live: false } });
      expect((await publish(author, id)).title).toBe("First");
    });

    it("of the same content changes nothing", async () => {
      const { id } = await draft(author);
      expect(await restore(id, 1, 1)).toMatchObject({ revision: 1 });
      expect(await numbers(id)).toEqual([1]);
    });

    it("needs a revision that is there, and the latest one named", async () => {
      const { id } = await draft(author);
      const attempt = (number: number, expectedRevision: number) =>
        author.errorOf(RestoreProblemRevisionDocument, { input: { problemId: id, number, expectedRevision } });
      expect((await attempt(7, 1)).code).toBe("NOT_FOUND");
      expect((await attempt(-1, 1)).code).toBe("NOT_FOUND");
      expect((await attempt(1, 2)).code).toBe("CONFLICT");
    });
  });

  describe("the archive", () => {
    it("shows those who submitted what they submitted to, whatever is edited in it", async () => {
      const problem = await published(author, { constraints: "n < 10" });
      const { id, title } = problem;
      const submission = await submit(learner, problem, SUM_ACCEPTED);
      await author.request(ArchiveProblemDocument, { input: { id } });
      await update(author, { id, expectedRevision: 1, title: "Now secret", statement: "Secret.", constraints: "n < 5", timeLimitMs: 5000 });
      await setTests(author, id, [{ ...SAMPLE, name: "another" }, HIDDEN]);

      const seen = async () => (await learner.request(SubmittedProblemDocument, { id: submission })).submission!.problem;
      const then = {
        title,
        statement: "Add.",
        constraints: "n < 10",
        timeLimitMs: 1000,
        revisionNumber: 1,
        samples: [{ name: SAMPLE.name }],
      };
      expect(await seen()).toEqual(then);
      expect((await learner.errorOf(ProblemDocument, { id })).code).toBe("NOT_FOUND");
      expect((await read(author, id)).latestRevision!.number).toBe(2);

      await publish(author, id);
      expect(await seen()).toMatchObject({ title: "Now secret", statement: "Secret.", revisionNumber: 2, samples: [{ name: "another" }] });
    });

    it("gives a problem back to where it came from", async () => {
      const archive = (id: string) => author.request(ArchiveProblemDocument, { input: { id } });
      const unarchive = async (id: string) =>
        (await author.request(UnarchiveProblemDocument, { input: { id } })).unarchiveProblem.problem.status;
      const { id } = await published(author);
      await archive(id);
      expect(await unarchive(id)).toBe("PUBLISHED");
      const { id: unpublished } = await draft(author);
      await archive(unpublished);
      expect(await unarchive(unpublished)).toBe("DRAFT");
      expect((await author.errorOf(UnarchiveProblemDocument, { input: { id } })).code).toBe("CONFLICT");
      expect((await learner.errorOf(UnarchiveProblemDocument, { input: { id } })).code).toBe("FORBIDDEN");
    });
  });
});
