/** Test sets that are uploaded: archives and single files, drafts beside the live tests, and what is refused and why. */
import { createHash } from "node:crypto";
import { newId } from "../../src/kernel/ids.js";
import { draft, HIDDEN, publish, published, SAMPLE, setTests, update } from "../support/authoring.js";
import { CANARY } from "../support/canary.js";
import type { Client } from "../support/client.js";
import { eventually } from "../support/events.js";
import { WITHOUT_JUDGE } from "../support/full-life.js";
import {
  EditProblemTestsDocument,
  ImportProblemTestsDocument,
  OneFileDocument,
  ProblemTestBytesDocument,
  PublishProblemTestsDocument,
  RequestUploadDocument,
  RestoreProblemTestsDocument,
  SetProblemTestsDocument,
  TestArgumentsDocument,
  TestSetBuildDocument,
  TestSetsDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { proven } from "../support/proofs.js";
import { objectKeys } from "../support/objects.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { editTests, ended, importFiles, importTests, uploadTestData, zipOf } from "../support/test-uploads.js";

type Person = Client & { userId: string };

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

/** Two samples and three hidden tests, in the order of an archive that nobody sorted. */
const FILES = {
  "secret/10.in": "10 10\n",
  "secret/10.ans": "20\n",
  "secret/2.in": "2 2\n",
  "secret/2.ans": "4\n",
  "secret/group 1/01.in": "1 1\n",
  "secret/group 1/01.out": "2\n",
  "sample/1.in": "1 2\n",
  "sample/1.ans": "3\n",
  "sample/1.md": "Because.\n",
  "sample/2.in": "0 0\n",
  "sample/2.out": "0\n",
};

let installation: Installation;
let api: Api;
let worker: Program;
let author: Person;

beforeAll(async () => {
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker(WITHOUT_JUDGE)]);
  author = await createInstructor(installation, api);
});

afterAll(() => installation?.stop());

const sets = async (id: string, page: object = {}, who: Client = author) => (await who.request(TestSetsDocument, { id, ...page })).problem!;
const names = async (id: string) => {
  const { testSet, draftTestSet } = await sets(id, { first: 100 });
  return (draftTestSet ?? testSet)!.tests.edges.map(({ node }) => node.name);
};
const bytes = async (problemId: string, version: number, name: string) => {
  const { problemTest } = await author.request(ProblemTestBytesDocument, { problemId, version, name });
  return [problemTest!.input, problemTest!.output].map(({ base64 }) => Buffer.from(base64, "base64"));
};

