import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { publicLookup } from "../push/public-address.js";
import { isSigned, newWebhookSecret, webhookKey } from "../security/webhook-signature.js";
import { ANSWER_BYTES_MAX, createWebhookSender } from "./webhook-sender.js";

const [current, previous] = [newWebhookSecret(), newWebhookSecret()].map((secret) => webhookKey(secret)!) as [Buffer, Buffer];
const MESSAGE = { id: "one", body: '{"type":"ping"}', keys: [current, previous] };

let server: Server;
let origin: string;
let requests: { path: string; message: IncomingMessage; body: Buffer }[];
const answers: Record<string, (response: ServerResponse) => void> = {
  "/redirect": (response) => response.writeHead(302, { location: "/elsewhere" }).end(),
  "/long": (response) => {
    const write = (): void => {
      while (response.write("x".repeat(1024)));
      response.once("drain", write);
    };
    response.on("error", () => undefined);
    write();
  },
  "/half": (response) => response.writeHead(503).write("a\0b"),
  "/silent": () => undefined,
};

beforeAll(async () => {
  requests = [];
  server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      requests.push({ path: message.url!, message, body: Buffer.concat(chunks) });
      (answers[message.url!] ?? ((to) => to.end("ok")))(response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("a webhook", () => {
  it("is a signed POST with one signature for each key", async () => {
    const { status, fault, answer } = await createWebhookSender({ anyEndpoint: true }).send(`${origin}/hook`, MESSAGE);
    expect({ status, fault, answer }).toEqual({ status: 200, fault: null, answer: "ok" });
    const { message, body } = requests.find(({ path }) => path === "/hook")!;
    const timestamp = String(message.headers["webhook-timestamp"]);
    const signature = String(message.headers["webhook-signature"]);
    expect([message.method, message.headers["webhook-id"], body.toString()]).toEqual(["POST", "one", MESSAGE.body]);
    expect(signature.split(" ")).toHaveLength(2);
    for (const key of MESSAGE.keys) expect(isSigned(key, { id: "one", timestamp, signature, body })).toBe(true);
  });

  it("follows no redirect, and reads no more than the beginning of an answer", async () => {
    const sender = createWebhookSender({ anyEndpoint: true });
    expect(await sender.send(`${origin}/redirect`, MESSAGE)).toMatchObject({ status: 302, answer: "" });
    expect(requests.some(({ path }) => path === "/elsewhere")).toBe(false);
    const { status, answer } = await sender.send(`${origin}/long`, MESSAGE);
    expect([status, answer]).toEqual([200, "x".repeat(ANSWER_BYTES_MAX)]);
  });

  it("ends in time, with the status if there is one", async () => {
    const sender = createWebhookSender({ anyEndpoint: true, timeoutMs: 1500 });
    expect(await sender.send(`${origin}/silent`, MESSAGE)).toMatchObject({ status: null, fault: "TIMEOUT" });
    expect(await sender.send(`${origin}/half`, MESSAGE)).toMatchObject({ status: 503, fault: null, answer: "a\uFFFDb" });
  });

  it("says why there is no answer", async () => {
    const sender = createWebhookSender({ anyEndpoint: true });
    expect(await sender.send("http://127.0.0.1:1/", MESSAGE)).toMatchObject({ fault: "CONNECTION_FAILED" });
    expect(await sender.send(origin.replace("http:", "https:"), MESSAGE)).toMatchObject({ fault: "TLS_FAILED" });
  });

  it.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:8.8.8.8]/",
    "https://169.254.169.254/latest/meta-data",
    "https://224.0.0.1/",
    "https://[fe80::1]/",
    "https://localhost/",
    "https://db.internal/",
    "http://hooks.example.org/",
    "https://ada:secret@hooks.example.org/",
    "ftp://hooks.example.org/",
  ])("is refused by %s", async (url) => {
    const sender = createWebhookSender({ anyEndpoint: false });
    expect(sender.objection(url)).not.toBeNull();
    expect(await sender.send(url, MESSAGE)).toMatchObject({ status: null, fault: "ADDRESS_REFUSED" });
  });

  it("goes to no name of which one address is private, and looks it up once", async () => {
    let asked = 0;
    const resolving = (...found: string[]) =>
      publicLookup((_name, _options, done) => {
        asked++;
        done(
          null,
          found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
        );
      });
    const sendTo = (...found: string[]) =>
      createWebhookSender({ anyEndpoint: false, lookup: resolving(...found) }).send("https://hooks.example.org/", MESSAGE);
    for (const found of [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2606:4700::1111", "::ffff:127.0.0.1"], []]) {
      asked = 0;
      expect([await sendTo(...found), asked]).toMatchObject([{ status: null, fault: "ADDRESS_REFUSED" }, 1]);
    }
  });
});
