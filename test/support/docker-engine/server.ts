/**
 * The part of Docker's Engine API (v1.43) that the engine uses. No Docker is at hand: commands run for real, in bubblewrap; containers are
 * folders. Requests that differ from what they should be are refused with 400, like those that Docker can't read.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BoxedRun, runBoxed } from "../boxed-command.js";
import { createBody, type CreateBody, execBody, type ExecBody, execStartBody, QUERIES } from "./schemas.js";

/** What a request said and what was answered; for comparisons with Docker's description. */
export interface Exchange {
  method: string;
  /** As in the description: `/containers/{id}/start`. */
  route: string;
  query: Record<string, string>;
  body: unknown;
  status: number;
  answer: unknown;
}

/** `drop`: the connection is closed without an answer. */
export type Fault = { status: number; message?: string } | "drop" | undefined;

export interface DockerServer {
  /** For DOCKER_URL. */
  url: string;
  exchanges: Exchange[];
  /** Asked before each request. */
  fault: (method: string, route: string) => Fault;
  /** Closes the stream of a program after this many bytes of its output. */
  breakAfterBytes: number | null;
  images: Set<string>;
  /** Of containers that exist. */
  containers(): string[];
  /** Makes one that nobody looks after. */
  leave(labels: Record<string, string>): string;
  close(): Promise<void>;
}

interface ContainerHere {
  id: string;
  body: CreateBody;
  folder: string;
  state: "created" | "running" | "exited";
  oomKilled: boolean;
  /** Of commands that ended. */
  endedCpuMs: number;
  peakBytes: number;
  runs: Set<BoxedRun>;
  uid: number;
}

interface ExecHere {
  id: string;
  container: ContainerHere;
  body: ExecBody;
  running: boolean;
  exitCode: number | null;
}

const FIRST_UID = 62_000;
const UIDS = 400;
/** The engine reports an end a moment after the last output. */
const END_LAG_MS = 5;
const HOME: Record<string, string> = { "/home/sandbox": "home" };

