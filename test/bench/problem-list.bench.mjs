/** `problems(first: 50)` with topics, author, viewerStatus and acceptance rate: statements, and CPU time per request. */
import { setTimeout as delay } from "node:timers/promises";
import { keyOf } from "../../scripts/lib/global-id.mjs";
import { programNode } from "../../scripts/lib/hand-over.mjs";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { run as runToEnd } from "../../scripts/lib/run.mjs";
import { createPerson } from "./support/client.mjs";
import { createInstallation, launch } from "./support/installation.mjs";
import { inTurn, median } from "./support/measure.mjs";
import { cpuMs } from "./support/processes.mjs";
import { fillCatalog, QUERY, VARIABLES } from "./support/catalog.mjs";

const CONNECTIONS = 16;
const SECONDS = 3;
const BODY = JSON.stringify({ query: QUERY, variables: VARIABLES });

async function answerOf(url, token) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  return (await fetch(url, { method: "POST", headers, body: BODY })).json();
}

/** Cursors and the form of ids are each server's own, and so is what is answered beside the data. */
const comparable = ({ data }) =>
  JSON.stringify(data, (key, value) => (/cursor$/i.test(key) ? undefined : key === "id" ? keyOf(value) : value));

async function statementsPerRequest(installation, token) {
  const api = await installation.startApi({ LOG_LEVEL: "debug" });
  const count = () => api.lines.filter((line) => line.includes('"msg":"statement"')).length;
  await answerOf(api.url, token);
  await delay(500);
  const before = count();
  await answerOf(api.url, token);
  await delay(500);
  await api.stop();
  return count() - before;
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const baselines = [];
  const baseline = async (name, api) => {
    const env = { ...installation.env, JWKS_URL: new URL("/.well-known/jwks.json", api.url).href };
    const program = launch([inRoot("test", "bench", "baselines", `${name}.mjs`)], env);
    baselines.push(program);
    const [, port] = await program.seen(/listening on (\d+)/);
    return { pid: program.pid, url: `http://127.0.0.1:${port}/graphql` };
  };
  try {
    const api = await installation.startApi();
    const { token, userId } = await createPerson(installation, api, { name: "reader" });
    await fillCatalog(installation.sql, userId);
    const servers = { ours: api, express: await baseline("apollo-express", api), mercurius: await baseline("mercurius-jit", api) };

    const expected = comparable(await answerOf(api.url, token));
    for (const [name, { url }] of Object.entries(servers)) {
      const answer = comparable(await answerOf(url, token));
      if (answer !== expected) throw new Error(`${name} answers otherwise than ours:\n${answer.slice(0, 900)}\n${expected.slice(0, 900)}`);
    }

    row({
      what: "SQL statements a request, the account's included",
      value: await statementsPerRequest(installation, token),
      unit: "statements",
      target: { atMost: 5 },
    });

    const cpuPerRequest = async ({ url, pid }) => {
      const before = cpuMs(pid);
      const words = [inRoot("test", "bench", "support", "load.mjs"), url, CONNECTIONS, SECONDS, token, BODY];
      const { code, output } = await runToEnd(programNode(), words.map(String));
      if (code !== 0) throw new Error(`The load generator failed:\n${output}`);
      const answered = /answered (\d+)/.exec(output)[1];
      return (cpuMs(pid) - before) / Number(answered);
    };
    const variants = Object.fromEntries(Object.entries(servers).map(([name, server]) => [name, () => cpuPerRequest(server)]));
    const { ours, express, mercurius } = await inTurn(variants, { rounds: 5, warmUp: 2 });
    const what = "problems(first: 50), CPU a request, median";
    row({
      what,
      value: median(ours),
      unit: "ms",
      baseline: "Apollo, Express, entities",
      baselineValue: median(express),
      target: { ratioAtMost: 0.5 },
    });
    row({
      what,
      value: median(ours),
      unit: "ms",
      baseline: "mercurius with jit, pg",
      baselineValue: median(mercurius),
      target: { ratioAtMost: 1 },
    });
  } finally {
    await Promise.all(baselines.map((program) => program.stop()));
    await installation.stop();
  }
}
