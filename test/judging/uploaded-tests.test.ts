/** Submissions judged by test sets that came as files, byte by byte. */
import { draft, publish } from "../support/authoring.js";
import type { Client } from "../support/client.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner, submit, verdictsOf, type Code } from "../support/scenario.js";
import { editTests, importFiles } from "../support/test-uploads.js";

let installation: Installation;
let api: Api;
let author: Client;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  [api] = await Promise.all([installation.startApi(), installation.startWorker()]);
  [author, learner] = await Promise.all([createInstructor(installation, api), createLearner(api)]);
});

afterAll(async () => {
  await learner?.close();
  await installation?.stop();
});

/** Writes its input back, byte by byte. */
const ECHO: Code = { language: "python", source: "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())\n" };
/** Wrong for any input that has a carriage return. */
const NO_CR: Code = {
  language: "python",
  source: 'import sys\ndata = sys.stdin.buffer.read()\nsys.stdout.buffer.write(b"CR" if b"\\r" in data else data)\n',
};

const EVERY_BYTE = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 7) % 256));

const verdictOf = async (problem: { id: string }, code: Code) => (await verdictsOf(learner, await submit(learner, problem, code))).at(-1);

describe("an uploaded test set", () => {
  it("reaches the program byte by byte, and is compared so", async () => {
    const { id } = await draft(author, { checker: "exact", keepLineEnds: true });
    const files = { "sample/1.in": "a\r\n", "sample/1.ans": "a\r\n", "secret/bytes.in": EVERY_BYTE, "secret/bytes.ans": EVERY_BYTE };
    expect(await importFiles(author, id, files)).toMatchObject({ status: "READY" });
    await publish(author, id);
    expect(await verdictOf({ id }, ECHO)).toBe("ACCEPTED");
    expect(await verdictOf({ id }, NO_CR)).toBe("WRONG_ANSWER");
  });

  it("has no carriage returns at the end of lines unless the problem keeps them", async () => {
    const { id } = await draft(author, { checker: "exact" });
    const files = { "sample/1.in": "a\r\n", "sample/1.ans": "a\r\n", "secret/2.in": "b\r\nc\r\n", "secret/2.ans": "b\nc\n" };
    expect(await importFiles(author, id, files)).toMatchObject({ status: "READY" });
    await publish(author, id);
    expect(await verdictOf({ id }, NO_CR)).toBe("ACCEPTED");
  });

  it("judges from the moment it is published, not before", async () => {
    const { id } = await draft(author, { checker: "exact" });
    await importFiles(author, id, { "sample/1.in": "1\n", "sample/1.ans": "1\n", "secret/2.in": "2\n", "secret/2.ans": "2\n" });
    await publish(author, id);
    const change = { replace: { name: "secret/2", output: { text: "3\n" } } };
    const build = await editTests(author, { problemId: id, expectedVersion: 1, changes: [change] });
    expect(build).toMatchObject({ status: "READY", testSet: { version: 2, draft: true } });
    expect(await verdictOf({ id }, ECHO)).toBe("ACCEPTED");
    await publish(author, id);
    expect(await verdictOf({ id }, ECHO)).toBe("WRONG_ANSWER");
  });
});
