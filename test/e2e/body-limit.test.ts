/** A request beyond the limit is read as such by clients that send their whole body before they listen. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { promisify } from "node:util";
import { createInstallation, type Api, type Installation } from "../support/installation.js";

const MIB = 2 ** 20;
const LIMIT = 4 * MIB;

let installation: Installation;
let api: Api;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ HTTP_BODY_LIMIT_BYTES: String(LIMIT) });
});

afterAll(() => installation?.stop());

const TOO_LARGE = { errors: [{ message: expect.any(String), extensions: { code: "PAYLOAD_TOO_LARGE", limitBytes: LIMIT } }] };
const document = (bytes: number) => JSON.stringify({ query: `{ __typename } #${"x".repeat(bytes)}` });
const headers = { "content-type": "application/json" };

/** Prints status and body, as a script that knows nothing of us would. */
const URLLIB = `
import sys, urllib.request, urllib.error
body = b'{"query": "{ __typename } #' + b'x' * int(sys.argv[2]) + b'"}'
request = urllib.request.Request(sys.argv[1], data=body, headers={"content-type": "application/json"})
try:
    answer = urllib.request.urlopen(request, timeout=60)
except urllib.error.HTTPError as error:
    answer = error
print(answer.status, answer.read().decode())
`;

describe("a request body beyond the limit", () => {
  it.each([LIMIT + 1, 5 * LIMIT])("of %d bytes is answered with 413 to Node's fetch", async (bytes) => {
    const response = await fetch(api.url, { method: "POST", headers, body: document(bytes) });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual(TOO_LARGE);
  });

  it("is answered with 413 when its length is not announced", async () => {
    const piece = new TextEncoder().encode("x".repeat(MIB));
    let pieces = 20;
    const body = new ReadableStream({
      pull(controller) {
        if (pieces-- > 0) controller.enqueue(piece);
        else controller.close();
      },
    });
    const response = await fetch(api.url, { method: "POST", headers, body, duplex: "half" } as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual(TOO_LARGE);
  });

  it("is answered with 413 to Python's urllib", async () => {
    const { stdout } = await promisify(execFile)("python3", ["-c", URLLIB, api.url, String(5 * LIMIT)]);
    expect(stdout.slice(0, 4)).toBe("413 ");
    expect(JSON.parse(stdout.slice(4))).toEqual(TOO_LARGE);
  });

  it("leaves the connection for the next request", async () => {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    let answers = "";
    socket.setEncoding("utf8").on("data", (text: string) => (answers += text));
    const send = (body: string) =>
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    send(document(2 * LIMIT));
    send(document(10));
    while (!answers.includes('"Query"')) await once(socket, "data");
    expect(answers).toMatch(/^HTTP\/1\.1 413 [^]*HTTP\/1\.1 200 /);
    socket.destroy();
  });

  it("without an end is cut", async () => {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    const closed = new Promise((resolve) => socket.once("close", resolve).on("error", () => undefined));
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
    socket.write(`POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${2 ** 40}\r\n\r\n`);
    const piece = Buffer.alloc(MIB, "x");
    while (!socket.destroyed && socket.bytesWritten < 1024 * MIB) {
      if (!socket.write(piece)) await Promise.race([once(socket, "drain").catch(() => undefined), closed]);
    }
    await closed;
    expect(answer).toContain("413");
    expect(socket.bytesWritten).toBeLessThan(200 * MIB);
  });

  it("of another kind is answered as well", async () => {
    const response = await fetch(api.url, { method: "POST", headers: { "content-type": "application/xml" }, body: document(5 * LIMIT) });
    expect(response.status).toBe(415);
    expect(((await response.json()) as typeof TOO_LARGE).errors[0]!.extensions.code).toBe("BAD_REQUEST");
  });
});