describe("an archive", () => {
  it("becomes a test set: samples first, natural order, sizes and hashes of all data", async () => {
    const { id } = await draft(author);
    const build = await importFiles(author, id, FILES, { note: "From the jury." });
    expect(build).toMatchObject({
      status: "READY",
      faults: [],
      testsDone: 5,
      testsTotal: 5,
      problem: { id },
      testSet: { version: 1, current: true, draft: false, testCount: 5, note: "From the jury." },
    });
    const { testSet, samples, testSetBuild } = await sets(id);
    expect(testSetBuild).toMatchObject({ id: build.id });
    expect(testSet!.tests.totalCount).toBe(5);
    expect(testSet!.tests.edges.map(({ node }) => node)).toEqual(
      ["sample/1", "sample/2", "secret/2", "secret/10", "secret/group 1/01"].map((name) => {
        const input = FILES[`${name}.in` as keyof typeof FILES];
        const output = (FILES as Record<string, string>)[`${name}.ans`] ?? (FILES as Record<string, string>)[`${name}.out`]!;
        return {
          name,
          sample: name.startsWith("sample/"),
          inputBytes: input.length,
          outputBytes: output.length,
          inputChecksum: sha256(input),
          outputChecksum: sha256(output),
        };
      }),
    );
    expect(samples).toEqual([
      { name: "sample/1", input: "1 2\n", output: "3\n", explanation: "Because." },
      { name: "sample/2", input: "0 0\n", output: "0\n", explanation: "" },
    ]);
    expect((await bytes(id, 1, "secret/10")).map(String)).toEqual(["10 10\n", "20\n"]);
  });

  it("is listed page by page", async () => {
    const { id } = await draft(author);
    await importFiles(author, id, FILES);
    const first = (await sets(id, { first: 2 })).testSet!.tests;
    expect(first.pageInfo.hasNextPage).toBe(true);
    const next = (await sets(id, { first: 2, after: first.pageInfo.endCursor })).testSet!.tests;
    expect(next.edges.map(({ node }) => node.name)).toEqual(["secret/2", "secret/10"]);
  });

  it("may be imported twice, and makes one version; its file is gone then", async () => {
    const { id } = await draft(author);
    const zip = await zipOf(FILES);
    const fileId = await uploadTestData(author, zip);
    expect(await importTests(author, { problemId: id, fileId })).toMatchObject({ status: "READY", testSet: { version: 1 } });
    // It is removed after the build has ended.
    await eventually(
      () => installation.sql("select id from files where id = $1", [fileId]),
      (left) => left.length === 0,
    );
    expect((await author.errorOf(OneFileDocument, { id: fileId })).code).toBe("NOT_FOUND");
    expect(await objectKeys(installation)).not.toContain(`uploads/${keyOf(fileId)}`);
    const again = await uploadTestData(author, zip);
    expect(await importTests(author, { problemId: id, fileId: again })).toMatchObject({ status: "READY", testSet: { version: 1 } });
  });

  it("whose worker died is taken by another one, and makes one version", async () => {
    const { id } = await draft(author);
    const fileId = await uploadTestData(author, await zipOf(FILES));
    const plan = JSON.stringify({ kind: "archive", fileId: keyOf(fileId), publish: false, note: "", expectedVersion: null });
    const buildId = newId();
    await installation.sql(
      `insert into test_set_builds (id, problem_id, user_id, status, plan, attempt, leased_until, done, total)
       values ($1, $2, $3, 'RUNNING', $4, 1, now() - interval '1 second', 3, 5)`,
      [buildId, id, author.userId, plan],
    );
    expect(await ended(author, buildId)).toMatchObject({ status: "READY", testsDone: 5, testSet: { version: 1 } });
    const [row] = await installation.sql<{ attempt: number; plan: string }>("select attempt, plan from test_set_builds where id = $1", [
      buildId,
    ]);
    expect(row).toEqual({ attempt: 2, plan: "" });
  });

  it("ends once, whenever its worker is killed", async () => {
    const { id } = await draft(author);
    const fileId = await uploadTestData(author, await zipOf(FILES));
    await worker.stop();
    const { importProblemTests } = await author.request(ImportProblemTestsDocument, { input: { problemId: id, fileId } });
    const buildId = importProblemTests!.build.id;
    const statusOf = async () => (await author.request(TestSetBuildDocument, { id: buildId })).testSetBuild!.status;
    for (const killAt of proven(["build-before-store", "build-before-commit"], ["build-before-commit"])) {
      const killed = await installation.startWorker({ ...WITHOUT_JUDGE, killAt });
      await killed.ended;
      expect(await statusOf()).toBe("RUNNING");
      expect(await sets(id)).toMatchObject({ testSet: null, draftTestSet: null });
    }
    const last = await installation.startWorker({ ...WITHOUT_JUDGE, killAt: "build-after-commit" });
    await last.ended;
    expect(await statusOf()).toBe("READY");
    worker = await installation.startWorker(WITHOUT_JUDGE);
    expect(await ended(author, buildId)).toMatchObject({ status: "READY", testsDone: 5, testSet: { version: 1 } });
    expect(await names(id)).toHaveLength(5);
  }, 600_000);

  it("keeps what desktops add out of the set", async () => {
    const { id } = await draft(author);
    await importFiles(author, id, { ...FILES, "__MACOSX/secret/._2.in": "x", "secret/.DS_Store": "x", "secret/empty/": "" });
    expect(await names(id)).toHaveLength(5);
  });

  it("is refused with every fault of every test, and changes nothing", async () => {
    const { id } = await draft(author);
    await importFiles(author, id, FILES);
    const build = await importFiles(author, id, {
      ...FILES,
      "lonely.in": "1\n",
      "answer.ans": "1\n",
      "both.in": "1\n",
      "both.ans": "1\n",
      "both.out": "1\n",
      "notes.txt": "hello",
      "-odd.in": "1\n",
      "-odd.ans": "1\n",
      "sample/large.in": "x".repeat(20_000),
      "sample/large.ans": "x",
      "sample/bytes.in": Buffer.from([0xff, 0xfe]),
      "sample/bytes.ans": "1\n",
    });
    expect(build.status).toBe("FAILED");
    expect(new Map(build.faults.map(({ code, test }) => [test, code]))).toEqual(
      new Map([
        ["notes.txt", "FILE_UNKNOWN"],
        ["lonely", "OUTPUT_MISSING"],
        ["answer", "INPUT_MISSING"],
        ["both", "OUTPUT_AMBIGUOUS"],
        ["-odd", "NAME_INVALID"],
        ["sample/large", "SAMPLE_TOO_LARGE"],
        ["sample/bytes", "SAMPLE_NOT_TEXT"],
      ]),
    );
    expect((await sets(id)).testSet!.version).toBe(1);
  });

  it.each([
    ["no archive at all", async () => Buffer.from("hello"), "NOT_AN_ARCHIVE", null],
    ["half an archive", async () => (await zipOf(FILES)).subarray(0, 200), "NOT_AN_ARCHIVE", null],
    ["nothing in it", () => zipOf({}), "NO_TESTS", null],
    [
      "a path that leads out",
      async () => renamed(await zipOf({ "aa/aa.in": "1", "aa/aa.ans": "1" }), "aa/aa", "../aa"),
      "NAME_INVALID",
      "../aa",
    ],
    [
      "an absolute path",
      async () => renamed(await zipOf({ "aaaaaa.in": "1", "aaaaaa.ans": "1" }), "aaaaaa", "/etc/a"),
      "NAME_INVALID",
      "/etc/a",
    ],
    ["a wrong checksum", async () => withBadChecksum(await zipOf({ "a.in": "1", "a.ans": "1" })), "FILE_UNREADABLE", "a"],
    ["a bomb", async () => withDeclaredSize(await zipOf({ "a.in": "1", "a.ans": "1" }), 300 * 1024 * 1024), "SET_TOO_LARGE", null],
    [
      "1,001 tests",
      () => zipOf(Object.fromEntries(Array.from({ length: 2002 }, (_, n) => [`${n >> 1}.${n % 2 ? "in" : "ans"}`, "1"]))),
      "TOO_MANY_TESTS",
      null,
    ],
  ] as const)(
    "with %s is refused",
    async (_what, make, code, test) => {
      const { id } = await draft(author);
      const build = await importTests(author, { problemId: id, fileId: await uploadTestData(author, await make()) });
      expect(build).toMatchObject({ status: "FAILED", testSet: null });
      expect(build.faults.map((fault) => [fault.code, fault.test])).toContainEqual([code, test]);
      expect((await sets(id)).testSet).toBeNull();
    },
    300_000,
  );

  it("needs a file of one's own that was uploaded for it", async () => {
    const { id } = await draft(author);
    const other = await createInstructor(installation, api);
    const foreign = await uploadTestData(other, await zipOf(FILES));
    const error = await author.errorOf(ImportProblemTestsDocument, { input: { problemId: id, fileId: foreign } });
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.fileId" }] } });
    expect((await other.errorOf(ImportProblemTestsDocument, { input: { problemId: id, fileId: foreign } })).code).toBe("NOT_FOUND");
  });
});

