/** What a page with the catalog, a problem or a profile shows around them. */
import { randomInt } from "node:crypto";
import { draft, published, update } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import {
  CheckersDocument,
  CreateTopicDocument,
  FacetsDocument,
  ProfileDocument,
  RelatedProblemsDocument,
  RevisionByNumberDocument,
  ShowProgressDocument,
  SimilarProblemsDocument,
  SubmitCodeDocument,
  TagsDocument,
  ViewerWorkDocument,
  type FacetsQueryVariables,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, SUM_ACCEPTED } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Client & { userId: string; username: string };

describe("the catalog", () => {
  let installation: Installation;
  let api: Api;
  let author: Person;
  let learner: Person;
  let anonymous: Client;
  // Without letters that a search could find.
  const tag = `catalog-${randomInt(1e9)}`;
  const topic = `topic-${tag}`;
  let ids: string[];

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi({ LOG_LEVEL: "debug" });
    anonymous = clientOf(api);
    author = await createInstructor(installation, api);
    learner = await createLearner(api);
    const admin = await createInstructor(installation, api, "ADMIN");
    for (const [slug, parent] of [
      [topic, undefined],
      [`${topic}-leaf`, topic],
    ] as const) {
      await admin.request(CreateTopicDocument, { input: { slug, name: slug, icon: "sprout", description: "", parent } });
    }
    ids = [];
    for (const [title, difficulty, tags, topics] of [
      ["A", "EASY", [tag, `${tag}-dp`], [`${topic}-leaf`]],
      ["B", "EASY", [tag, `${tag}-dp`, `${tag}-graph`], [topic]],
      ["C", "MEDIUM", [tag, `${tag}-graph`], [`${topic}-leaf`]],
      ["D", "HARD", [tag], []],
    ] as const) {
      ids.push((await published(author, { title, difficulty, tags: [...tags], topics: [...topics] })).id);
    }
    await draft(author, { title: "E", tags: [tag], difficulty: "HARD" });
    // As verdicts are counted: A is solved, B is tried.
    await installation.sql("insert into problem_viewer_status (user_id, problem_id, solved) values ($1, $2, true), ($1, $3, false)", [
      keyOf(learner.userId),
      keyOf(ids[0]!),
      keyOf(ids[1]!),
    ]);
  });

  afterAll(() => installation?.stop());

  describe("counts the choices of a filter", () => {
    const facets = async (variables: FacetsQueryVariables = {}, who: Client = learner) => {
      const { problemFacets } = await who.request(FacetsDocument, { ...variables, filter: { tags: [tag], ...variables.filter } });
      const { total, difficulties, topics, tags, statuses, viewerStatuses } = problemFacets!;
      return {
        total,
        difficulties: difficulties.map(({ count }) => count),
        topics: Object.fromEntries(topics.map((one) => [one.topic.slug.replace(topic, "root"), one.count])),
        tags: tags.map(({ name, problemCount }) => [name.replace(tag, ""), problemCount]),
        statuses: statuses.map(({ count }) => count),
        viewerStatuses: viewerStatuses?.map(({ count }) => count) ?? null,
      };
    };

    const all = {
      total: 4,
      difficulties: [2, 1, 1],
      topics: { root: 3, "root-leaf": 2 },
      tags: [
        ["", 4],
        ["-dp", 2],
        ["-graph", 2],
      ],
      statuses: [0, 4, 0],
      viewerStatuses: [2, 1, 1],
    };

    it("of none", async () => {
      expect(await facets()).toEqual(all);
      expect(await facets({}, anonymous)).toEqual({ ...all, viewerStatuses: null });
    });

    it("of a difficulty: the others stay to be chosen", async () => {
      expect(await facets({ filter: { difficulties: ["EASY"] } })).toEqual({
        ...all,
        total: 2,
        topics: { root: 2, "root-leaf": 1 },
        tags: [
          ["", 2],
          ["-dp", 2],
          ["-graph", 1],
        ],
        statuses: [0, 2, 0],
        viewerStatuses: [0, 1, 1],
      });
    });

    it("of a topic, a tag, a status of one's own and a search, together", async () => {
      const filter = { topics: [topic], tags: [tag, `${tag}-graph`], viewerStatus: "ATTEMPTED" as const };
      expect(await facets({ filter, search: "b" })).toEqual({
        total: 1,
        difficulties: [1, 0, 0],
        topics: { root: 1 },
        tags: [
          ["", 1],
          ["-dp", 1],
          ["-graph", 1],
        ],
        statuses: [0, 1, 0],
        viewerStatuses: [0, 1, 0],
      });
    });

    it("shows drafts to their editors only", async () => {
      expect((await facets({}, author)).statuses).toEqual([1, 4, 0]);
      expect((await facets({ filter: { status: ["DRAFT"] } }, author)).total).toBe(1);
      expect((await facets({ filter: { status: ["DRAFT"] } })).total).toBe(0);
    });

    it("and refuses what the list refuses", async () => {
      expect((await anonymous.errorOf(FacetsDocument, { filter: { viewerStatus: "SOLVED" } })).code).toBe("UNAUTHENTICATED");
      expect((await anonymous.errorOf(FacetsDocument, { search: "x".repeat(201) })).code).toBe("BAD_USER_INPUT");
    });
  });

  it("lists tags, most used first, in pages", async () => {
    const { tags } = await anonymous.request(TagsDocument, { startsWith: tag.toUpperCase(), first: 2 });
    expect(tags).toMatchObject({
      nodes: [
        { name: tag, problemCount: 4 },
        { name: `${tag}-dp`, problemCount: 2 },
      ],
      totalCount: 3,
      pageInfo: { hasNextPage: true },
    });
    const { tags: rest } = await anonymous.request(TagsDocument, { startsWith: tag, first: 2, after: tags!.pageInfo.endCursor });
    expect(rest!.nodes).toEqual([{ name: `${tag}-graph`, problemCount: 2 }]);
    expect((await anonymous.request(TagsDocument, { startsWith: "%_'" })).tags!.nodes).toEqual([]);
  });

  it("names the checkers and their parameters", async () => {
    const { checkers } = await anonymous.request(CheckersDocument);
    expect(checkers!.map(({ slug, parameters }) => [slug, parameters.map(({ name }) => name)])).toEqual([
      ["tokens", ["caseSensitive", "whitespaceSensitive", "absoluteTolerance", "relativeTolerance"]],
      ["lines", ["caseSensitive"]],
      ["unordered-tokens", ["caseSensitive"]],
      ["unordered-lines", ["caseSensitive"]],
      ["exact", []],
      ["values", ["absoluteTolerance", "relativeTolerance", "unorderedLevels"]],
      ["custom", []],
    ]);
    expect(checkers![0]!.parameters).toEqual([
      { name: "caseSensitive", type: "BOOLEAN", default: "true", minimum: null, maximum: null },
      { name: "whitespaceSensitive", type: "BOOLEAN", default: "false", minimum: null, maximum: null },
      { name: "absoluteTolerance", type: "NUMBER", default: null, minimum: 0, maximum: 1e9 },
      { name: "relativeTolerance", type: "NUMBER", default: null, minimum: 0, maximum: 1 },
    ]);
  });

  it("leads from a problem to those beside it and like it", async () => {
    const ask = () => learner.request(RelatedProblemsDocument, { filter: { tags: [tag] } });
    const { problems } = await ask();
    const titles = problems!.nodes.map(({ title, previousProblem, nextProblem, similarProblems }) => [
      previousProblem?.title ?? null,
      title,
      nextProblem?.title ?? null,
      similarProblems.map((similar) => similar.title).join(""),
    ]);
    expect(titles).toEqual([
      [null, "D", "C", "CB"],
      ["D", "C", "B", "AB"],
      ["C", "B", "A", "AC"],
      ["B", "A", null, "CB"],
    ]);
    // The page, and one statement for each of the three.
    expect(await statementsOf(api, ask)).toBe(4);
    for (const first of [0, 21]) {
      expect((await learner.errorOf(SimilarProblemsDocument, { id: ids[0]!, first })).code).toBe("BAD_USER_INPUT");
    }
  });

  it("shows each viewer their own submissions, and the best of them", async () => {
    const person = await createLearner(api);
    const submit = async (problemId: string, verdict: string | null, cpuMs = 0, testsPassed = 0, by: Client = person) => {
      const { submitCode } = await by.request(SubmitCodeDocument, { input: { problemId, ...SUM_ACCEPTED } });
      const { id } = submitCode.submission;
      if (verdict) {
        await installation.sql(
          `update judgements set status = 'FINISHED', verdict = $2, cpu_ms = $3, tests_passed = $4, tests_total = 2, finished_at = now()
           where submission_id = $1`,
          [keyOf(id), verdict, cpuMs, testsPassed],
        );
      }
      return id;
    };
    const [a, b, c] = ids as [string, string, string];
    const slow = await submit(a, "ACCEPTED", 90, 2);
    const fast = await submit(a, "ACCEPTED", 10, 2);
    const wrong = await submit(a, "WRONG_ANSWER", 1, 1);
    const none = await submit(b, "WRONG_ANSWER", 1, 0);
    const half = await submit(b, "TIME_LIMIT_EXCEEDED", 99, 1);
    const ours = await submit(c, "SYSTEM_ERROR", 1, 2);
    const queued = await submit(c, null);
    await submit(a, "ACCEPTED", 1, 2, learner);

    const ask = (first = 10, who: Client = person) => who.request(ViewerWorkDocument, { filter: { tags: [tag] }, first });
    const { problems } = await ask();
    const work = problems!.nodes.map(({ title, viewerSubmissions, viewerBestSubmission }) => [
      title,
      viewerSubmissions!.nodes.map(({ id }) => id),
      viewerSubmissions!.totalCount,
      viewerBestSubmission?.id ?? null,
    ]);
    expect(work).toEqual([
      ["D", [], 0, null],
      ["C", [queued, ours], 2, null],
      ["B", [half, none], 2, half],
      ["A", [wrong, fast], 3, fast],
    ]);
    expect(work.flat(2)).not.toContain(slow);
    // The page, the submissions, their totals, the best ones, and the judgements.
    for (const first of [2, 4]) expect(await statementsOf(api, () => ask(first))).toBe(5);
    for (const { viewerSubmissions, viewerBestSubmission } of (await ask(10, anonymous)).problems!.nodes) {
      expect([viewerSubmissions, viewerBestSubmission]).toEqual([null, null]);
    }
  });

  it("gives editors one revision by its number, and nobody else", async () => {
    const { id } = await published(author, { statement: "First." });
    await update(author, { id, expectedRevision: 1, statement: "Second." });
    const ask = async (number?: number, who: Client = author) => (await who.request(RevisionByNumberDocument, { id, number })).problem!;
    expect(await ask(1)).toEqual({ revisionNumber: 2, revision: { number: 1, content: { statement: "First." } } });
    expect((await ask()).revision).toMatchObject({ number: 2, content: { statement: "Second." } });
    expect((await ask(3)).revision).toBeNull();
    expect((await ask(2_147_483_647)).revision).toBeNull();
    expect(await ask(1, learner)).toEqual({ revisionNumber: 2, revision: null });
  });

  describe("a profile", () => {
    const profile = async (who: Client, username = learner.username) => (await who.request(ProfileDocument, { username })).user!;

    it("shows others what its owner allows", async () => {
      const hidden = { username: learner.username, bio: "", email: null, timezone: null, showProgress: null, solvedCounts: null };
      for (const who of [anonymous, author]) expect(await profile(who)).toEqual(hidden);
      await learner.request(ShowProgressDocument, { show: true });
      const { solvedCounts, ...rest } = await profile(anonymous, ` ${learner.username.toUpperCase()} `);
      expect({ ...rest, solvedCounts: null }).toEqual(hidden);
      expect(solvedCounts).toMatchObject([
        { difficulty: "EASY", solvedCount: 1, attemptedCount: 1 },
        { difficulty: "MEDIUM", solvedCount: 0, attemptedCount: 0 },
        { difficulty: "HARD", solvedCount: 0, attemptedCount: 0 },
      ]);
      expect(solvedCounts!.every(({ problemCount }) => problemCount > 0)).toBe(true);
      await learner.request(ShowProgressDocument, { show: false });
      expect(await profile(anonymous)).toEqual(hidden);
    });

    it("shows its owner everything", async () => {
      expect(await profile(learner)).toMatchObject({ showProgress: false, email: expect.any(String), solvedCounts: expect.any(Array) });
    });

    it("of nobody is NOT_FOUND", async () => {
      expect((await anonymous.errorOf(ProfileDocument, { username: "nobody-at-all" })).code).toBe("NOT_FOUND");
    });
  });
});
