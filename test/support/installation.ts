/**
 * A CodeQuest of its own for a suite: a fresh database, bucket and Redis prefix in the services of the test run, and as
 * many APIs and workers as the suite starts. They are the built ones, as in production. Most run in a process that they share
 * (programs/host.mjs), as that starts one in a tenth of the time; those that a suite kills or pauses have a process of their own.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { runProgram } from "../../scripts/lib/application.mjs";
import { slowness } from "../../scripts/lib/slowness.mjs";
import { assertNoCanary } from "./canary.js";
import { createFromTemplate, query } from "./databases.mjs";
import { keyOf } from "./ids.js";

export type Env = Record<string, string | undefined>;

export interface Program {
  /** Asks it to stop and waits; the log is then looked through for hidden data. */
  stop(): Promise<void>;
  /** This, `exitCode` and `pid` only for a process of its own. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  /** Null while it runs, and when a signal ended it. */
  exitCode(): number | null;
  logs(): string;
  pid: number;
}

export interface Api extends Program {
  url: string;
  wsUrl: string;
}

export interface Place {
  /** In a process of its own, which can be killed. Implied by `killAt` and by what Node.js itself reads from the environment. */
  own?: boolean;
}

export interface Installation {
  env: Env;
  /** Resolves when it answers /ready. */
  startApi(env?: Env, options?: Place): Promise<Api>;
  /** Resolves when it takes jobs, or has logged `until`. `killAt` makes it SIGKILL itself at the first such moment of a judging. */
  startWorker(options?: { env?: Env; killAt?: string; until?: string } & Place): Promise<Program>;
  /** Runs a command in the shared process. Resolves to what it said, and rejects with that if it fails. */
  run(command: "backup" | "restore" | "seed" | "grant-role", ...args: string[]): Promise<string>;
  /** A statement in this installation's database. Ids among the parameters may be the API's global ones. */
  sql<R extends object>(text: string, params?: unknown[]): Promise<R[]>;
  /** Stops every program that still runs, and drops the database. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Against hanging only: a process that dies is noticed at once, and a slow machine takes its time. */
const START_TIMEOUT_MS = 180_000 * slowness();

/** A worker that starts opens as many as it may, each for 35 ms of PostgreSQL's CPU time. */
const WORKER_CONNECTIONS = "5";

/** What a shared process can't have for one of its programs. */
const OF_A_PROCESS = ["NODE_OPTIONS", "NODE_EXTRA_CA_CERTS", "NODE_ENV"];

/** With `own` each program has a process of its own. */
export async function createInstallation(overrides: Env = {}, { own: allOwn = false }: Place = {}): Promise<Installation> {
  const name = `t${randomBytes(5).toString("hex")}`;
  const server = overrides.DATABASE_URL ?? process.env.DATABASE_URL!;
  // Services of a suite's own have no template.
  const migrated = overrides.DATABASE_URL === undefined;
  await (migrated ? createFromTemplate(server, name) : query(server, `create database ${name}`));
  const database = new URL(server);
  database.pathname = `/${name}`;
  const env: Env = {
    ...process.env,
    ...overrides,
    DATABASE_URL: database.href,
    REDIS_PREFIX: name,
    S3_BUCKET: name,
    PORT: "0",
    LOG_LEVEL: "info",
    SUBMISSIONS_PER_MINUTE: "10000",
    RUNS_PER_MINUTE: "10000",
  };
  if (!migrated) await runProgram("migrate", ["up"], env);
  const pool = new pg.Pool({ connectionString: database.href, max: 3, idleTimeoutMillis: 0 });
  pool.on("error", () => undefined); // a suite may stop PostgreSQL
  const programs: Program[] = [];
  const start = (role: "api" | "worker", extra: Env, { own = allOwn }: Place, killAt?: string) => {
    const its = { ...env, ...extra };
    const isOwn = own || killAt !== undefined || OF_A_PROCESS.some((name) => its[name] !== process.env[name]);
    const program = killAt ? launch("killable-worker", its, [killAt]) : isOwn ? launch(role, its) : host(role, its);
    programs.push(program);
    return program;
  };

  return {
    env,

    async startApi(extra = {}, place = {}) {
      const program = start("api", extra, place);
      const port = await program.waitForLog(/"port":(\d+).*"msg":"api listening"/);
      const url = `http://127.0.0.1:${port}/graphql`;
      return Object.assign(program, { url, wsUrl: url.replace("http", "ws") });
    },

    async startWorker({ env: extra = {}, killAt, until = "sandbox proven; taking jobs", ...place } = {}) {
      const program = start("worker", { DATABASE_POOL_MAX: env.DATABASE_POOL_MAX ?? WORKER_CONNECTIONS, ...extra }, place, killAt);
      await program.waitForLog(new RegExp(`("msg":.*${until})`));
      return program;
    },

    run: (command, ...args) => ask(command, args, env),

    sql: async <R extends object>(statement: string, params: unknown[] = []) =>
      (await pool.query(statement, params.map(keysOf))).rows as R[],

    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      await pool.end();
      await query(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Rows have keys where the API has global ids. */
function keysOf(param: unknown): unknown {
  if (typeof param === "string") return keyOf(param);
  if (Array.isArray(param)) return param.map(keysOf);
  const isPlain = typeof param === "object" && param !== null && Object.getPrototypeOf(param) === Object.prototype;
  return isPlain ? Object.fromEntries(Object.entries(param).map(([name, value]) => [name, keysOf(value)])) : param;
}

type Started = Program & { waitForLog(pattern: RegExp): Promise<string> };

function launch(name: string, env: Env, args: string[] = []): Started {
  const child: ChildProcess = spawn(process.execPath, ["--max-semi-space-size=16", `dist/bundle/${name}.js`, ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const log = readLog(name, [child.stdout!, child.stderr!], ended);
  return {
    ...log,
    pid: child.pid!,
    ended,
    exitCode: () => child.exitCode,
    kill: (signal) => void child.kill(signal),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 20_000 * slowness());
      await ended;
      clearTimeout(late);
      assertNoCanary(`the log of ${name}`, log.logs());
    },
  };
}

function host(role: string, env: Env): Started {
  const connection = connect(process.env.TEST_PROGRAM_HOSTS!);
  connection.on("error", () => undefined);
  connection.write(`${JSON.stringify({ role, env })}\n`);
  const ended = new Promise<void>((resolve) => connection.once("close", () => resolve()));
  const log = readLog(role, [connection], ended);
  const refuse = (): never => {
    throw new Error(`this ${role} shares its process with others: start it with { own: true }`);
  };
  return {
    ...log,
    get pid() {
      return refuse();
    },
    ended,
    exitCode: refuse,
    kill: refuse,
    async stop() {
      if (connection.writable) connection.end("stop\n");
      await ended;
      assertNoCanary(`the log of ${role}`, log.logs());
    },
  };
}

async function ask(command: string, args: string[], env: Env): Promise<string> {
  const connection = connect(process.env.TEST_PROGRAM_HOSTS!);
  connection.write(`${JSON.stringify({ command, args, env })}\n`);
  const said = await text(connection);
  if (!said.endsWith("DONE\n")) throw new Error(`${command} failed. It said:\n${said}`);
  return said.slice(0, -"DONE\n".length);
}

function readLog(name: string, streams: NodeJS.ReadableStream[], ended: Promise<void>): Pick<Started, "logs" | "waitForLog"> {
  let log = "";
  const listeners = new Set<() => void>();
  for (const input of streams) {
    createInterface({ input }).on("line", (line) => {
      log += log === "" ? line : `\n${line}`;
      for (const listener of listeners) listener();
    });
  }
  const logs = () => log;
  return {
    logs,
    async waitForLog(pattern) {
      return Promise.race([
        new Promise<string>((resolve) => {
          let seen = 0;
          const look = () => {
            const match = pattern.exec(log.slice(seen));
            seen = log.length;
            if (!match) return;
            listeners.delete(look);
            resolve(match[1]!);
          };
          listeners.add(look);
          look();
        }),
        ended.then(() => Promise.reject(new Error(`${name} ended before it was ready:\n${logs()}`))),
        delay(START_TIMEOUT_MS, undefined, { ref: false }).then(() =>
          Promise.reject(new Error(`${name} was not ready in time:\n${logs()}`)),
        ),
      ]);
    },
  };
}
