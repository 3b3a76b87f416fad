import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "../support/client.js";
import { SubmitCodeDocument, ProblemForTestDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { proven } from "../support/proofs.js";
import { startProxy, type Proxy } from "../support/proxy.js";
import {
  clientOn,
  createLearner,
  createProblem,
  eventually,
  judgementOf,
  SLOW_ACCEPTED,
  submit,
  SUM_ACCEPTED,
  verdictsOf,
  type Problem,
} from "../support/scenario.js";
import { createSmallDisk, type SmallDisk } from "../support/small-disk.js";
import { startServices } from "../support/services.js";

const AWAY = { code: "SERVICE_UNAVAILABLE", message: "A part of the service is temporarily unavailable. Try again in a moment." };

let own: Awaited<ReturnType<typeof startServices<"postgres">>>;
let installation: Installation;
let api: Api;
let learner: Client;
let problem: Problem;

beforeAll(async () => {
  own = await startServices({ only: ["postgres"] });
  installation = await createInstallation({ DATABASE_URL: own.env.DATABASE_URL });
  api = await installation.startApi();
  learner = await createLearner(api);
  problem = await createProblem(installation, api);
});

afterAll(async () => {
  await own?.postgres.start();
  await learner?.close();
  await installation?.stop();
  await own?.stop();
});

const submitCode = (client: Client, source = SUM_ACCEPTED.source) =>
  client.errorOf(SubmitCodeDocument, { input: { problemId: problem.id, language: "python", source } });
const read = (client: Client) => client.request(ProblemForTestDocument, { id: problem.id });

describe("PostgreSQL", () => {
  it("restarted while one program runs and others wait: each is judged once, and its open watcher learns the verdict", async () => {
    const worker = await installation.startWorker({ env: { JUDGE_SLOTS: "1" } });
    const ids = await Promise.all(Array.from({ length: 4 }, () => submit(learner, problem, SLOW_ACCEPTED)));
    const watching = ids.map((id) => verdictsOf(learner, id));
    await delay(1000);
    await own.postgres.restart();
    expect(await Promise.all(watching)).toEqual(ids.map(() => ["ACCEPTED"]));
    for (const id of ids) {
      expect(await judgementOf(installation, id)).toMatchObject({ status: "FINISHED", verdict: "ACCEPTED", attempt: 1, systemFailures: 0 });
    }
    await worker.stop();
  });

  it("away when a program ends: the verdict is kept until it can be written", async () => {
    const worker = await installation.startWorker();
    const id = await submit(learner, problem, SLOW_ACCEPTED);
    const watching = verdictsOf(learner, id);
    await delay(1000);
    await own.postgres.stop();
    await delay(3500);
    await own.postgres.start();
    expect(await watching).toEqual(["ACCEPTED"]);
    expect(await judgementOf(installation, id)).toMatchObject({ verdict: "ACCEPTED", attempt: 1 });
    await worker.stop();
  });

  it("away when a worker starts: it starts, and judges as soon as it can", async () => {
    await own.postgres.stop();
    const worker = await installation.startWorker({ until: "worker started" });
    expect(await submitCode(learner)).toMatchObject(AWAY);
    await own.postgres.start();
    const id = await submit(learner, problem, SUM_ACCEPTED);
    expect(await verdictsOf(learner, id)).toEqual(["ACCEPTED"]);
    await worker.stop();
  });

  it("away: every answer is a typed error that says when to come back, and /ready names the part", async () => {
    await own.postgres.stop();
    const error = await submitCode(learner);
    expect(error).toMatchObject(AWAY);
    expect(error.extensions).toMatchObject({ retryAfterMs: 2000, requestId: expect.any(String) });
    expect(await clientOn(api, null).errorOf(ProblemForTestDocument, { id: problem.id })).toMatchObject(AWAY);
    const ready = await fetch(api.url.replace("/graphql", "/ready"));
    expect([ready.status, await ready.json()]).toMatchObject([503, { parts: { database: false, redis: true } }]);
    await own.postgres.start();
    await eventually("/ready", async () => (await fetch(api.url.replace("/graphql", "/ready"))).status === 200);
    await read(learner);
  });
});

describe("behind a network that swallows packets", () => {
  let proxy: Proxy;
  let there: Client;

  beforeAll(async () => {
    proxy = await startProxy(installation.env.DATABASE_URL!);
    const env = {
      DATABASE_URL: proxy.through(installation.env.DATABASE_URL!),
      DATABASE_STATEMENT_TIMEOUT_MS: "500",
      DATABASE_POOL_MAX: "3",
    };
    there = clientOn(await installation.startApi(env), learner);
  });

  afterAll(async () => {
    await proxy?.close();
  });

  it.each(proven(["they come late", "they never come"], ["they never come"]))(
    "%s: statements end in time, more of them than connections, and the pool recovers",
    async (which) => {
      await Promise.all(Array.from({ length: 6 }, () => read(there)));
      proxy.stall();
      const askedAt = Date.now();
      const errors = await Promise.all(Array.from({ length: 8 }, () => submitCode(there)));
      expect(errors.map(({ code }) => code)).toEqual(errors.map(() => "SERVICE_UNAVAILABLE"));
      expect(Date.now() - askedAt).toBeLessThan(20_000);
      const ready = await fetch(there.api.url.replace("/graphql", "/ready"));
      expect([ready.status, await ready.json()]).toMatchObject([503, { parts: { database: false } }]);
      if (which === "they come late") proxy.pass();
      else proxy.forget();
      await eventually("an answer", () =>
        read(there).then(
          () => true,
          () => false,
        ),
      );
      await Promise.all(Array.from({ length: 12 }, () => read(there)));
    },
    300_000,
  );
});

describe("PostgreSQL out of disk space", () => {
  let disk: SmallDisk;

  beforeAll(async () => {
    disk = await createSmallDisk("1m");
    const folder = join(disk.path, "space");
    await mkdir(folder);
    await disk.giveTo(own.postgres.pid(), folder);
    await installation.sql(`create tablespace small location '${folder}'`);
    await installation.sql("alter table submissions set tablespace small");
  });

  afterAll(async () => {
    await installation.sql("alter table submissions set tablespace pg_default");
    await installation.sql("drop tablespace small");
    await disk.remove();
  });

  it("is told by the same error, leaves nothing half-written, and is over when there is room again", async () => {
    const large = () => `print(3)\n# ${randomBytes(20_000).toString("base64")}`;
    const counts = async () =>
      (
        await installation.sql<{ s: number; j: number }>(
          "select (select count(*)::int from submissions) s, (select count(*)::int from judgements) j",
        )
      )[0]!;
    let refused;
    for (let sent = 0; !refused && sent < 100; sent++) {
      refused = await submitCode(learner, large()).catch((error: Error) => {
        if (!error.message.includes("expected an error")) throw error;
        return undefined;
      });
    }
    expect(refused).toMatchObject(AWAY);
    const { s, j } = await counts();
    expect(s).toBe(j);
    expect(api.logs()).toMatch(/No space left on device|could not extend file/);
    await disk.resize("32m");
    await submit(learner, problem, { language: "python", source: large() });
  });
});