describe("test data", () => {
  it("is uploaded by authors only", async () => {
    const learner = await createLearner(api);
    const input = { purpose: "TEST_DATA" as never, fileName: "t.zip", contentType: "application/zip", sizeBytes: 10 };
    expect((await learner.errorOf(RequestUploadDocument, { input })).code).toBe("FORBIDDEN");
    const tooLarge = { ...input, sizeBytes: 257 * 1024 * 1024 };
    expect((await author.errorOf(RequestUploadDocument, { input: tooLarge })).code).toBe("PAYLOAD_TOO_LARGE");
  });

  it("has LF at the end of lines, unless the problem keeps them as they are", async () => {
    const { id } = await draft(author);
    const files = { "sample/1.in": "1 2\r\n", "sample/1.ans": "3\r\n", "2.in": "a\rb\r\n\r\n", "2.ans": "x\r" };
    await importFiles(author, id, files);
    expect((await bytes(id, 1, "2")).map(String)).toEqual(["a\rb\n\n", "x\r"]);
    expect((await sets(id)).samples).toEqual([{ name: "sample/1", input: "1 2\n", output: "3\n", explanation: "" }]);
    await setTests(author, id, [
      { ...SAMPLE, input: "1 2\r\n" },
      { name: "quiet", input: "1\r\n2\r\n", output: "3\r\n" },
    ]);
    expect((await bytes(id, 2, "quiet")).map(String)).toEqual(["1\n2\n", "3\n"]);

    const other = await draft(author, { keepLineEnds: true });
    await importFiles(author, other.id, files);
    expect((await bytes(other.id, 1, "2")).map(String)).toEqual(["a\rb\r\n\r\n", "x\r"]);
    await setTests(author, other.id, [
      { ...SAMPLE, input: "1 2\r\n" },
      { name: "quiet", input: "1\r\n2\r\n", output: "3\r\n" },
    ]);
    expect((await bytes(other.id, 2, "quiet")).map(String)).toEqual(["1\r\n2\r\n", "3\r\n"]);
  });

  it("may be any bytes", async () => {
    const every = Buffer.from(Array.from({ length: 1024 }, (_, n) => n % 256));
    const { id } = await draft(author, { keepLineEnds: true });
    await importFiles(author, id, {
      "sample/1.in": "1",
      "sample/1.ans": "1",
      "binary.in": every,
      "binary.ans": Buffer.from([0, 13, 10, 255]),
    });
    expect(await bytes(id, 1, "binary")).toEqual([every, Buffer.from([0, 13, 10, 255])]);
  });
});

