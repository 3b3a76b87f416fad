/** What operators see: metrics, probes, slow statements, and one trace from a mutation to its verdict. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { SubmissionStatusDocument } from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { createLearner, createProblem, submit, SUM_ACCEPTED } from "../support/scenario.js";

interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

const TOKEN = "a-token-for-metrics";
const WORKER_PORT = 20_000 + (process.pid % 20_000);

let installation: Installation;
let api: Api;
let worker: Program;
let collector: Server;
const spans: SentSpan[] = [];

beforeAll(async () => {
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      const { resourceSpans } = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
      response.setHeader("content-type", "application/json").end("{}");
    });
  }).listen(0, "127.0.0.1");
  await once(collector, "listening");
  installation = await createInstallation({}, { own: true });
  const observed = {
    METRICS_TOKEN: TOKEN,
    SLOW_STATEMENT_MS: "1",
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  };
  [api, worker] = await Promise.all([
    installation.startApi(observed),
    installation.startWorker({ env: { ...observed, WORKER_PORT: String(WORKER_PORT) } }),
  ]);
});

afterAll(async () => {
  await installation?.stop();
  collector.close();
});

const get = (base: string, path: string, token?: string) =>
  fetch(new URL(path, base), token ? { headers: { authorization: `Bearer ${token}` } } : {});
const metricsOf = async (base: string) => (await get(base, "/metrics", TOKEN)).text();
const workerUrl = `http://127.0.0.1:${WORKER_PORT}`;

it("metrics are for those who have the token, at the API and at the worker", async () => {
  for (const base of [api.url, workerUrl]) {
    expect((await get(base, "/metrics")).status).toBe(401);
    expect((await get(base, "/metrics", "wrong")).status).toBe(401);
    expect(await metricsOf(base)).toMatch(/^codequest_process_cpu_seconds_total/m);
    expect((await get(base, "/health")).status).toBe(200);
    expect(await (await get(base, "/ready")).json()).toMatchObject({ status: "ready" });
  }
});

it("a submission is counted, timed, and followed from its mutation to its verdict", async () => {
  const learner = await createLearner(api);
  const problem = await createProblem(installation, api);
  const submissionId = await submit(learner, problem, SUM_ACCEPTED);
  for await (const { submissionStatus } of learner.subscribe(SubmissionStatusDocument, { submissionId })) {
    if (submissionStatus.status === "FINISHED") expect(submissionStatus.verdict).toBe("ACCEPTED");
  }
  const ofApi = await metricsOf(api.url);
  expect(sampleOf(ofApi, "operation_seconds_count", { field: "submitCode", outcome: "ok", role: "api" })).toBe(1);
  expect(sampleOf(ofApi, "sockets", { role: "api" })).toBe(1);
  expect(sampleOf(ofApi, "judgements_waiting", { figure: "count", role: "api" })).toBe(0);
  expect(sampleOf(ofApi, "queue_jobs", { queue: "judge-submission", state: "waiting", role: "api" })).toBe(0);
  expect(sampleOf(ofApi, "database_connections", { state: "idle", role: "api" })).toBeGreaterThan(0);
  const judgements = { language: "python", verdict: "ACCEPTED", role: "worker" };
  expect(sampleOf(await metricsOf(workerUrl), "judgement_seconds_count", judgements)).toBe(1);

  const [judged] = await spansNamed("judge", submissionId);
  const ofTrace = () => spans.filter(({ traceId }) => traceId === judged!.traceId);
  const names = ["graphql", "judge", "judge.commit", "judge.compile", "judge.prepare", "judge.run", "judge.wait"];
  await untilTrue(() => names.every((name) => ofTrace().some((span) => span.name === name)));
  const mutation = ofTrace().find(({ name }) => name === "graphql")!;
  expect(judged!.parentSpanId).toBe(mutation.spanId);
  expect(mutation.attributes).toContainEqual({ key: "codequest.field", value: { stringValue: "submitCode" } });
  for (const step of ofTrace().filter(({ name }) => name.startsWith("judge.") && name !== "judge.wait"))
    expect(step.parentSpanId).toBe(judged!.spanId);
});

it("a slow statement is logged by its text, without a value", async () => {
  await untilTrue(() => /"msg":"slow statement"/.test(api.logs() + worker.logs()));
  const line = (api.logs() + worker.logs()).split("\n").find((each) => each.includes("slow statement"))!;
  expect(JSON.parse(line)).toMatchObject({ level: "warn", sql: expect.any(String), ms: expect.any(Number) });
});

/** Of a text in Prometheus' format, where labels come in any order. */
function sampleOf(metrics: string, name: string, labels: Record<string, string>): number | undefined {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  for (const line of metrics.split("\n")) {
    const [, given = "", value] = new RegExp(`^codequest_${name}\\{(.*)\\} (\\S+)$`).exec(line) ?? [];
    if (value !== undefined && given.split(",").sort().join() === [...wanted].sort().join()) return Number(value);
  }
  return undefined;
}

async function spansNamed(name: string, submissionId: string): Promise<SentSpan[]> {
  const found = () => spans.filter((span) => span.name === name && JSON.stringify(span.attributes).includes(keyOf(submissionId)));
  await untilTrue(() => found().length > 0);
  return found();
}

async function untilTrue(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!holds() && Date.now() < deadline) await delay(100);
  expect(holds()).toBe(true);
}
