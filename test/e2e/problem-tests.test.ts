import { randomUUID } from "node:crypto";
import { draft, HIDDEN, published, read, SAMPLE, setTests } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import {
  ProblemTestDocument,
  ProblemTestSetsDocument,
  RestoreProblemTestsDocument,
  SetProblemTestsDocument,
  type TestInput,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";

type Person = Client & { userId: string; username: string };

/** Hidden, but without the mark that no response may carry. */
const SHOWABLE: TestInput = { name: "quiet", input: "4 4\n", output: "8\n" };

describe("versions of a problem's tests", () => {
  let installation: Installation;
  let api: Api;
  let author: Person;
  let admin: Person;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    author = await createInstructor(installation, api);
    admin = await createInstructor(installation, api, "ADMIN");
  });

  afterAll(() => installation?.stop());

  const versions = async (id: string, page: object = {}, who: Client = author) =>
    (await who.request(ProblemTestSetsDocument, { id, ...page })).problem!.testSets!;
  const restore = async (problemId: string, version: number, change: object = {}) =>
    (await author.request(RestoreProblemTestsDocument, { input: { problemId, version, ...change } })).restoreProblemTests.problem;
  const test = async (
    variables: { problemId: string; version: number; name: string; offsetBytes?: number; maxBytes?: number },
    who: Client = author,
  ) => (await who.request(ProblemTestDocument, variables)).problemTest!;

  it("are listed for editors with who, why and what, newest first", async () => {
    const { id } = await draft(author);
    await setTests(author, id, [SAMPLE, SHOWABLE], { note: "Two to begin with." });
    await setTests(admin, id, [SAMPLE, SHOWABLE, HIDDEN]);
    const { edges, totalCount } = await versions(id);
    expect(totalCount).toBe(2);
    expect(edges.map(({ node }) => node)).toEqual([
      {
        version: 2,
        current: true,
        testCount: 3,
        note: "",
        restoredFrom: null,
        uploadedBy: { username: admin.username },
        tests: { edges: [{ node: { name: "sample" } }, { node: { name: "quiet" } }, { node: { name: "hidden" } }] },
      },
      {
        version: 1,
        current: false,
        testCount: 2,
        note: "Two to begin with.",
        restoredFrom: null,
        uploadedBy: { username: author.username },
        tests: { edges: [{ node: { name: "sample" } }, { node: { name: "quiet" } }] },
      },
    ]);
    const first = await versions(id, { first: 1 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect((await versions(id, { first: 1, after: first.pageInfo.endCursor })).edges.map(({ node }) => node.version)).toEqual([1]);
  });

  it("come back as the next version", async () => {
    const { id } = await published(author);
    await setTests(author, id, [SAMPLE, SHOWABLE], { publish: true });
    const back = await restore(id, 1, { note: "The new one was wrong.", expectedVersion: 2, publish: true });
    expect(back).toMatchObject({ testCount: 2, testSet: { version: 3 } });
    expect((await versions(id)).edges[0]!.node).toMatchObject({
      version: 3,
      restoredFrom: 1,
      note: "The new one was wrong.",
      current: true,
    });
    expect(await restore(id, 3)).toMatchObject({ testSet: { version: 3 } });
  });

  it("can't leave a published problem without a hidden test, also when brought back", async () => {
    const { id } = await draft(author);
    await setTests(author, id, [SAMPLE]);
    await setTests(author, id, [SAMPLE, SHOWABLE]);
    await installation.sql("update problems set status = 'PUBLISHED', published_at = now() where id = $1", [id]);
    const refused = await author.errorOf(RestoreProblemTestsDocument, { input: { problemId: id, version: 1, publish: true } });
    expect(refused.code).toBe("CONFLICT");
    expect((await read(author, id)).testSet!.version).toBe(2);
    expect((await author.errorOf(RestoreProblemTestsDocument, { input: { problemId: id, version: 9 } })).code).toBe("NOT_FOUND");
  });

  it("do not overwrite each other when the uploader says what they know", async () => {
    const { id } = await draft(author);
    const upload = (n: number) => setTests(author, id, [SAMPLE, { ...SHOWABLE, output: `${n}\n` }], { expectedVersion: 0 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(upload));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const late = await author.errorOf(SetProblemTestsDocument, { input: { problemId: id, tests: [SAMPLE], expectedVersion: 0 } });
    expect(late).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.expectedVersion" }] } });
  });

  describe("a test's data", () => {
    it("is read from any version, hidden or not", async () => {
      const { id } = await draft(author);
      await setTests(author, id, [SHOWABLE, SAMPLE]);
      await setTests(author, id, [SAMPLE, { ...SHOWABLE, output: "9\n" }]);
      expect(await test({ problemId: id, version: 1, name: "quiet" })).toEqual({
        name: "quiet",
        sample: false,
        input: { text: "4 4\n", totalBytes: 4, nextOffsetBytes: null },
        output: { text: "8\n", totalBytes: 2, nextOffsetBytes: null },
      });
      expect((await test({ problemId: id, version: 2, name: "quiet" }, admin)).output.text).toBe("9\n");
      expect(await test({ problemId: id, version: 2, name: "sample" })).toMatchObject({ sample: true, input: { text: "1 2\n" } });
    });

    it("comes in pieces however large it is, and the pieces make the whole", async () => {
      const { id } = await draft(author);
      const large = Array.from({ length: 60_000 }, (_, n) => `${n}€`).join(" ");
      await setTests(author, id, [SAMPLE, { name: "large", input: large, output: "😀\n" }, SHOWABLE]);
      let whole = "";
      let pieces = 0;
      for (let offsetBytes: number | null = 0; offsetBytes !== null; pieces++) {
        const { input, output }: Awaited<ReturnType<typeof test>> = await test({
          problemId: id,
          version: 1,
          name: "large",
          offsetBytes,
          maxBytes: 200_000,
        });
        expect(output).toEqual({ text: offsetBytes === 0 ? "😀\n" : "", totalBytes: 5, nextOffsetBytes: null });
        expect(Buffer.byteLength(input.text)).toBeLessThanOrEqual(200_000);
        whole += input.text;
        offsetBytes = input.nextOffsetBytes ?? null;
      }
      expect(pieces).toBeGreaterThan(2);
      expect(whole).toBe(large);
      expect((await test({ problemId: id, version: 1, name: "quiet" })).output.text).toBe("8\n");
    });

    it.each([
      ["another version", { version: 2 }, "NOT_FOUND"],
      ["another name", { name: "none" }, "NOT_FOUND"],
      ["another problem", { problemId: randomUUID() }, "NOT_FOUND"],
      ["a negative offset", { offsetBytes: -1 }, "BAD_USER_INPUT"],
      ["too much at once", { maxBytes: 1_000_000 }, "BAD_USER_INPUT"],
      ["nothing at once", { maxBytes: 0 }, "BAD_USER_INPUT"],
    ])("is not there for %s", async (_what, change, code) => {
      const { id } = await draft(author);
      await setTests(author, id, [SAMPLE, SHOWABLE]);
      expect((await author.errorOf(ProblemTestDocument, { problemId: id, version: 1, name: "quiet", ...change })).code).toBe(code);
    });
  });

  // The client fails by itself wherever hidden data of HIDDEN comes back.
  it("are nothing to anyone else: neither lists nor data, of drafts nor of what is published", async () => {
    const { id: open } = await published(author);
    const { id: closed } = await draft(author);
    await setTests(author, closed);
    const [learner, stranger] = [await createLearner(api), await createInstructor(installation, api)];
    for (const client of [learner, stranger, clientOf(api)]) {
      expect((await client.request(ProblemTestSetsDocument, { id: open })).problem).toEqual({ testSets: null });
      expect((await client.errorOf(ProblemTestSetsDocument, { id: closed })).code).toBe("NOT_FOUND");
    }
    for (const name of ["hidden", "sample"]) {
      const data = (client: Client, problemId: string) =>
        client.errorOf(ProblemTestDocument, { problemId, version: 1, name }).then(({ code }) => code);
      expect([await data(learner, open), await data(clientOf(api), open)]).toEqual(["FORBIDDEN", "UNAUTHENTICATED"]);
      expect([await data(stranger, open), await data(stranger, closed)]).toEqual(["FORBIDDEN", "NOT_FOUND"]);
    }
    const input = { problemId: open, version: 1 };
    expect((await stranger.errorOf(RestoreProblemTestsDocument, { input })).code).toBe("FORBIDDEN");
    expect((await learner.errorOf(RestoreProblemTestsDocument, { input })).code).toBe("FORBIDDEN");
  });
});