describe("single tests", () => {
  const base = async () => {
    const { id } = await draft(author);
    await importFiles(author, id, FILES);
    return id;
  };

  it("are added, replaced, renamed, moved and removed in one step", async () => {
    const id = await base();
    const fileId = await uploadTestData(author, Buffer.from("7 7\r\n"), "7.in");
    const build = await editTests(author, {
      problemId: id,
      expectedVersion: 1,
      note: "Stronger.",
      changes: [
        { add: { name: "secret/7", input: { fileId }, output: { text: "14\n" }, position: 2 } },
        { replace: { name: "secret/2", output: { text: "5\n" } } },
        { rename: { name: "secret/10", to: "secret/ten" } },
        { move: { name: "secret/ten", position: 2 } },
        { remove: "sample/2" },
        { replace: { name: "sample/1", explanation: "One and two." } },
      ],
    });
    expect(build).toMatchObject({ status: "READY", faults: [], testSet: { version: 2, note: "Stronger.", testCount: 5 } });
    expect(await names(id)).toEqual(["sample/1", "secret/ten", "secret/7", "secret/2", "secret/group 1/01"]);
    expect((await bytes(id, 2, "secret/7")).map(String)).toEqual(["7 7\n", "14\n"]);
    expect((await bytes(id, 2, "secret/2")).map(String)).toEqual(["2 2\n", "5\n"]);
    expect((await bytes(id, 2, "secret/ten")).map(String)).toEqual(["10 10\n", "20\n"]);
    expect((await sets(id)).samples).toMatchObject([{ name: "sample/1", explanation: "One and two." }]);
    expect((await bytes(id, 1, "secret/2")).map(String)).toEqual(["2 2\n", "4\n"]);
    expect((await author.errorOf(OneFileDocument, { id: fileId })).code).toBe("NOT_FOUND");
  });

  it("make a whole set, file by file", async () => {
    const { id } = await draft(author);
    const data = await Promise.all(["1 2\n", "3\n"].map((text) => uploadTestData(author, Buffer.from(text), "data")));
    const [input, output] = data.map((fileId) => ({ fileId })) as [{ fileId: string }, { fileId: string }];
    const build = await editTests(author, {
      problemId: id,
      expectedVersion: 0,
      changes: [{ add: { name: "hidden", input, output } }, { add: { name: "first", input, output, sample: true } }],
    });
    expect(build).toMatchObject({ status: "READY", testSet: { version: 1, current: true } });
    expect(await names(id)).toEqual(["first", "hidden"]);
  });

  it("set and clear the arguments of a test's checker, which are new tests", async () => {
    const { id } = await draft(author);
    await setTests(author, id, [
      { ...SAMPLE, checkerArguments: ["--strict", "1 2"] },
      { ...HIDDEN, checkerArguments: [] },
    ]);
    const argumentsOf = async (version: number) => {
      const { problem, problemTest } = await author.request(TestArgumentsDocument, { problemId: id, version, name: HIDDEN.name });
      const listed = problem!.testSet!.tests.nodes.map(({ name, checkerArguments }) => [name, checkerArguments]);
      return { listed, one: problemTest!.checkerArguments };
    };
    expect(await argumentsOf(1)).toEqual({
      listed: [
        [SAMPLE.name, ["--strict", "1 2"]],
        [HIDDEN.name, []],
      ],
      one: [],
    });
    const text = { text: "1\n" };
    const build = await editTests(author, {
      problemId: id,
      expectedVersion: 1,
      changes: [
        { replace: { name: SAMPLE.name, checkerArguments: null } },
        { replace: { name: HIDDEN.name, checkerArguments: ["a"] } },
        { replace: { name: HIDDEN.name, output: text } },
        { add: { name: "more", input: text, output: text, checkerArguments: ["b"] } },
        { add: { name: "plain", input: text, output: text } },
      ],
    });
    expect(build).toMatchObject({ status: "READY", testSet: { version: 2 } });
    expect(await argumentsOf(2)).toEqual({
      listed: [
        [SAMPLE.name, null],
        [HIDDEN.name, ["a"]],
        ["more", ["b"]],
        ["plain", null],
      ],
      one: ["a"],
    });
  });

  it("are refused with too many or too long arguments, alone or together", async () => {
    const { id } = await draft(author);
    const fields = async (tests: object[]) => {
      const error = await author.errorOf(SetProblemTestsDocument, { input: { problemId: id, tests: tests as never } });
      expect(error.code).toBe("BAD_USER_INPUT");
      return [...new Set((error.extensions.fields as { field: string }[]).map(({ field }) => field))];
    };
    const most = Array.from({ length: 20 }, () => "\u{1F600}".repeat(100));
    expect(await fields([{ ...HIDDEN, checkerArguments: [...most, ""] }])).toEqual(["input.tests.0.checkerArguments"]);
    // 200 characters, but 400 units.
    expect(await fields([{ ...HIDDEN, checkerArguments: ["\u{1F600}".repeat(200)] }])).toEqual(["input.tests.0.checkerArguments"]);
    const many = Array.from({ length: 150 }, (_, at) => ({ ...HIDDEN, name: `${at}`, checkerArguments: most }));
    expect(await fields(many)).toEqual(["input.tests"]);
    await setTests(author, id, many.slice(0, 100));
    const change = { add: { name: "one", input: { text: "" }, output: { text: "" }, checkerArguments: ["\u{1F600}".repeat(200)] } };
    const error = await author.errorOf(EditProblemTestsDocument, { input: { problemId: id, expectedVersion: 1, changes: [change] } });
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field: "input.changes.0" }] } });
  });

  it("are refused with every faulty change at once, before anything is built", async () => {
    const id = await base();
    const text = { text: "1\n" };
    const changes = [
      { remove: "none" },
      { rename: { name: "secret/2", to: "../2" } },
      { add: { name: "sample/1", input: text, output: text } },
      { add: { name: "fine", input: text, output: text } },
      { move: { name: "nowhere", position: 0 } },
    ];
    const error = await author.errorOf(EditProblemTestsDocument, { input: { problemId: id, expectedVersion: 1, changes } });
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.extensions.fields).toEqual([
      expect.objectContaining({ field: "input.changes.0", code: "UNKNOWN_VALUE", message: expect.stringContaining('"none"') }),
      expect.objectContaining({ field: "input.changes.1", code: "INVALID_FORMAT", message: expect.stringContaining('"../2"') }),
      expect.objectContaining({ field: "input.changes.2", code: "DUPLICATE", message: expect.stringContaining('"sample/1"') }),
      expect.objectContaining({ field: "input.changes.4", code: "UNKNOWN_VALUE", message: expect.stringContaining('"nowhere"') }),
    ]);
  });

  it.each([
    ["two kinds at once", [{ remove: "secret/2", rename: { name: "secret/2", to: "x" } }], "input.changes.0"],
    ["no kind", [{}], "input.changes.0"],
    [
      "data of two kinds",
      [{ replace: { name: "secret/2", input: { text: "a", fileId: "018f0000-0000-7000-8000-000000000000" } } }],
      "input.changes.0.replace.input",
    ],
    ["data of no kind", [{ replace: { name: "secret/2", input: {} } }], "input.changes.0.replace.input"],
    [
      "a file that is not there",
      [{ replace: { name: "secret/2", input: { fileId: "018f0000-0000-7000-8000-000000000000" } } }],
      "input.changes.0.replace.input.fileId",
    ],
  ])("are not changed by %s", async (_what, changes, field) => {
    const id = await base();
    const error = await author.errorOf(EditProblemTestsDocument, { input: { problemId: id, expectedVersion: 1, changes } });
    expect(error).toMatchObject({ code: "BAD_USER_INPUT", extensions: { fields: [{ field }] } });
  });

  it("are changed on the version that the author knows, also when two changes are built at once", async () => {
    const id = await base();
    const input = { problemId: id, expectedVersion: 1, changes: [{ remove: "secret/2" }] };
    const other = { ...input, changes: [{ remove: "secret/10" }] };
    const builds = await Promise.all([editTests(author, input), editTests(author, other)]);
    expect(builds.map(({ status }) => status).sort()).toEqual(["FAILED", "READY"]);
    expect(builds.flatMap(({ faults }) => faults.map(({ code }) => code))).toEqual(["CONFLICT"]);
    expect((await author.errorOf(EditProblemTestsDocument, { input })).code).toBe("CONFLICT");
  });

  it("are nothing for those who may not edit the problem", async () => {
    const { id } = await published(author);
    const build = await importFiles(author, id, FILES);
    const [learner, stranger] = [await createLearner(api), await createInstructor(installation, api)];
    const input = { problemId: id, expectedVersion: 1, changes: [{ remove: "hidden" }] };
    for (const client of [learner, stranger]) {
      expect((await client.errorOf(EditProblemTestsDocument, { input })).code).toBe("FORBIDDEN");
      expect((await client.errorOf(TestSetBuildDocument, { id: build.id })).code).toBe("FORBIDDEN");
      expect((await client.errorOf(PublishProblemTestsDocument, { input: { problemId: id, version: 2 } })).code).toBe("FORBIDDEN");
      expect(await sets(id, {}, client)).toMatchObject({ testSet: null, draftTestSet: null, testSetBuild: null });
    }
  });
});