const ROUTES: [method: string, pattern: RegExp, route: string][] = [
  ["POST", /^\/containers\/create$/, "/containers/create"],
  ["POST", /^\/containers\/([^/]+)\/start$/, "/containers/{id}/start"],
  ["POST", /^\/containers\/([^/]+)\/exec$/, "/containers/{id}/exec"],
  ["POST", /^\/containers\/([^/]+)\/kill$/, "/containers/{id}/kill"],
  ["GET", /^\/containers\/json$/, "/containers/json"],
  ["GET", /^\/containers\/([^/]+)\/json$/, "/containers/{id}/json"],
  ["GET", /^\/containers\/([^/]+)\/stats$/, "/containers/{id}/stats"],
  ["DELETE", /^\/containers\/([^/]+)$/, "/containers/{id}"],
  ["POST", /^\/exec\/([^/]+)\/start$/, "/exec/{id}/start"],
  ["GET", /^\/exec\/([^/]+)\/json$/, "/exec/{id}/json"],
  ["GET", /^\/images\/(.+)\/json$/, "/images/{name}/json"],
  ["GET", /^\/info$/, "/info"],
];

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export async function startDockerServer(image: string): Promise<DockerServer> {
  const root = mkdtempSync(join(tmpdir(), "docker-"));
  chmodSync(root, 0o755);
  const containers = new Map<string, ContainerHere>();
  const execs = new Map<string, ExecHere>();
  const sockets = new Set<Socket>();
  let made = 0;
  const socketPath = join(root, "docker.sock");
  const http: Server = createServer((request, response) => void handle(request, response));
  http.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => void upgrade(request, socket, head));
  http.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => http.listen(socketPath, resolve));

  const server: DockerServer = {
    url: `unix://${socketPath}`,
    exchanges: [],
    fault: () => undefined,
    breakAfterBytes: null,
    images: new Set([image]),
    containers: () => [...containers.keys()],
    leave(labels) {
      const id = randomBytes(32).toString("hex");
      const body = { Labels: labels } as CreateBody;
      containers.set(id, {
        id,
        body,
        folder: root,
        state: "exited",
        oomKilled: false,
        endedCpuMs: 0,
        peakBytes: 0,
        runs: new Set(),
        uid: 0,
      });
      return id;
    },
    async close() {
      for (const container of containers.values()) end(container);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => http.close(() => resolve()));
      rmSync(root, { recursive: true, force: true });
    },
  };

  function routed(request: IncomingMessage) {
    const { pathname, searchParams } = new URL(request.url!, "http://docker");
    if (!pathname.startsWith("/v1.43/")) throw new Refusal(400, "the version is not v1.43");
    const path = decodeURIComponent(pathname.slice("/v1.43".length));
    for (const [method, pattern, route] of ROUTES) {
      const match = pattern.exec(path);
      if (match && request.method === method) return { method, route, name: match[1] ?? "", query: Object.fromEntries(searchParams) };
    }
    throw new Refusal(404, "page not found");
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const send = (status: number, answer?: unknown): void => {
      response.writeHead(status, { "content-type": "application/json", "api-version": "1.43" });
      response.end(answer === undefined ? undefined : JSON.stringify(answer));
    };
    try {
      const { method, route, name, query } = routed(request);
      const fault = server.fault(method, route);
      if (fault === "drop") return void request.socket.destroy();
      if (fault) return send(fault.status, { message: fault.message ?? "a fault of the test" });
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      const parsed = QUERIES[`${method} ${route}`]?.safeParse(query);
      const unexpected = parsed ? !parsed.success : Object.keys(query).length > 0;
      if (unexpected) throw new Refusal(400, `unexpected query: ${JSON.stringify(query)}`);
      const [status, answer] = answerTo(`${method} ${route}`, name, body, parsed?.data);
      server.exchanges.push({ method, route, query, body, status, answer });
      send(status, answer);
    } catch (error) {
      send(error instanceof Refusal ? error.status : 500, { message: (error as Error).message });
    }
  }

  function answerTo(what: string, name: string, body: unknown, query: unknown): [status: number, answer?: unknown] {
    switch (what) {
      case "POST /containers/create":
        return [201, { Id: create(checked(createBody, body)), Warnings: [] }];
      case "POST /containers/{id}/start": {
        const container = find(name);
        if (container.state === "running") return [304];
        container.state = "running";
        return [204];
      }
      case "POST /containers/{id}/exec": {
        const container = find(name);
        if (container.state !== "running") throw new Refusal(409, "container is not running");
        const id = randomBytes(32).toString("hex");
        execs.set(id, { id, container, body: checked(execBody, body), running: false, exitCode: null });
        return [201, { Id: id }];
      }
      case "POST /containers/{id}/kill": {
        const container = find(name);
        if (container.state !== "running") throw new Refusal(409, "container is not running");
        end(container);
        return [204];
      }
      case "GET /containers/json": {
        const { filters } = query as { filters: { label: string[] } };
        const wanted = filters.label.map((label) => label.split("="));
        const found = [...containers.values()].filter(({ body: { Labels } }) => wanted.every(([key, value]) => Labels[key!] === value));
        return [200, found.map(({ id, body: { Labels } }) => ({ Id: id, Labels }))];
      }
      case "GET /containers/{id}/json": {
        const { id, state, oomKilled } = find(name);
        const State = { Status: state, Running: state === "running", OOMKilled: oomKilled, ExitCode: state === "exited" ? 137 : 0 };
        return [200, { Id: id, State }];
      }
      case "GET /containers/{id}/stats": {
        const container = find(name);
        const uses = [...container.runs].map((run) => run.usage());
        const cpuMs = container.endedCpuMs + uses.reduce((sum, use) => sum + use.cpuMs, 0);
        const usage = uses.reduce((sum, use) => sum + use.memoryBytes, 0);
        const peak = Math.max(container.peakBytes, ...uses.map(({ peakBytes }) => peakBytes));
        return [200, { cpu_stats: { cpu_usage: { total_usage: Math.round(cpuMs * 1e6) } }, memory_stats: { usage, max_usage: peak } }];
      }
      case "DELETE /containers/{id}": {
        const container = find(name);
        end(container);
        containers.delete(container.id);
        if (container.folder !== root) rmSync(container.folder, { recursive: true, force: true });
        return [204];
      }
      case "GET /exec/{id}/json": {
        const exec = execs.get(name);
        if (!exec) throw new Refusal(404, "no such exec");
        return [200, { ID: exec.id, Running: exec.running, ExitCode: exec.exitCode, ContainerID: exec.container.id }];
      }
      case "GET /images/{name}/json":
        if (!server.images.has(name)) throw new Refusal(404, `No such image: ${name}`);
        return [200, { Id: `sha256:${"0".repeat(64)}` }];
      case "GET /info":
        return [200, { CgroupVersion: "2", MemoryLimit: true, SwapLimit: true, PidsLimit: true, ServerVersion: "24.0.9" }];
      default:
        throw new Refusal(404, "page not found");
    }
  }

  function find(id: string): ContainerHere {
    const container = containers.get(id);
    if (!container) throw new Refusal(404, `No such container: ${id}`);
    return container;
  }

  function create(body: CreateBody): string {
    if (!server.images.has(body.Image)) throw new Refusal(404, `No such image: ${body.Image}`);
    const id = randomBytes(32).toString("hex");
    const folder = join(root, id.slice(0, 12));
    mkdirSync(folder);
    const uid = FIRST_UID + 2 * (made++ % UIDS);
    const owners = new Map<string, number>();
    for (const [path, options] of Object.entries(body.HostConfig.Tmpfs)) {
      const inside = Number(/uid=(\d+)/.exec(options)![1]);
      if (!owners.has(String(inside))) owners.set(String(inside), uid + owners.size);
      const here = join(folder, HOME[path] ?? path.slice(1));
      mkdirSync(here);
      chownSync(here, owners.get(String(inside))!, owners.get(String(inside))!);
      chmodSync(here, parseInt(/mode=([0-7]+)/.exec(options)![1]!, 8));
    }
    containers.set(id, { id, body, folder, state: "created", oomKilled: false, endedCpuMs: 0, peakBytes: 0, runs: new Set(), uid });
    return id;
  }

  function end(container: ContainerHere): void {
    if (container.state === "running") container.state = "exited";
    for (const run of container.runs) run.kill();
  }

  /** POST /exec/{id}/start: the body comes first, then the connection is the program's. */
  async function upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    socket.on("error", () => undefined);
    const refuse = (status: number, message: string): void => {
      const text = JSON.stringify({ message });
      socket.end(`HTTP/1.1 ${status} Error\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    try {
      const { method, route, name, query } = routed(request);
      const fault = server.fault(method, route);
      if (fault === "drop") return void socket.destroy();
      if (fault) return refuse(fault.status, fault.message ?? "a fault of the test");
      const bytes = Number(request.headers["content-length"] ?? 0);
      let given = head;
      while (given.length < bytes) {
        const chunk = await new Promise<Buffer>((resolve) => socket.once("data", resolve));
        given = Buffer.concat([given, chunk]);
      }
      const body = checked(execStartBody, JSON.parse(given.subarray(0, bytes).toString()));
      const exec = execs.get(name);
      if (!exec) throw new Refusal(404, "no such exec");
      if (exec.container.state !== "running") throw new Refusal(409, "container is not running");
      server.exchanges.push({ method, route, query, body, status: 200, answer: undefined });
      socket.write(
        "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n",
      );
      attach(exec, socket, given.subarray(bytes));
    } catch (error) {
      refuse(error instanceof Refusal ? error.status : 500, (error as Error).message);
    }
  }

  function attach(exec: ExecHere, socket: Socket, early: Buffer): void {
    const { container, body } = exec;
    const { Tmpfs, Memory, PidsLimit } = container.body.HostConfig;
    const [inside] = body.User.split(":").map(Number);
    const run = runBoxed({
      argv: body.Cmd,
      env: Object.fromEntries(body.Env.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)])),
      cwd: body.WorkingDir,
      folders: Object.fromEntries(Object.keys(Tmpfs).map((path) => [path, join(container.folder, HOME[path] ?? path.slice(1))])),
      uid: { inside: inside!, outside: `${inside}:${inside}` === container.body.User ? container.uid : container.uid + 1 },
      memoryBytes: Memory,
      processes: PidsLimit,
    });
    exec.running = true;
    container.runs.add(run);
    run.stdin.write(early);
    socket.pipe(run.stdin);
    let sent = 0;
    const send = (kind: number) => (bytes: Buffer) => {
      const header = Buffer.alloc(8);
      header[0] = kind;
      header.writeUInt32BE(bytes.length, 4);
      if (server.breakAfterBytes !== null && kind === 1 && (sent += bytes.length) > server.breakAfterBytes) return void socket.destroy();
      if (socket.destroyed) return;
      if (socket.write(Buffer.concat([header, bytes]))) return;
      run.stdout.pause();
      socket.once("drain", () => run.stdout.resume());
    };
    run.stdout.on("data", send(1));
    run.stderr.on("data", send(2));
    void run.ended.then((code) => {
      const { cpuMs, peakBytes, oomKilled } = run.usage();
      container.runs.delete(run);
      container.endedCpuMs += cpuMs;
      container.peakBytes = Math.max(container.peakBytes, peakBytes);
      container.oomKilled ||= oomKilled;
      socket.end();
      setTimeout(() => {
        exec.running = false;
        exec.exitCode = code < 0 ? 137 : code;
      }, END_LAG_MS);
    });
  }

  return server;
}

function checked<T>(schema: { parse(value: unknown): T }, value: unknown): T {
  try {
    return schema.parse(value);
  } catch (error) {
    throw new Refusal(400, (error as Error).message);
  }
}
