// A dedicated CodeQuest for a script: services, programs, and one published problem with six tests.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { runProgram } from "../application.mjs";
import { Stop } from "../console.mjs";
import { keyOf } from "../global-id.mjs";
import { dataDir, judgeHome } from "../paths.mjs";
import { choosePorts } from "../ports.mjs";
import { startServices } from "../services.mjs";
import { slowness } from "../slowness.mjs";
import { sleep } from "../wait.mjs";
import { request } from "./clients.mjs";
import { program } from "./programs.mjs";

const START_TIMEOUT_MS = 60_000 * slowness();

/** Each name is that of a program and of its log. `close` stops everything and returns exit codes other than 0. */
export async function openStage({ name, apis, workers, settings = {} }) {
  const logs = join(dataDir, name);
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const services = await startServices();
  const pool = new pg.Pool({ connectionString: services.postgres.url, max: 2 });
  pool.on("error", () => undefined); // PostgreSQL may be killed too
  const programs = [];
  const close = async () => {
    await Promise.all(programs.map((each) => each.end("SIGTERM")));
    await pool.end();
    await services.stop();
    return programs
      .filter(({ exitCodes }) => exitCodes.some((code) => code !== 0))
      .map((each) => `${each.name} was asked to stop and ended with ${each.exitCodes.join(", ")}`);
  };
  try {
    const ports = await choosePorts(services.directory, apis);
    const env = {
      ...process.env,
      ...services.env,
      NODE_ENV: "test",
      JUDGE_HOME: judgeHome(),
      JUDGE_CACHE_DIR: join(services.directory, "test-sets"),
      TOKEN_SECRET: "a-secret-of-this-run-and-of-nothing-else",
      BCRYPT_COST: "4",
      SUBMISSIONS_PER_MINUTE: "100000",
      LOG_LEVEL: "info",
      ...settings,
    };
    await runProgram("migrate", ["up"], env);
    const start = (main) => (each) => {
      const started = program({ name: each, main, env: { ...env, PORT: String(ports[each] ?? 0) }, logs });
      programs.push(started);
      started.start();
      return started;
    };
    const stage = {
      services,
      logs,
      apis: apis.map(start("api")),
      workers: workers.map(start("worker")),
      urls: apis.map((each) => `http://127.0.0.1:${ports[each]}/graphql`),
      query: async (text, params = []) => (await pool.query(text, params)).rows,
      removeLogs: () => rmSync(logs, { recursive: true, force: true }),
      close,
    };
    return { ...stage, ...(await createProblem(stage)) };
  } catch (error) {
    await close();
    throw error;
  }
}

export async function register(url, username) {
  const input = { email: `${username}@codequest.example`, username, password: "Sesame-Open-1" };
  const document = `mutation R($input: RegisterInput!) { register(input: $input) { accessToken user { id } } }`;
  const { accessToken, user } = (await request(url, null, document, { input })).register;
  return { token: accessToken, userId: keyOf(user.id) };
}

async function createProblem({ urls: [url], query }) {
  for (const deadline = Date.now() + START_TIMEOUT_MS; ; await sleep(100)) {
    if ((await fetch(url.replace("/graphql", "/ready")).catch(() => undefined))?.ok) break;
    if (Date.now() > deadline) throw new Stop("The API did not start.");
  }
  const { token, userId } = await register(url, "author");
  await query("update users set role = 'INSTRUCTOR' where id = $1", [userId]);
  const ask = (document, input) => request(url, token, document, { input });
  const created = await ask(`mutation C($input: CreateProblemInput!) { createProblem(input: $input) { problem { id } } }`, {
    title: "Sum",
    statement: "Add two numbers.",
    difficulty: "EASY",
    timeLimitMs: 5000,
  });
  const problemId = created.createProblem.problem.id;
  const tests = [1, 2, 3, 4, 5, 6].map((n) => ({ name: `t${n}`, input: `${n} ${n}\n`, output: `${2 * n}\n`, sample: n === 1 }));
  await ask(`mutation T($input: SetProblemTestsInput!) { setProblemTests(input: $input) { problem { id } } }`, { problemId, tests });
  await ask(`mutation P($input: PublishProblemInput!) { publishProblem(input: $input) { problem { id } } }`, { id: problemId });
  return { problemId, token };
}