describe("a draft of the tests", () => {
  it("of a published problem waits for publishProblemTests, whichever way it came", async () => {
    const { id } = await published(author);
    expect(await importFiles(author, id, FILES)).toMatchObject({ testSet: { version: 2, draft: true, current: false } });
    expect(await sets(id)).toMatchObject({
      testCount: 2,
      testSet: { version: 1 },
      draftTestSet: { version: 2 },
      samples: [{ name: "sample" }],
    });
    // Edits go on from the draft.
    expect(await editTests(author, { problemId: id, expectedVersion: 2, changes: [{ remove: "secret/2" }] })).toMatchObject({
      testSet: { version: 3, draft: true },
    });
    await setTests(author, id, [SAMPLE, HIDDEN, { ...HIDDEN, name: "more" }], { expectedVersion: 3 });
    expect(await sets(id)).toMatchObject({ testSet: { version: 1 }, draftTestSet: { version: 4 } });
    const stale = await author.errorOf(PublishProblemTestsDocument, { input: { problemId: id, version: 3 } });
    expect(stale).toMatchObject({ code: "CONFLICT", extensions: { fields: [{ field: "input.version" }] } });
    const { publishProblemTests } = await author.request(PublishProblemTestsDocument, { input: { problemId: id, version: 4 } });
    expect(publishProblemTests.problem).toEqual({ testSet: { version: 4 }, draftTestSet: null });
    expect((await sets(id)).testCount).toBe(3);
  });

  it("goes live with publishProblem", async () => {
    const { id } = await published(author);
    await importFiles(author, id, FILES);
    await update(author, { id, expectedRevision: 1, title: "Another title", draft: true });
    await publish(author, id);
    expect(await sets(id)).toMatchObject({ testSet: { version: 2 }, draftTestSet: null, testCount: 5 });
  });

  it("ends when the live tests are brought back", async () => {
    const { id } = await published(author);
    await importFiles(author, id, FILES);
    await author.request(RestoreProblemTestsDocument, { input: { problemId: id, version: 1 } });
    expect(await sets(id)).toMatchObject({ testSet: { version: 1 }, draftTestSet: null });
  });

  it("that a published problem can't have is refused when it would go live", async () => {
    const { id } = await published(author);
    const onlySample = { "sample/1.in": "1 2\n", "sample/1.ans": "3\n" };
    const refused = await importFiles(author, id, onlySample, { publish: true });
    expect(refused).toMatchObject({ status: "FAILED", faults: [{ code: "CONFLICT", test: null }] });
    expect(await importFiles(author, id, onlySample)).toMatchObject({ status: "READY", testSet: { draft: true } });
    const error = await author.errorOf(PublishProblemTestsDocument, { input: { problemId: id, version: 2 } });
    expect(error.code).toBe("CONFLICT");
    expect((await sets(id)).testSet!.version).toBe(1);
  });
});

