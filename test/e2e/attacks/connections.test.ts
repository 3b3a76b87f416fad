/** Clients that open connections and do nothing with them. */
import { connect, type Socket } from "node:net";
import { createInstallation, type Api, type Installation } from "../../support/installation.js";
import { eventually } from "../../support/scenario.js";
import { openSocket } from "../../support/socket.js";

let installation: Installation;
let api: Api;
const timeouts = { HTTP_HEADERS_TIMEOUT_MS: "1000", HTTP_REQUEST_TIMEOUT_MS: "2000", HTTP_IDLE_TIMEOUT_MS: "1500" };

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ ...timeouts, CONNECTIONS_PER_ADDRESS: "20" });
});

afterAll(() => installation?.stop());

interface Connection {
  socket: Socket;
  /** What the server had sent when it closed the connection. */
  closed: Promise<string>;
}

function open(said = ""): Promise<Connection> {
  const { port } = new URL(api.url);
  const socket = connect(Number(port), "127.0.0.1");
  let received = "";
  socket.on("data", (data) => (received += data.toString())).on("error", () => undefined);
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(received)));
  return new Promise((resolve) => socket.once("connect", () => (socket.write(said), resolve({ socket, closed }))));
}

const HEAD = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";

it.each([
  ["says nothing", ""],
  ["sends half of its headers", HEAD],
  ["sends half of its body", `${HEAD}content-length: 100\r\n\r\n{"query":`],
  ["has its answer and says no more", "GET /health HTTP/1.1\r\nhost: x\r\n\r\n"],
])(
  "a connection that %s is closed",
  async (_name, said) => {
    const { closed } = await open(said);
    const answer = await closed;
    expect(answer === "" || /^HTTP\/1.1 (408|200) /.test(answer)).toBe(true);
  },
  300_000,
);

it("a connection that sends a header now and then is closed all the same", async () => {
  const { socket, closed } = await open(HEAD);
  const timer = setInterval(() => socket.write("x-more: 1\r\n"), 300);
  await closed;
  clearInterval(timer);
});

it("an address has its share of connections, and WebSockets do not count among them", async () => {
  const sockets = [];
  for (let n = 0; n < 25; n++) {
    const socket = await openSocket(api);
    await socket.acknowledged();
    sockets.push(socket);
  }
  const connections = await Promise.all(Array.from({ length: 40 }, () => open()));
  const refused = (await Promise.all(connections.map(({ closed }) => closed))).filter((answer) => answer.startsWith("HTTP/1.1 429"));
  expect(refused.length).toBeGreaterThanOrEqual(20);
  expect(refused[0]).toContain('"code":"RATE_LIMITED"');
  sockets.forEach((socket) => socket.close());
  const health = api.url.replace("/graphql", "/health");
  await eventually("the share is free again", async () => (await fetch(health).catch(() => null))?.status === 200);
});

it("an address has its share of large bodies in hand, and small requests go on", async () => {
  const limit = 4 * 1024 * 1024;
  const own = await installation.startApi();
  const { port } = new URL(own.url);
  const held = Array.from({ length: 4 }, () => {
    const socket = connect(Number(port), "127.0.0.1").on("error", () => undefined);
    socket.write(`${HEAD}content-length: ${limit}\r\n\r\n{`);
    return socket;
  });
  const post = (query: string) =>
    fetch(own.url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) });
  const large = `{ __typename } #${"x".repeat(100_000)}`;
  await eventually("the fifth large body is refused", async () => (await post(large).catch(() => null))?.status === 429);
  expect((await post("{ __typename }")).status).toBe(200);
  held.forEach((socket) => socket.destroy());
  await eventually("the share is free again", async () => (await post(large).catch(() => null))?.status === 200);
  await own.stop();
});
