/** What is sent as text is text: invalid UTF-8 is refused and never becomes U+FFFD in the database. */
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Client } from "../support/client.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor } from "../support/scenario.js";

let installation: Installation;
let api: Api;
let author: Client;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  author = await createInstructor(installation, api);
});

afterAll(() => installation?.stop());

const MUTATION = "mutation ($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }";

/** Creates a problem whose title ends in the given bytes. */
function bodyOf(title: Buffer): { body: Buffer; offset: number } {
  const input = { title: "X@@", statement: "Add.", difficulty: "EASY" };
  const [before, after] = JSON.stringify({ query: MUTATION, variables: { input } }).split("@@") as [string, string];
  return { body: Buffer.concat([Buffer.from(before), title, Buffer.from(after)]), offset: Buffer.byteLength(before) };
}

async function post(body: Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${author.token}`, ...headers },
    body: new Uint8Array(body),
  });
  const answer = (await response.json()) as { data?: object; errors?: { message: string; extensions: { code: string } }[] };
  return { status: response.status, ...answer };
}

const titles = async () => (await installation.sql<{ title: string }>("select title from problems")).map(({ title }) => title);

describe("a request body", () => {
  it.each([
    ["a byte that begins no character", Buffer.from([0x20, 0xff])],
    ["Latin-1", Buffer.from([0x20, 0xe9])],
    ["half a surrogate pair", Buffer.from([0x20, 0xed, 0xa0, 0x80])],
  ])("with %s is refused with the offset, and nothing is stored", async (_what, title) => {
    const before = await titles();
    const { body, offset } = bodyOf(title);
    const { status, errors } = await post(body);
    expect(status).toBe(400);
    expect(errors![0]!.extensions.code).toBe("BAD_REQUEST");
    expect(errors![0]!.message).toContain(`not valid UTF-8 at byte ${offset + 1}`);
    expect(await titles()).toEqual(before);
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const)("is looked at in the same way when it comes as %s", async (encoding, compress) => {
    const { body, offset } = bodyOf(Buffer.from([0xff]));
    const refused = await post(compress(body), { "content-encoding": encoding });
    expect(refused.status).toBe(400);
    expect(refused.errors![0]!.message).toContain(`not valid UTF-8 at byte ${offset}`);
    const taken = await post(compress(bodyOf(Buffer.from(` ${encoding} é€😀`)).body), { "content-encoding": encoding });
    expect(taken).toMatchObject({ status: 200, data: { createProblem: {} } });
    expect(await titles()).toContain(`X ${encoding} é€😀`);
  });

  it("that is whole is taken, whatever its characters", async () => {
    expect(await post(bodyOf(Buffer.from(" \u{1F600}\uFFFD\uFEFF!")).body)).toMatchObject({ status: 200, data: { createProblem: {} } });
    expect(await titles()).toContain("X \u{1F600}\uFFFD\uFEFF!");
  });

  it("is refused when it would change the prototype of objects", async () => {
    expect((await post(Buffer.from(`{"query":"{ __typename }","__proto__":{"a":1}}`))).status).toBe(400);
  });

  it("in a query string is refused as well", async () => {
    const response = await fetch(`${api.url}?query=%7B__typename%7D%FF`, { headers: { "apollo-require-preflight": "1" } });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code).toBe("BAD_REQUEST");
  });
});
