import { randomUUID } from "node:crypto";
import type { JudgementFinished } from "../../src/events/judgement-finished.event.js";
import { newId } from "../../src/kernel/ids.js";
import { createCountVerdict } from "../../src/modules/practice/problems/counts/count-verdict.js";
import { createDatabase, type Database } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { CANARY } from "../support/canary.js";
import { clientOf, type Client } from "../support/client.js";
import {
  ArchiveProblemDocument,
  CreateProblemDocument,
  CreateTopicDocument,
  ProblemCountDocument,
  ProblemDocument,
  ProblemsDocument,
  PublishProblemDocument,
  SetProblemTestsDocument,
  UpdateProblemDocument,
  type ProblemsQueryVariables,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Client & { userId: string };

const SAMPLE = { name: "sample", input: "1 2\n", output: "3\n", sample: true, explanation: "1 + 2 = 3" };
const HIDDEN = { name: "hidden", input: `2 2 ${CANARY}\n`, output: `4 ${CANARY}\n` };

describe("problems", () => {
  let installation: Installation;
  let api: Api;
  let author: Person;
  let other: Person;
  let admin: Person;
  let learner: Person;
  let anonymous: Client;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi({ LOG_LEVEL: "debug" });
    anonymous = clientOf(api);
    author = await createInstructor(installation, api);
    other = await createInstructor(installation, api);
    admin = await createInstructor(installation, api, "ADMIN");
    learner = await createLearner(api);
  });

  afterAll(() => installation?.stop());

  const draft = async (change: object = {}, who: Client = author) => {
    const input = { title: `Problem ${randomUUID()}`, statement: "Add.", difficulty: "EASY" as const, ...change };
    return (await who.request(CreateProblemDocument, { input })).createProblem.problem;
  };
  const setTests = async (problemId: string, tests: object[] = [SAMPLE, HIDDEN], who: Client = author, publish = false) =>
    (await who.request(SetProblemTestsDocument, { input: { problemId, tests: tests as never, publish } })).setProblemTests.problem;
  const publish = (id: string, who: Client = author) => who.request(PublishProblemDocument, { input: { id } });
  const published = async (change: object = {}, who: Client = author) => {
    const problem = await draft(change, who);
    await setTests(problem.id, undefined, who);
    await publish(problem.id, who);
    return problem;
  };
  const read = async (id: string, who: Client) => (await who.request(ProblemDocument, { id })).problem!;

  describe("a draft", () => {
    it("starts with what its author gives and sensible limits", async () => {
      const title = `Łódź & Ferries ${randomUUID()}`;
      const problem = await draft({
        title,
        tags: ["graphs", "graphs", "bfs"],
        hints: ["One", "Two"],
        languageLimits: [{ language: "python", timeLimitMs: 5000 }],
      });
      expect(problem).toMatchObject({
        title,
        slug: expect.stringMatching(/^lodz-ferries-/),
        status: "DRAFT",
        tags: ["graphs", "bfs"],
        hints: ["One", "Two"],
        timeLimitMs: 1000,
        memoryLimitKb: 262_144,
        languageLimits: [{ language: { slug: "python" }, timeLimitMs: 5000, memoryLimitKb: 262_144 }],
        checker: "tokens",
        checkerParameters: { caseSensitive: true, whitespaceSensitive: false, absoluteTolerance: null, relativeTolerance: null },
        samples: [],
        testCount: 0,
        testSet: null,
        publishedAt: null,
      });
    });

    it("looks like nothing at all to everyone but its author and admins", async () => {
      const { id, slug } = await draft();
      const missing = await learner.errorOf(ProblemDocument, { id: randomUUID() });
      for (const client of [anonymous, learner, other]) {
        expect(await client.errorOf(ProblemDocument, { id })).toEqual(missing);
        expect(await client.errorOf(ProblemDocument, { slug })).toEqual(missing);
      }
      const missingEdit = await other.errorOf(UpdateProblemDocument, { input: { id: randomUUID(), expectedRevision: 1, title: "Mine" } });
      expect(await other.errorOf(UpdateProblemDocument, { input: { id, expectedRevision: 1, title: "Mine" } })).toEqual(missingEdit);
      expect((await read(id, admin)).id).toBe(id);
      expect((await read(id, author)).id).toBe(id);
    });

    it("has an address of its own", async () => {
      const { slug } = await draft();
      const taken = await author.errorOf(CreateProblemDocument, { input: { title: "T", slug, statement: "S", difficulty: "EASY" } });
      expect(taken).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.slug" }] } });
      const nameless = await author.errorOf(CreateProblemDocument, { input: { title: "数", statement: "S", difficulty: "EASY" } });
      expect(nameless).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.slug" }] } });
    });

    it.each([
      ["an empty title", { title: " " }, "input.title"],
      ["a slug with capitals", { slug: "Two-Purses" }, "input.slug"],
      ["an empty statement", { statement: "" }, "input.statement"],
      ["an endless statement", { statement: "x".repeat(100_001) }, "input.statement"],
      ["a tag with spaces", { tags: ["fine", "not fine"] }, "input.tags.1"],
      ["too many hints", { hints: Array(11).fill("h") }, "input.hints"],
      ["no time", { timeLimitMs: 99 }, "input.timeLimitMs"],
      ["too much memory", { memoryLimitKb: 2_097_153 }, "input.memoryLimitKb"],
      ["an unknown language", { languageLimits: [{ language: "cobol" }] }, "input.languageLimits.0.language"],
      ["a language named twice", { languageLimits: [{ language: "go" }, { language: "go" }] }, "input.languageLimits.1.language"],
      ["an unknown checker", { checker: "guess" }, "input.checker"],
      ["a negative tolerance", { checkerParameters: { absoluteTolerance: -1 } }, "input.checkerParameters.absoluteTolerance"],
      ["too much tolerance", { checkerParameters: { relativeTolerance: 1.1 } }, "input.checkerParameters.relativeTolerance"],
      ["a parameter of no checker", { checkerParameters: { guess: 1 } as object }, "input.checkerParameters.guess"],
      [
        "a parameter of another checker",
        { checker: "exact", checkerParameters: { caseSensitive: false } },
        "input.checkerParameters.caseSensitive",
      ],
      ["an unknown topic", { topics: ["no-such-topic"] }, "input.topics"],
    ])("refuses %s and names the field", async (_what, change, field) => {
      const error = await author.errorOf(CreateProblemDocument, { input: { title: "T", statement: "S", difficulty: "EASY", ...change } });
      expect(error.code).toBe("BAD_USER_INPUT");
      expect(error.extensions.fields).toEqual(expect.arrayContaining([expect.objectContaining({ field })]));
    });
  });

  describe("tests", () => {
    it("are shown to editors by name and size, the samples first and to all", async () => {
      const { id } = await draft();
      const problem = await setTests(id, [HIDDEN, SAMPLE]);
      expect(problem.samples).toEqual([{ name: "sample", input: "1 2\n", output: "3\n", explanation: "1 + 2 = 3" }]);
      expect(problem.testCount).toBe(2);
      expect(problem.testSet).toEqual({
        version: 1,
        sizeBytes: SAMPLE.input.length + SAMPLE.output.length + HIDDEN.input.length + HIDDEN.output.length,
        tests: {
          edges: [
            { node: { name: "sample", sample: true, inputBytes: 4, outputBytes: 2 } },
            { node: { name: "hidden", sample: false, inputBytes: HIDDEN.input.length, outputBytes: HIDDEN.output.length } },
          ],
        },
      });
      await publish(id);
      for (const client of [anonymous, learner, other]) expect((await read(id, client)).testSet).toBeNull();
      expect((await read(id, admin)).testSet!.tests.edges).toHaveLength(2);
    });

    it("get a new version when they change, and none when they are the same", async () => {
      const { id } = await draft();
      await setTests(id);
      expect((await setTests(id)).testSet!.version).toBe(1);
      expect((await setTests(id, [{ ...SAMPLE, explanation: "Just so." }, HIDDEN])).testSet!.version).toBe(2);
      expect((await setTests(id, [SAMPLE, { ...HIDDEN, output: "5\n" }])).testSet!.version).toBe(3);
    });

    it("get one version each when two uploads meet", async () => {
      const { id } = await draft();
      await Promise.all([1, 2, 3].map((n) => setTests(id, [SAMPLE, { ...HIDDEN, output: `${n}\n` }])));
      const versions = await installation.sql<{ version: number }>("select version from test_sets where problem_id = $1 order by version", [
        id,
      ]);
      expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
    });

    it.each([
      ["no tests", []],
      ["two of one name", [SAMPLE, { ...HIDDEN, name: "sample" }]],
      ["a name that is a path", [{ ...SAMPLE, name: "../x" }]],
      ["a sample too large to show", [{ ...SAMPLE, input: "x".repeat(17_000) }]],
    ])("are refused: %s", async (_what, tests) => {
      const { id } = await draft();
      const error = await author.errorOf(SetProblemTestsDocument, { input: { problemId: id, tests: tests as never } });
      expect(error.code).toBe("BAD_USER_INPUT");
    });

    it("are for the author and admins to set", async () => {
      const { id } = await published();
      const input = { problemId: id, tests: [SAMPLE] };
      expect((await learner.errorOf(SetProblemTestsDocument, { input })).code).toBe("FORBIDDEN");
      expect((await other.errorOf(SetProblemTestsDocument, { input })).code).toBe("FORBIDDEN");
      expect((await setTests(id, [SAMPLE, HIDDEN, { ...HIDDEN, name: "more" }], admin, true)).testCount).toBe(3);
    });
  });

  describe("publishing", () => {
    it("needs a sample and a hidden test", async () => {
      const { id } = await draft();
      const refused = async () => (await author.errorOf(PublishProblemDocument, { input: { id } })).code;
      expect(await refused()).toBe("CONFLICT");
      await setTests(id, [SAMPLE]);
      expect(await refused()).toBe("CONFLICT");
      await setTests(id, [HIDDEN]);
      expect(await refused()).toBe("CONFLICT");
      await setTests(id);
      expect((await publish(id)).publishProblem.problem).toMatchObject({ status: "PUBLISHED", publishedAt: expect.any(String) });
      const without = await author.errorOf(SetProblemTestsDocument, { input: { problemId: id, tests: [SAMPLE], publish: true } });
      expect(without.code).toBe("CONFLICT");
    });

    it("shows the problem to everyone, and archiving hides it again", async () => {
      const { id } = await published();
      expect((await read(id, anonymous)).status).toBe("PUBLISHED");
      expect((await author.request(ArchiveProblemDocument, { input: { id } })).archiveProblem.problem.status).toBe("ARCHIVED");
      expect((await learner.errorOf(ProblemDocument, { id })).code).toBe("NOT_FOUND");
      expect((await read(id, author)).status).toBe("ARCHIVED");
    });

    it("keeps its first date", async () => {
      const { id } = await published();
      const { publishedAt } = await read(id, author);
      await author.request(ArchiveProblemDocument, { input: { id } });
      expect((await publish(id)).publishProblem.problem.publishedAt).toBe(publishedAt);
    });
  });

  it("change as an update says and otherwise stay", async () => {
    const problem = await draft({ tags: ["a"], hints: ["h"] });
    const change = { id: problem.id, expectedRevision: 1, title: " New ", tags: [] };
    const { updateProblem } = await author.request(UpdateProblemDocument, { input: change });
    expect(updateProblem.problem).toMatchObject({ title: "New", tags: [], hints: ["h"], timeLimitMs: 1000, slug: problem.slug });
    expect(Date.parse(updateProblem.problem.updatedAt)).toBeGreaterThan(Date.parse(problem.updatedAt));
    expect((await other.errorOf(UpdateProblemDocument, { input: change })).code).toBe("NOT_FOUND");
  });

  it("are read by slug or by id, not by both or neither", async () => {
    const { id, slug } = await published();
    expect((await anonymous.request(ProblemDocument, { slug })).problem!.id).toBe(id);
    expect((await anonymous.errorOf(ProblemDocument, {})).code).toBe("BAD_USER_INPUT");
    expect((await anonymous.errorOf(ProblemDocument, { id, slug })).code).toBe("BAD_USER_INPUT");
  });

  describe("verdicts", () => {
    let db: Database;
    let count: (event: JudgementFinished) => Promise<void>;
    beforeAll(async () => {
      db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 8, entities: ENTITIES, migrationsFolder: "migrations" });
      count = createCountVerdict({ db });
    });
    afterAll(() => db?.close());

    const verdictOn = (problemId: string, verdict: string, change: Partial<JudgementFinished> = {}): JudgementFinished => ({
      judgementId: newId(),
      submissionId: newId(),
      userId: keyOf(learner.userId),
      problemId: keyOf(problemId),
      verdict,
      ...change,
    });

    it("are counted once each, however often and in whatever order they are delivered", async () => {
      const { id } = await published();
      const events = ["WRONG_ANSWER", "ACCEPTED", "COMPILATION_ERROR", "ACCEPTED"].map((verdict) => verdictOn(id, verdict));
      await Promise.all([...events, ...events.toReversed(), ...events].map(count));
      expect(await read(id, learner)).toMatchObject({ submissionCount: 4, acceptedCount: 2, acceptanceRate: 0.5, viewerStatus: "SOLVED" });
      expect(await read(id, other)).toMatchObject({ submissionCount: 4, viewerStatus: "NOT_TRIED" });
      expect((await read(id, anonymous)).viewerStatus).toBeNull();
    });

    it("of a rejudge replace the one before, and an old one that comes late changes nothing", async () => {
      const { id } = await published();
      const first = verdictOn(id, "ACCEPTED", { judgementId: newId(1000) });
      const rejudged = { ...first, judgementId: newId(2000), verdict: "WRONG_ANSWER" };
      await count(first);
      await count(rejudged);
      await count(first);
      expect(await read(id, learner)).toMatchObject({ submissionCount: 1, acceptedCount: 0, viewerStatus: "ATTEMPTED" });
    });

    it.each(["SYSTEM_ERROR", "CANCELLED"])("of %s are not counted", async (verdict) => {
      const { id } = await published();
      await count(verdictOn(id, verdict));
      expect(await read(id, learner)).toMatchObject({ submissionCount: 0, acceptanceRate: null, viewerStatus: "NOT_TRIED" });
    });

    it("open the explanation to whoever solved the problem", async () => {
      const { id } = await published({ explanation: "Just add." });
      expect((await read(id, learner)).explanation).toBeNull();
      await count(verdictOn(id, "WRONG_ANSWER"));
      expect((await read(id, learner)).explanation).toBeNull();
      await count(verdictOn(id, "ACCEPTED"));
      expect((await read(id, learner)).explanation).toBe("Just add.");
      expect((await read(id, anonymous)).explanation).toBeNull();
      expect((await read(id, other)).explanation).toBeNull();
      expect((await read(id, author)).explanation).toBe("Just add.");
      const { problems } = await learner.request(ProblemsDocument, { filter: { viewerStatus: "SOLVED" } });
      expect(problems.edges.map(({ node }) => node.id)).toContain(id);
    });
  });

  describe("the list", () => {
    /** Its problems carry a tag of their own, so that no other test's are among them. */
    // Letters only: PostgreSQL reads a dash before digits as a minus, and the search for the word would not find it.
    const tag = `list-${randomUUID().replace(/[^a-f]/g, "")}`;
    const topic = `topic-${tag}`;
    const titles = ["Apricot harvest", "Bakery queue", "Cable cars", "Dovecote", "Eel traps", "Fountain pens", "Glacier walk"];
    const difficulties = ["HARD", "EASY", "MEDIUM", "EASY", "HARD", "MEDIUM", "EASY"] as const;
    let ids: string[];

    beforeAll(async () => {
      for (const [slug, parent] of [
        [topic, undefined],
        [`${topic}-leaf`, topic],
      ] as const) {
        await admin.request(CreateTopicDocument, { input: { slug, name: slug, icon: "sprout", description: "", parent } });
      }
      ids = [];
      for (const [i, title] of titles.entries()) {
        const tags = i % 2 === 0 ? [tag, `${tag}-even`] : [tag];
        const topics = i < 3 ? [`${topic}-leaf`] : i < 5 ? [topic] : [];
        ids.push((await published({ title: `${title} ${tag}`, difficulty: difficulties[i], tags, topics }, i === 6 ? other : author)).id);
      }
      // Bakery queue 1 of 2, Dovecote 3 of 4; nobody has tried the others.
      for (const [i, submissions, accepted] of [
        [1, 2, 1],
        [3, 4, 3],
      ] as const) {
        await installation.sql("insert into problem_stats (problem_id, submissions, accepted) values ($1, $2, $3)", [
          ids[i],
          submissions,
          accepted,
        ]);
      }
      await installation.sql("insert into problem_viewer_status (user_id, problem_id, solved) values ($1, $2, true), ($1, $3, false)", [
        learner.userId,
        ids[0],
        ids[1],
      ]);
    });

    const list = async (variables: ProblemsQueryVariables, who: Client = learner) =>
      (await who.request(ProblemsDocument, { first: 50, ...variables, filter: { tags: [tag], ...variables.filter } })).problems;
    const letters = async (...args: Parameters<typeof list>) => (await list(...args)).edges.map(({ node }) => node.title[0]).join("");

    it.each([
      ["nothing asked: newest first", {}, "GFEDCBA"],
      ["by title", { orderBy: "TITLE" }, "ABCDEFG"],
      ["by difficulty", { orderBy: "DIFFICULTY" }, "GDBFCEA"],
      ["by acceptance rate, the untried last", { orderBy: "ACCEPTANCE_RATE" }, "DBGFECA"],
      ["oldest first", { orderBy: "NEWEST", direction: "ASC" }, "ABCDEFG"],
      ["Z to A", { orderBy: "TITLE", direction: "DESC" }, "GFEDCBA"],
      ["the hardest first", { orderBy: "DIFFICULTY", direction: "DESC" }, "EAFCGDB"],
      ["the least accepted first, the untried last", { orderBy: "ACCEPTANCE_RATE", direction: "ASC" }, "BDGFECA"],
      ["any of some difficulties", { filter: { difficulties: ["HARD", "MEDIUM"] } }, "FECA"],
      ["a topic with those under it", { filter: { topics: [topic] } }, "EDCBA"],
      ["the topic under it", { filter: { topics: [`${topic}-leaf`] } }, "CBA"],
      ["an unknown topic", { filter: { topics: ["no-such-topic"] } }, ""],
      ["every one of some tags", { filter: { tags: [tag, `${tag}-even`] } }, "GECA"],
      ["an empty filter", { filter: { difficulties: [], topics: [], status: [] } }, "GFEDCBA"],
      ["what I solved", { filter: { viewerStatus: "SOLVED" } }, "A"],
      ["what I tried", { filter: { viewerStatus: "ATTEMPTED" } }, "B"],
      ["what I have not tried", { filter: { viewerStatus: "NOT_TRIED" } }, "GFEDC"],
      ["a search", { search: `eel ${tag}` }, "E"],
      ["a search for beginnings of words", { search: `glac wal ${tag}` }, "G"],
    ] satisfies [string, ProblemsQueryVariables, string][])("has %s", async (_what, variables, expected) => {
      expect(await letters(variables)).toBe(expected);
    });

    it("ranks a search: title before tags before statement", async () => {
      const word = `zeppelin${randomUUID().replaceAll("-", "")}`;
      const { id: inStatement } = await published({ statement: `A ${word} flies.` });
      const { id: inTitle } = await published({ title: `The ${word}` });
      const { id: inTags } = await published({ tags: [word] });
      const { problems } = await anonymous.request(ProblemsDocument, { search: word });
      expect(problems.edges.map(({ node }) => node.id)).toEqual([inTitle, inTags, inStatement]);
    });

    describe("a search in other words", () => {
      // Letters alone: one of the searches is for a number, and the search covers tags.
      const own = `words-${randomUUID().replace(/[^a-f]/g, "")}`;
      const texts = {
        ice: { title: "Melting ice", statement: "How fast does it melt in the sun?" },
        tea: { title: "Tea tasting", statement: "Pour." },
        graphs: { title: "BFS/DFS of mazes", statement: "Walk." },
        release: { title: "Release v2.0", statement: "Ship." },
        road: { title: "Route-66 don't stop", statement: "Drive." },
        chinese: { title: "最短路径问题", statement: "给定一个图。" },
        thai: { title: "กราฟเส้นทาง", statement: "เดิน" },
        japanese: { title: "グラフ理論の基礎", statement: "読む。" },
        korean: { title: "최단 경로", statement: "찾기" },
        composed: { title: "Caf\u00e9 au lait", statement: "Boire." },
        decomposed: { title: "Re\u0301sume\u0301 of \u0141\u00f3d\u017a", statement: "Stra\u00dfe." },
      };
      let names: Map<string, string>;

      beforeAll(async () => {
        names = new Map();
        for (const [name, text] of Object.entries(texts)) {
          names.set((await published({ ...text, slug: `${own}-${name}`, tags: [own] })).id, name);
        }
      });

      const found = async (search: string) => {
        const { problems } = await anonymous.request(ProblemsDocument, { search, filter: { tags: [own] } });
        return problems.edges.map(({ node }) => names.get(node.id)).sort();
      };

      it.each([
        ["meltin", ["ice"]],
        ["melted", ["ice"]],
        ["tastin", ["tea"]],
        ["TASTI", ["tea"]],
        ["the sun", ["ice"]],
        ["the", ["ice"]],
        ["BFS/DFS", ["graphs"]],
        ["bfs", ["graphs"]],
        ["dfs maze", ["graphs"]],
        ["v2.0", ["release"]],
        ["v2", ["release"]],
        ["route-66", ["road"]],
        ["66", ["road"]],
        ["dont", ["road"]],
        ["don't", ["road"]],
        ["最短路径", ["chinese"]],
        ["路径", ["chinese"]],
        ["径路", []],
        ["一个图", ["chinese"]],
        ["กราฟ", ["thai"]],
        ["เส้นทาง", ["thai"]],
        ["理論", ["japanese"]],
        ["ｸﾞﾗﾌ", ["japanese"]],
        ["경로", ["korean"]],
        ["최", ["korean"]],
        ["caf\u00e9", ["composed"]],
        ["cafe\u0301", ["composed"]],
        ["CAFE LAIT", ["composed"]],
        ["r\u00e9sum\u00e9", ["decomposed"]],
        ["re\u0301sume\u0301", ["decomposed"]],
        ["lodz strasse", ["decomposed"]],
        ['"melt in the sun"', ["ice"]],
        ['"sun melt"', []],
        ["meltin or tastin", ["ice", "tea"]],
        ["walk -bfs", []],
        ["ice -bfs", ["ice"]],
      ])("finds %j", async (search, expected) => {
        expect(await found(search)).toEqual(expected);
      });
    });

    it("sorts titles as readers do, either way", async () => {
      const own = `titles-${randomUUID().slice(0, 8)}`;
      const sorted = ["Äpfel", "apple", "Banana", "banana split", "cherry", "Zebra"];
      for (const title of [3, 0, 5, 1, 4, 2].map((at) => sorted[at]!)) await published({ title, tags: [own] });
      const titled = async (direction?: "ASC" | "DESC") => {
        const seen: string[] = [];
        for (let after: string | null = null, more = true; more;) {
          const page: Awaited<ReturnType<typeof list>> = await list({
            orderBy: "TITLE",
            direction,
            first: 2,
            after,
            filter: { tags: [own] },
          });
          seen.push(...page.edges.map(({ node }) => node.title));
          [after, more] = [page.pageInfo.endCursor ?? null, page.pageInfo.hasNextPage];
        }
        return seen;
      };
      expect(await titled()).toEqual(sorted);
      expect(await titled("ASC")).toEqual(sorted);
      expect(await titled("DESC")).toEqual([...sorted].reverse());
    });

    it("tells authors apart", async () => {
      expect(await letters({ filter: { authorId: other.userId } })).toBe("G");
    });

    it("counts all its pages when asked", async () => {
      const { problems } = await anonymous.request(ProblemCountDocument, { filter: { tags: [tag], difficulties: ["EASY"] } });
      expect(problems.totalCount).toBe(3);
      expect((await anonymous.request(ProblemCountDocument, { search: `dovecote ${tag}` })).problems.totalCount).toBe(1);
    });

    it.each(["NEWEST", "TITLE", "DIFFICULTY", "ACCEPTANCE_RATE", "RELEVANCE"] as const)(
      "is the same in pages of any size, forwards and backwards, by %s",
      async (orderBy) => {
        const search = orderBy === "RELEVANCE" ? tag : undefined;
        const whole = (await list({ orderBy, search })).edges.map(({ node }) => node.id);
        expect(whole).toHaveLength(titles.length);
        for (const size of [1, 3]) {
          const forwards: string[] = [];
          for (let after: string | null = null, more = true; more;) {
            const { edges, pageInfo }: Awaited<ReturnType<typeof list>> = await list({ orderBy, search, first: size, after });
            expect(pageInfo.hasPreviousPage).toBe(after !== null);
            forwards.push(...edges.map(({ node }) => node.id));
            [after, more] = [pageInfo.endCursor ?? null, pageInfo.hasNextPage];
          }
          expect(forwards).toEqual(whole);

          const backwards: string[] = [];
          for (let before: string | null = null, more = true; more;) {
            const { edges, pageInfo }: Awaited<ReturnType<typeof list>> = await list({
              orderBy,
              search,
              first: undefined,
              last: size,
              before,
            });
            expect(pageInfo.hasNextPage).toBe(before !== null);
            backwards.unshift(...edges.map(({ node }) => node.id));
            [before, more] = [pageInfo.startCursor ?? null, pageInfo.hasPreviousPage];
          }
          expect(backwards).toEqual(whole);
        }
      },
    );

    it("costs the same few statements for a page of any size", async () => {
      const costs = [];
      for (const first of [1, 3, 7]) costs.push(await statementsOf(api, () => list({ first })));
      // The page, its topics and its authors.
      expect(costs).toEqual([3, 3, 3]);
    });

    it("costs at most five statements for fifty problems of many authors and topics", async () => {
      const own = `many-${randomUUID().slice(0, 8)}`;
      await installation.sql(
        `with written as (
           insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, starter_code, status, author_id, published_at)
           select gen_random_uuid(), $1 || n, 'Title ' || n, 'Statement', 'EASY', array[$1], '{}', '{}', '{}', 'PUBLISHED',
             (array(select id from users order by id))[1 + n % (select count(*) from users)], now() - n * interval '1 minute'
           from generate_series(1, 60) n returning id
         ), stats as (insert into problem_stats (problem_id, submissions, accepted) select id, 4, 1 from written)
         insert into problem_topics (problem_id, topic_id) select written.id, topics.id from written, topics`,
        [own],
      );
      const ask = (first: number) =>
        learner.request(ProblemsDocument, { first, filter: { tags: [own], viewerStatus: "NOT_TRIED" }, orderBy: "ACCEPTANCE_RATE" });
      const { problems } = await ask(50);
      expect(problems.edges).toHaveLength(50);
      for (const { node } of problems.edges) {
        expect(node).toMatchObject({ acceptanceRate: 0.25, viewerStatus: "NOT_TRIED", author: { username: expect.any(String) } });
        expect(node.topics.length).toBeGreaterThan(1);
      }
      for (const first of [1, 50]) expect(await statementsOf(api, () => ask(first))).toBeLessThanOrEqual(5);
    });

    it.each([
      ["garbage", "garbage!!"],
      ["a key of another type", Buffer.from(JSON.stringify(["newest", "not a date", "not an id"])).toString("base64url")],
      [
        "a number where a date stands",
        Buffer.from(JSON.stringify(["newest", 1e300, "01900000-0000-7000-8000-000000000000"])).toString("base64url"),
      ],
      [
        "too many columns",
        Buffer.from(JSON.stringify(["newest", "2026-01-01", "01900000-0000-7000-8000-000000000000", 1])).toString("base64url"),
      ],
      ["too few columns", Buffer.from(JSON.stringify(["newest"])).toString("base64url")],
      ["a NUL character", Buffer.from(JSON.stringify(["newest", "\0", "\0"])).toString("base64url")],
      ["half a character", Buffer.from(JSON.stringify(["newest", "\ud800", "x"])).toString("base64url")],
    ])("refuses a cursor that is %s", async (_what, after) => {
      const error = await anonymous.errorOf(ProblemsDocument, { after });
      expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "after" }] } });
    });

    it("refuses the cursor of another order or another search", async () => {
      const { pageInfo } = await list({ orderBy: "TITLE", first: 1 });
      expect((await anonymous.errorOf(ProblemsDocument, { orderBy: "DIFFICULTY", after: pageInfo.endCursor })).code).toBe("BAD_USER_INPUT");
      const { pageInfo: searched } = await list({ search: tag, first: 1 });
      expect((await anonymous.errorOf(ProblemsDocument, { search: "eel", after: searched.endCursor })).code).toBe("BAD_USER_INPUT");
    });

    it.each([
      [{ first: 0 }],
      [{ first: -1 }],
      [{ first: 101 }],
      [{ first: 2_147_483_647 }],
      [{ last: 0 }],
      [{ first: 1, last: 1 }],
      [{ orderBy: "RELEVANCE" }],
      [{ search: "x".repeat(201) }],
      [{ filter: { tags: Array(51).fill("t") } }],
    ] satisfies [ProblemsQueryVariables][])("refuses %j", async (variables) => {
      expect((await anonymous.errorOf(ProblemsDocument, variables)).code).toBe("BAD_USER_INPUT");
    });

    it.each([
      "'",
      "\\",
      "a:b",
      "!",
      "&|",
      "((",
      "<->",
      '"',
      "or",
      "-",
      "%",
      "eel:*",
      "'; drop table problems; --",
      "\u{1F600}",
      "-\u{1F600}",
      "or or",
      "\ufdf2".repeat(200),
      "a ".repeat(100),
      '"a'.repeat(100),
    ])("survives a search for %s", async (search) => {
      await list({ search });
    });

    it("filters by one's own progress only for someone", async () => {
      expect((await anonymous.errorOf(ProblemsDocument, { filter: { viewerStatus: "SOLVED" } })).code).toBe("UNAUTHENTICATED");
    });

    it("has drafts and archived problems for their author and admins only", async () => {
      const own = `own-${randomUUID().slice(0, 8)}`;
      const { id: drafted } = await draft({ tags: [own] });
      const { id: archived } = await published({ tags: [own] });
      await author.request(ArchiveProblemDocument, { input: { id: archived } });
      const statuses = ["DRAFT", "PUBLISHED", "ARCHIVED"] as const;
      const seenBy = async (client: Client, status?: readonly (typeof statuses)[number][]) =>
        (await client.request(ProblemsDocument, { filter: { tags: [own], status: status && [...status] } })).problems.edges
          .map(({ node }) => node.id)
          .sort();
      const both = [drafted, archived].sort();
      expect(await seenBy(author, statuses)).toEqual(both);
      expect(await seenBy(author, ["DRAFT"])).toEqual([drafted]);
      expect(await seenBy(admin, statuses)).toEqual(both);
      for (const client of [anonymous, learner, other]) expect(await seenBy(client, statuses)).toEqual([]);
      for (const client of [author, admin]) expect(await seenBy(client)).toEqual([]);
      const { problems } = await other.request(ProblemCountDocument, { filter: { tags: [own], status: [...statuses] } });
      expect(problems.totalCount).toBe(0);
    });
  });
});