describe("inline tests", () => {
  it("are refused with every faulty test at once, by index, name and code", async () => {
    const { id } = await draft(author);
    const tests = [
      SAMPLE,
      { name: "a/../b", input: "", output: "" },
      { name: "big", input: "x".repeat(17_000), output: "", sample: true },
      { name: "secret/01", input: "", output: "" },
      { name: "secret/01", input: "", output: "" },
    ];
    const error = await author.errorOf(SetProblemTestsDocument, { input: { problemId: id, tests } });
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.extensions.fields).toEqual([
      expect.objectContaining({ field: "input.tests.1.name", code: "INVALID_FORMAT", message: expect.stringContaining('"a/../b"') }),
      expect.objectContaining({ field: "input.tests.4.name", code: "DUPLICATE", message: expect.stringContaining('"secret/01"') }),
      expect.objectContaining({ field: "input.tests.2", code: "TOO_LONG", message: expect.stringContaining('"big"') }),
    ]);
  });

  it("that are too many for a request are pointed to the upload", async () => {
    const large = await installation.startApi({ HTTP_BODY_LIMIT_BYTES: String(16 * 1024 * 1024) });
    const { id } = await draft(author);
    const tests = [SAMPLE, { name: "big", input: "x".repeat(5 * 1024 * 1024), output: `${CANARY}` }];
    const response = await fetch(large.url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${author.token}` },
      body: JSON.stringify({
        query: "mutation ($input: SetProblemTestsInput!) { setProblemTests(input: $input) { problem { id } } }",
        variables: { input: { problemId: id, tests } },
      }),
    });
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]!.extensions.code).toBe("PAYLOAD_TOO_LARGE");
    expect(errors[0]!.message).toMatch(/requestUpload/);
    await large.stop();
  });
});

/** The same archive with other names of the same length. */
function renamed(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1");
}

/** Changes the checksum of the first entry in the directory. */
function withBadChecksum(zip: Buffer): Buffer {
  const at = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  zip.writeUInt32LE((zip.readUInt32LE(at + 16) ^ 1) >>> 0, at + 16);
  return zip;
}

/** Has the directory say that the first entry unpacks to so much. */
function withDeclaredSize(zip: Buffer, bytes: number): Buffer {
  zip.writeUInt32LE(bytes, zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24);
  return zip;
}
