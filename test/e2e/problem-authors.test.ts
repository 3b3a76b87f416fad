import { randomUUID } from "node:crypto";
import { sweepTestSets } from "../../src/modules/practice/problems/tests/test-set-sweeper.js";
import { testSetKey } from "../../src/modules/practice/problems/tests/stored-test-set.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { draft, HIDDEN, publish, published, read, SAMPLE, setTests, update } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import { createTrack } from "../support/content.js";
import {
  AcceptOwnershipDocument,
  AddProblemCoAuthorDocument,
  ArchiveProblemDocument,
  AssignOwnershipDocument,
  CloneProblemDocument,
  DeclineOwnershipDocument,
  DeleteProblemDocument,
  OfferOwnershipDocument,
  OwnershipOffersDocument,
  ProblemDocument,
  ProblemRevisionsDocument,
  ProblemsDocument,
  ProblemTestDocument,
  RemoveProblemCoAuthorDocument,
  SubmissionDocument,
  SubmissionsDocument,
  TransferProblemDocument,
  UpdateProblemDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { keyOf } from "../support/ids.js";
import { bank, question, quizDraft, truth } from "../support/quizzes.js";
import { objectKeys, storageOf } from "../support/objects.js";
import { createInstructor, createLearner, submit, SUM_ACCEPTED } from "../support/scenario.js";

type Person = Client & { userId: string; username: string };

describe("authors of a problem", () => {
  let installation: Installation;
  let api: Api;
  let author: Person;
  let colleague: Person;
  let stranger: Person;
  let admin: Person;
  let learner: Person;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    author = await createInstructor(installation, api);
    colleague = await createInstructor(installation, api);
    stranger = await createInstructor(installation, api);
    admin = await createInstructor(installation, api, "ADMIN");
    learner = await createLearner(api);
  });

  afterAll(() => installation?.stop());

  const names = (users: { username: string }[]) => users.map(({ username }) => username);
  const add = async (problemId: string, { username }: Person, who: Client = author) =>
    names((await who.request(AddProblemCoAuthorDocument, { input: { problemId, username } })).addProblemCoAuthor.problem.coAuthors);
  const remove = async (problemId: string, { username }: Person, who: Client = author) =>
    (await who.request(RemoveProblemCoAuthorDocument, { input: { problemId, username } })).removeProblemCoAuthor.problem;
  const clone = async (id: string, who: Client, change: object = {}) =>
    (await who.request(CloneProblemDocument, { input: { id, ...change } })).cloneProblem.problem;

  describe("a co-author", () => {
    it("does with the problem what its author does, wherever it is asked", async () => {
      const tag = `co-${randomUUID().slice(0, 8)}`;
      const { id, slug } = await draft(author, { tags: [tag] });
      expect((await colleague.errorOf(ProblemDocument, { id })).code).toBe("NOT_FOUND");
      expect(await add(id, colleague)).toEqual([colleague.username]);
      expect(await add(id, colleague)).toEqual([colleague.username]);

      expect((await colleague.request(ProblemDocument, { slug })).problem!.latestRevision!.number).toBe(1);
      expect(await update(colleague, { id, expectedRevision: 1, title: "Ours" })).toMatchObject({ title: "Ours" });
      await setTests(colleague, id);
      const mine = async (filter: object) =>
        (await colleague.request(ProblemsDocument, { filter: { tags: [tag], ...filter } })).problems.edges.map(({ node }) => node.id);
      expect(await mine({ status: ["DRAFT"] })).toEqual([id]);
      expect(await mine({ status: ["DRAFT"], authorId: colleague.userId })).toEqual([id]);
      expect(await mine({ status: ["DRAFT"], authorId: stranger.userId })).toEqual([]);

      await publish(colleague, id);
      const submission = await submit(learner, { id }, SUM_ACCEPTED);
      expect((await colleague.request(SubmissionDocument, { id: submission })).submission!.source).toBe(SUM_ACCEPTED.source);
      expect((await stranger.errorOf(SubmissionDocument, { id: submission })).code).toBe("NOT_FOUND");
      await colleague.request(ArchiveProblemDocument, { input: { id } });
      expect((await read(colleague, id)).status).toBe("ARCHIVED");
    });

    it("may try out a draft", async () => {
      const { id } = await draft(author);
      await setTests(author, id);
      await add(id, colleague);
      await submit(colleague, { id }, SUM_ACCEPTED);
      await expect(submit(stranger, { id }, SUM_ACCEPTED)).rejects.toThrow("NOT_FOUND");
    });

    it("sees all submissions to the problem, as its author does, and others see theirs", async () => {
      const { id } = await published(author);
      await add(id, colleague);
      const sent = [await submit(learner, { id }, SUM_ACCEPTED), await submit(stranger, { id }, SUM_ACCEPTED)].reverse();
      const everyone = async (who: Client, filter: object = { problemId: id }) => {
        const { submissions } = await who.request(SubmissionsDocument, { filter: { everyone: true, ...filter } });
        return { ids: submissions.edges.map(({ node }) => node.id), totalCount: submissions.totalCount };
      };
      for (const who of [author, colleague, admin]) expect(await everyone(who)).toEqual({ ids: sent, totalCount: 2 });
      expect((await everyone(admin, {})).ids).toEqual(expect.arrayContaining(sent));
      expect((await everyone(colleague, { problemId: id, language: "go" })).ids).toEqual([]);
      for (const who of [stranger, learner]) {
        expect((await who.errorOf(SubmissionsDocument, { filter: { everyone: true, problemId: id } })).code).toBe("FORBIDDEN");
      }
      expect((await author.errorOf(SubmissionsDocument, { filter: { everyone: true } })).code).toBe("FORBIDDEN");
      const { submissions } = await stranger.request(SubmissionsDocument, { filter: { problemId: id } });
      expect(submissions.totalCount).toBe(1);
    });

    it("makes no other co-authors, but may leave", async () => {
      const { id } = await draft(author);
      await add(id, colleague);
      const input = { problemId: id, username: stranger.username };
      expect((await colleague.errorOf(AddProblemCoAuthorDocument, { input })).code).toBe("FORBIDDEN");
      await add(id, stranger);
      expect((await colleague.errorOf(RemoveProblemCoAuthorDocument, { input })).code).toBe("FORBIDDEN");
      expect(await remove(id, colleague, colleague)).toBeNull();
      expect((await colleague.errorOf(ProblemDocument, { id })).code).toBe("NOT_FOUND");
      expect(names((await remove(id, stranger))!.coAuthors)).toEqual([]);
      expect((await stranger.errorOf(UpdateProblemDocument, { input: { id, expectedRevision: 1, title: "X" } })).code).toBe("NOT_FOUND");
    });

    it("loses nothing to hide once their role is taken away", async () => {
      const former = await createInstructor(installation, api);
      const { id } = await draft(author);
      await add(id, former);
      await installation.sql("update users set role = 'LEARNER' where id = $1", [former.userId]);
      expect((await former.errorOf(ProblemDocument, { id })).code).toBe("NOT_FOUND");
      expect((await former.errorOf(UpdateProblemDocument, { input: { id, expectedRevision: 1 } })).code).toBe("FORBIDDEN");
    });

    it("is someone whose role edits problems, and not the author", async () => {
      const { id } = await draft(author);
      for (const username of [learner.username, author.username, "no-such-account"]) {
        const error = await author.errorOf(AddProblemCoAuthorDocument, { input: { problemId: id, username } });
        expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.username" }] } });
      }
      expect(await add(id, colleague, admin)).toEqual([colleague.username]);
      const input = { problemId: id, username: stranger.username };
      expect((await stranger.errorOf(AddProblemCoAuthorDocument, { input })).code).toBe("NOT_FOUND");
    });
  });

  it("change when an admin says so, and the former stays as a co-author", async () => {
    const { id } = await draft(author);
    await add(id, colleague);
    const input = { problemId: id, username: colleague.username };
    expect((await author.errorOf(TransferProblemDocument, { input })).code).toBe("FORBIDDEN");
    const { transferProblem } = await admin.request(TransferProblemDocument, { input });
    expect(transferProblem.problem).toEqual({ author: { username: colleague.username }, coAuthors: [{ username: author.username }] });
    expect(await add(id, stranger, colleague)).toEqual([author.username, stranger.username]);
    await remove(id, author, colleague);
    expect((await author.errorOf(ProblemDocument, { id })).code).toBe("NOT_FOUND");
    const toLearner = { problemId: id, username: learner.username };
    expect((await admin.errorOf(TransferProblemDocument, { input: toLearner })).code).toBe("BAD_USER_INPUT");
  });

  describe("ownership", () => {
    const offer = async (objectId: string, { username }: Person, who: Client = author) =>
      (await who.request(OfferOwnershipDocument, { input: { objectId, username } })).offerOwnership.offer;
    const offersOf = async (who: Client) => (await who.request(OwnershipOffersDocument)).ownershipOffers.nodes;
    const ownerOf = async (table: string, column: string, id: string) =>
      (await installation.sql<{ owner: string }>(`select ${column} as owner from ${table} where id = $1`, [keyOf(id)]))[0]!.owner;

    it("of a problem, track, quiz or bank goes to who accepts it, and the former owner stays a co-author", async () => {
      const [{ id: bankId }, track] = [await bank(author), await createTrack(author)];
      const quiz = await quizDraft(author, [{ questionId: (await question(author, bankId, truth())).id }]);
      const objects = [
        ["Problem", (await draft(author)).id, "problems", "author_id"],
        ["Track", track.id, "tracks", "author_id"],
        ["Quiz", quiz.id, "quizzes", "owner_id"],
        ["QuestionBank", bankId, "question_banks", "owner_id"],
      ] as const;
      for (const [type, id, table, column] of objects) {
        const made = await offer(id, colleague);
        expect(made).toMatchObject({ status: "PENDING", object: { __typename: type, id }, to: { username: colleague.username } });
        // What is offered stays hidden until it is accepted, from everybody else too.
        expect(await offersOf(colleague)).toEqual([{ ...made, object: null }]);
        expect(await offersOf(stranger)).toEqual([]);
        const input = { offerId: made.id };
        expect((await stranger.errorOf(AcceptOwnershipDocument, { input })).code).toBe("NOT_FOUND");
        expect((await author.errorOf(AcceptOwnershipDocument, { input })).code).toBe("NOT_FOUND");
        const { acceptOwnership } = await colleague.request(AcceptOwnershipDocument, { input });
        expect(acceptOwnership.offer).toMatchObject({ status: "ACCEPTED", object: { id } });
        expect(await ownerOf(table, column, id)).toBe(keyOf(colleague.userId));
        expect((await colleague.errorOf(AcceptOwnershipDocument, { input })).code).toBe("CONFLICT");
        expect((await author.errorOf(OfferOwnershipDocument, { input: { objectId: id, username: stranger.username } })).code).toBe(
          "FORBIDDEN",
        );
        expect(
          await installation.sql(
            "select action from audit_entries where subject_id = $1 and action like '%ownership%' or action like '%.transferred' and subject_id = $1 order by id",
            [keyOf(id)],
          ),
        ).toEqual(["ownership-offered", "transferred"].map((what) => ({ action: expect.stringMatching(new RegExp(`\\.${what}$`)) })));
      }
      expect(await offersOf(colleague)).toEqual([]);
    });

    it("is offered to one account at a time, and the offer can be declined, withdrawn, or overtaken by an admin", async () => {
      const { id } = await draft(author);
      expect((await stranger.errorOf(OfferOwnershipDocument, { input: { objectId: id, username: stranger.username } })).code).toBe(
        "NOT_FOUND",
      );
      for (const username of [learner.username, author.username, "nobody-has-this-name"])
        expect((await author.errorOf(OfferOwnershipDocument, { input: { objectId: id, username } })).code).toBe("BAD_USER_INPUT");
      const first = await offer(id, colleague);
      expect((await author.errorOf(OfferOwnershipDocument, { input: { objectId: id, username: stranger.username } })).code).toBe(
        "CONFLICT",
      );
      const end = async (who: Client, offerId: string) =>
        (await who.request(DeclineOwnershipDocument, { input: { offerId } })).declineOwnership.offer.status;
      expect(await end(colleague, first.id)).toBe("DECLINED");
      expect(await end(author, (await offer(id, colleague)).id)).toBe("WITHDRAWN");
      const last = await offer(id, colleague);
      const assigned = { objectId: id, username: stranger.username };
      expect((await author.errorOf(AssignOwnershipDocument, { input: assigned })).code).toBe("FORBIDDEN");
      const { assignOwnership } = await admin.request(AssignOwnershipDocument, { input: assigned });
      expect(assignOwnership.offer).toMatchObject({ status: "ASSIGNED", from: { username: author.username } });
      expect(await ownerOf("problems", "author_id", id)).toBe(keyOf(stranger.userId));
      expect((await colleague.errorOf(AcceptOwnershipDocument, { input: { offerId: last.id } })).code).toBe("CONFLICT");
    });

    it("ends the same when two accept and withdraw at once", async () => {
      const { id } = await draft(author);
      const { id: offerId } = await offer(id, colleague);
      const ends = await Promise.allSettled([
        colleague.request(AcceptOwnershipDocument, { input: { offerId } }),
        author.request(DeclineOwnershipDocument, { input: { offerId } }),
      ]);
      expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const accepted = ends[0].status === "fulfilled";
      expect(await ownerOf("problems", "author_id", id)).toBe(keyOf(accepted ? colleague.userId : author.userId));
    });

    it("tells the account that it is offered to, and the owner of the answer", async () => {
      const { id } = await draft(author, { title: "Two handed over" });
      const { id: offerId } = await offer(id, colleague);
      await colleague.request(AcceptOwnershipDocument, { input: { offerId } });
      const events = await installation.sql("select payload from outbox where event = 'ownership.changed' and payload->>'offerId' = $1", [
        keyOf(offerId),
      ]);
      expect(events).toEqual([{ payload: { offerId: keyOf(offerId) } }, { payload: { offerId: keyOf(offerId) } }]);
    });
  });

  describe("a copy", () => {
    it("of a stranger's problem has what they could read: text and samples, neither hidden tests nor the solution", async () => {
      const source = await published(author, {
        statement: "Live.",
        explanation: "Secret.",
        hints: ["Hint"],
        languageLimits: [{ language: "python", timeLimitMs: 4000 }],
        starterCode: [{ language: "go", source: "package main" }],
      });
      await update(author, { id: source.id, expectedRevision: 1, statement: "Not yet public.", draft: true });
      const copy = await clone(source.id, stranger);
      expect(copy).toMatchObject({
        title: source.title,
        status: "DRAFT",
        statement: "Live.",
        explanation: "",
        hints: ["Hint"],
        languageLimits: [{ language: { slug: "python" }, timeLimitMs: 4000 }],
        samples: [SAMPLE].map(({ name, input, output, explanation }) => ({ name, input, output, explanation })),
        testCount: 1,
        testSet: { version: 1, tests: { edges: [{ node: { name: "sample" } }] } },
        author: { username: stranger.username },
        coAuthors: [],
        clonedFrom: { id: source.id },
        revision: 1,
      });
      expect(copy.slug).toMatch(new RegExp(`^${source.slug.slice(0, 60)}.*-copy-[0-9a-f]{6}$`));
      const own = { problemId: copy.id, version: 1, name: "hidden" };
      expect((await stranger.errorOf(ProblemTestDocument, own)).code).toBe("NOT_FOUND");
      const { problem } = await stranger.request(ProblemRevisionsDocument, { id: copy.id });
      expect(problem!.revisions!.totalCount).toBe(1);
    });

    it("of one's own has everything, also what is not public yet", async () => {
      const source = await published(author, { explanation: "Secret." });
      await update(author, { id: source.id, expectedRevision: 1, statement: "Upcoming.", draft: true });
      await add(source.id, colleague);
      for (const who of [author, colleague, admin]) {
        const copy = await clone(source.id, who, { title: "Mine", slug: `mine-${randomUUID()}` });
        expect(copy).toMatchObject({
          title: "Mine",
          statement: "Upcoming.",
          explanation: "Secret.",
          testCount: 2,
          testSet: { version: 1 },
        });
        expect(copy.testSet!.tests.edges.map(({ node }) => node.name)).toEqual([SAMPLE.name, HIDDEN.name]);
        expect(await publish(who, copy.id)).toMatchObject({ status: "PUBLISHED" });
      }
    });

    it("goes its own way", async () => {
      const source = await published(author);
      const copy = await clone(source.id, stranger);
      await update(stranger, { id: copy.id, expectedRevision: 1, title: "Changed" });
      await setTests(stranger, copy.id);
      expect(await read(learner, source.id)).toMatchObject({ title: source.title, testCount: source.testCount });
    });

    it("has the explanation for an instructor who solved the problem", async () => {
      const source = await published(author, { explanation: "Just add." });
      const sql = "insert into problem_viewer_status (user_id, problem_id, solved) values ($1, $2, true)";
      await installation.sql(sql, [stranger.userId, source.id]);
      expect((await clone(source.id, stranger)).explanation).toBe("Just add.");
    });

    it("of a problem without tests has none", async () => {
      expect((await clone((await draft(author)).id, author)).testSet).toBeNull();
    });

    it("does not exist of what one may not see, nor for learners, nor under a taken address", async () => {
      const { id: hidden } = await draft(author);
      const { id, slug } = await published(author);
      expect((await stranger.errorOf(CloneProblemDocument, { input: { id: hidden } })).code).toBe("NOT_FOUND");
      expect((await learner.errorOf(CloneProblemDocument, { input: { id } })).code).toBe("FORBIDDEN");
      expect((await clientOf(api).errorOf(CloneProblemDocument, { input: { id } })).code).toBe("UNAUTHENTICATED");
      expect((await stranger.errorOf(CloneProblemDocument, { input: { id, slug } })).code).toBe("CONFLICT");
    });
  });

  describe("delete a problem", () => {
    const remove = (id: string) => ({ input: { id } });
    const rowsOf = async (id: string) =>
      (
        await installation.sql<{ n: number }>(
          `select (select count(*) from problem_revisions where problem_id = $1)::int + (select count(*) from test_sets where problem_id = $1)::int
             + (select count(*) from problem_co_authors where problem_id = $1)::int as n`,
          [keyOf(id)],
        )
      )[0]!.n;

    it("that was never published, with all that belongs to it", async () => {
      const { id, slug } = await draft(author);
      await setTests(author, id);
      await add(id, colleague);
      expect(await rowsOf(id)).toBe(3);
      expect((await colleague.errorOf(DeleteProblemDocument, remove(id))).code).toBe("FORBIDDEN");
      expect((await stranger.errorOf(DeleteProblemDocument, remove(id))).code).toBe("NOT_FOUND");
      expect((await learner.errorOf(DeleteProblemDocument, remove(id))).code).toBe("FORBIDDEN");

      expect((await author.request(DeleteProblemDocument, remove(id))).deleteProblem.deletedId).toBe(id);
      expect((await author.errorOf(ProblemDocument, { id })).code).toBe("NOT_FOUND");
      expect((await author.errorOf(DeleteProblemDocument, remove(id))).code).toBe("NOT_FOUND");
      expect(await rowsOf(id)).toBe(0);
      const entries = await installation.sql(
        "select actor_id, details from audit_entries where action = 'problem.deleted' and subject_id = $1",
        [keyOf(id)],
      );
      expect(entries).toEqual([{ actor_id: keyOf(author.userId), details: { slug } }]);
    });

    it("has its tests removed from the storage later, and those of others stay", async () => {
      const [gone, kept] = [await draft(author), await draft(author)];
      await setTests(author, gone.id, [SAMPLE, { name: "own", input: `${randomUUID()}\n`, output: "1\n" }]);
      await setTests(author, kept.id, [SAMPLE, { name: "own", input: `${randomUUID()}\n`, output: "1\n" }]);
      const hashOf = async ({ id }: { id: string }) =>
        (await installation.sql<{ sha256: string }>("select sha256 from test_sets where problem_id = $1", [keyOf(id)]))[0]!.sha256;
      const [unused, used] = [testSetKey(await hashOf(gone)), testSetKey(await hashOf(kept))];
      await author.request(DeleteProblemDocument, remove(gone.id));
      const { env } = installation;
      const db = await createDatabase({ url: env.DATABASE_URL!, poolMax: 1, entities: ENTITIES, migrationsFolder: "migrations" });
      const storage = storageOf(installation);
      expect(await sweepTestSets({ db, storage })).toBe(0); // all are younger than a day
      expect(await objectKeys(installation)).toEqual(expect.arrayContaining([unused, used]));
      expect(await sweepTestSets({ db, storage }, -60_000)).toBeGreaterThanOrEqual(1);
      const left = await objectKeys(installation);
      expect(left).toContain(used);
      expect(left).not.toContain(unused);
      storage.close();
      await db.close();
    });

    it("leaves what another problem shares with it", async () => {
      const [one, other] = [await draft(author), await draft(author)];
      for (const { id } of [one, other]) await setTests(author, id);
      await admin.request(DeleteProblemDocument, remove(one.id));
      await publish(author, other.id);
      await submit(learner, other, SUM_ACCEPTED);
      expect(
        (await author.request(ProblemTestDocument, { problemId: other.id, version: 1, name: SAMPLE.name })).problemTest,
      ).not.toBeNull();
    });

    it("not once it was published, nor with submissions", async () => {
      const { id } = await published(author);
      const conflict = { code: "CONFLICT", message: expect.stringContaining("published") };
      expect(await author.errorOf(DeleteProblemDocument, remove(id))).toMatchObject(conflict);
      await author.request(ArchiveProblemDocument, { input: { id } });
      expect(await admin.errorOf(DeleteProblemDocument, remove(id))).toMatchObject(conflict);

      const tried = await draft(author);
      await setTests(author, tried.id);
      await submit(author, tried, SUM_ACCEPTED);
      expect(await author.errorOf(DeleteProblemDocument, remove(tried.id))).toMatchObject({
        code: "CONFLICT",
        message: expect.stringContaining("submissions"),
      });
      expect(await rowsOf(tried.id)).toBe(2);
    });
  });
});
