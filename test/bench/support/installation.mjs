/** A CodeQuest of its own for a benchmark: a fresh database, bucket and Redis prefix, and the built programs, as in production. */
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import pg from "pg";
import { runProgram } from "../../../scripts/lib/application.mjs";
import { programNode } from "../../../scripts/lib/hand-over.mjs";
import { inRoot } from "../../../scripts/lib/paths.mjs";
import { spawnTied } from "../../../scripts/lib/run.mjs";
import { endChild } from "../../../scripts/lib/wait.mjs";

const START_TIMEOUT_MS = 60_000;

async function query(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** A program that prints lines. `seen` resolves to the match of the first line that has the pattern. */
export function launch(words, env) {
  const child = spawnTied(programNode(), words, { env, stdout: "pipe" });
  const lines = [];
  /** Those who wait for a line, until the program ends. */
  const look = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      for (const { check } of look) check();
    });
  }
  child.once("exit", () => {
    for (const { giveUp } of look) giveUp("ended");
  });
  return {
    pid: child.pid,
    lines,
    stop: () => endChild(child, "SIGTERM", 15_000),
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const tell = (settle, answer) => {
          look.delete(waiting);
          clearTimeout(late);
          settle(answer);
        };
        const giveUp = (why) => tell(reject, new Error(`${words.join(" ")} ${why}:\n${lines.slice(-15).join("\n")}`));
        const check = () => {
          const found = lines.map((line) => pattern.exec(line)).find(Boolean);
          if (found) tell(resolve, found);
        };
        const waiting = { check, giveUp };
        const late = setTimeout(() => giveUp("was not ready in time"), START_TIMEOUT_MS);
        look.add(waiting);
        check();
      }),
  };
}

/** `stop` ends every program and drops the database, unless `kept` names it: that one is used as it is. `sql` runs a statement in it. */
export async function createInstallation(given, { kept } = {}) {
  const name = `bench${randomBytes(5).toString("hex")}`;
  const database = new URL(kept ?? given.DATABASE_URL);
  if (!kept) {
    await query(given.DATABASE_URL, `create database ${name}`);
    database.pathname = `/${name}`;
  }
  const env = {
    ...given,
    DATABASE_URL: database.href,
    REDIS_PREFIX: name,
    S3_BUCKET: name,
    SUBMISSIONS_PER_MINUTE: "100000",
    RUNS_PER_MINUTE: "100000",
  };
  await runProgram("migrate", ["up"], env);
  const pool = new pg.Pool({ connectionString: database.href, max: 3 });
  const programs = [];
  const start = (file, extra) => {
    const program = launch([inRoot("dist", "bundle", file)], { ...env, ...extra });
    programs.push(program);
    return program;
  };
  return {
    env,
    sql: async (text, params = []) => (await pool.query(text, params)).rows,
    /** Resolves when it listens; with `url` and `wsUrl`. */
    async startApi(extra = {}) {
      const program = start("api.js", extra);
      const [, port] = await program.seen(/"port":(\d+).*"msg":"api listening"/);
      return { ...program, url: `http://127.0.0.1:${port}/graphql`, wsUrl: `ws://127.0.0.1:${port}/graphql` };
    },
    /** Resolves when it takes jobs. */
    async startWorker(extra = {}, until = /sandbox proven; taking jobs/) {
      const program = start("worker.js", extra);
      await program.seen(until);
      return program;
    },
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      await pool.end();
      if (!kept) await query(given.DATABASE_URL, `drop database if exists ${name} with (force)`);
    },
  };
}
