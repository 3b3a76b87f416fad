import { randomBytes } from "node:crypto";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { TestSetCache } from "../../src/judge/test-set-cache.js";
import { encodeTestSet } from "../../src/judge/test-set.js";
import type { Client } from "../support/client.js";
import { keyOf as uuidOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
import { startLauncher } from "../support/launcher.js";
import { itLong } from "../support/proofs.js";
import { startProxy, type Proxy } from "../support/proxy.js";
import {
  createLearner,
  createProblem,
  eventually,
  judgementOf,
  submit,
  SUM_ACCEPTED,
  verdictsOf,
  type Problem,
} from "../support/scenario.js";
import { createSmallDisk, type SmallDisk } from "../support/small-disk.js";

let installation: Installation;
let api: Api;
let learner: Client;
let s3: S3Client;
let folder: string;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi();
  learner = await createLearner(api);
  const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = installation.env as Record<string, string>;
  s3 = new S3Client({
    endpoint: S3_ENDPOINT!,
    region: S3_REGION ?? "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: S3_ACCESS_KEY_ID!, secretAccessKey: S3_SECRET_ACCESS_KEY! },
  });
  folder = await mkdtemp(join(tmpdir(), "test-sets-"));
});

afterAll(async () => {
  s3?.destroy();
  await learner?.close();
  await installation?.stop();
  await rm(folder, { recursive: true, force: true });
});

const accepted = async (problem: Problem) =>
  expect(await verdictsOf(learner, await submit(learner, problem, SUM_ACCEPTED))).toEqual(["ACCEPTED"]);
const keyOf = async (problem: Problem) => {
  const [row] = await installation.sql<{ sha256: string }>("select sha256 from test_sets where problem_id = $1", [problem.id]);
  return { Bucket: installation.env.S3_BUCKET!, Key: `test-sets/${row!.sha256}` };
};

/** The canary is in every test set: each test takes one that no worker has. Same content, same hash: a folder of its own. */
const emptyCache = async () => {
  const cache = await mkdtemp(join(folder, "cache-"));
  // The sandbox is proven once, not by each worker.
  const proof = "sandbox-proof.json";
  await copyFile(join(installation.env.JUDGE_CACHE_DIR!, proof), join(cache, proof)).catch(() => undefined);
  return { JUDGE_CACHE_DIR: cache };
};

describe("an object storage", () => {
  let proxy: Proxy;
  let worker: Program;
  const start = async (env = {}) => {
    const through = { S3_ENDPOINT: proxy.through(installation.env.S3_ENDPOINT!), ...(await emptyCache()) };
    worker = await installation.startWorker({ env: { ...through, JUDGE_SLOTS: "1", ...env } });
  };

  beforeEach(async () => {
    proxy = await startProxy(installation.env.S3_ENDPOINT!);
  });
  afterEach(async () => {
    proxy.pass();
    await worker.stop();
    await proxy.close();
  });

  it("that is slow: the judging waits, and keeps its claim beyond the first lease", async () => {
    await start({ JUDGE_LEASE_MS: "1500" });
    proxy.delay(3000);
    const id = await submit(learner, await createProblem(installation, api), SUM_ACCEPTED);
    expect(await verdictsOf(learner, id)).toEqual(["ACCEPTED"]);
    expect(await judgementOf(installation, id)).toMatchObject({ attempt: 1, systemFailures: 0 });
  });

  it("that falls silent: those whose tests are here go on in the only slot, the other is judged when it speaks again", async () => {
    await start();
    const [here, away] = [await createProblem(installation, api), await createOtherProblem()];
    await accepted(here);
    proxy.stall();
    const waiting = await submit(learner, away, SUM_ACCEPTED);
    await eventually("it is tried", async () => (await judgementOf(installation, waiting)).attempt > 0);
    await accepted(here);
    expect((await judgementOf(installation, waiting)).status).not.toBe("FINISHED");
    expect(worker.logs()).toMatch(/Test set [0-9a-f]{64} is not downloaded yet/);
    proxy.pass();
    expect(await verdictsOf(learner, waiting)).toEqual(["ACCEPTED"]);
    expect(await judgementOf(installation, waiting)).toMatchObject({ systemFailures: 0 });
  });

  it("that is away when the worker starts: it starts, says so, and judges when the storage is there", async () => {
    proxy.cut();
    await start();
    const id = await submit(learner, await createProblem(installation, api), SUM_ACCEPTED);
    await eventually("it says so", () => /object storage unreachable/.test(worker.logs()) && /could not be opened/.test(worker.logs()));
    proxy.pass();
    expect(await verdictsOf(learner, id)).toEqual(["ACCEPTED"]);
    expect(await judgementOf(installation, id)).toMatchObject({ systemFailures: 0 });
  });

  it("that lost one test set and damaged another: SYSTEM_ERROR, the log says which, and others go on", async () => {
    await start({ JUDGE_SLOTS: "2" });
    const [lost, damaged, whole] = [await createProblem(installation, api), await createOtherProblem(), await createOtherProblem()];
    const [lostKey, damagedKey] = [await keyOf(lost), await keyOf(damaged)];
    await s3.send(new DeleteObjectCommand(lostKey));
    await s3.send(new PutObjectCommand({ ...damagedKey, Body: gzipSync("something else") }));
    const ids = [await submit(learner, lost, SUM_ACCEPTED), await submit(learner, damaged, SUM_ACCEPTED)];
    const watching = ids.map((id) => verdictsOf(learner, id));
    await accepted(whole);
    expect(await Promise.all(watching)).toEqual([["SYSTEM_ERROR"], ["SYSTEM_ERROR"]]);
    const reports = worker
      .logs()
      .split("\n")
      .filter((line) => line.includes("judging failed permanently"));
    expect(reports).toHaveLength(2);
    const about = (key: string) => reports.find((line) => line.includes(key.slice("test-sets/".length)))!;
    expect(about(lostKey.Key)).toMatch(/could not be opened: .*(NoSuchKey|does not exist)/);
    expect(about(damagedKey.Key)).toMatch(/could not be opened: the content is not [0-9a-f]{64}/);
    expect(about(damagedKey.Key)).toContain(uuidOf(damaged.id));
  });

  /** Of other content, as test sets are known by their hash. */
  async function createOtherProblem(): Promise<Problem> {
    return createProblem(installation, api, {}, randomBytes(4).toString("hex"));
  }
});

describe("a full disk", () => {
  let disk: SmallDisk;
  beforeEach(async () => {
    disk = await createSmallDisk("64k");
  });
  afterEach(async () => {
    await disk.remove();
  });

  it("below the test sets: the judging is tried until there is room, and the log says what is wrong", async () => {
    const filler = join(disk.path, "filler");
    await writeFile(filler, Buffer.alloc(64 * 1024)).catch(() => undefined);
    const worker = await installation.startWorker({ env: { JUDGE_CACHE_DIR: disk.path } });
    const id = await submit(learner, await createProblem(installation, api), SUM_ACCEPTED);
    await eventually("it says so", () => /could not be opened: .*ENOSPC/.test(worker.logs()));
    await rm(filler);
    expect(await verdictsOf(learner, id)).toEqual(["ACCEPTED"]);
    expect(await judgementOf(installation, id)).toMatchObject({ verdict: "ACCEPTED", systemFailures: 0 });
    await worker.stop();
  });

  itLong("below the sandbox: no job is taken until there is room, and the log says what is wrong", async () => {
    await disk.resize("64m"); // compiled programs go there
    const launcher = await startLauncher({ runDir: join(disk.path, "run") });
    const worker = await installation.startWorker({ env: { JUDGE_LAUNCHER_SOCKET: launcher.socketPath, ...(await emptyCache()) } });
    const filler = join(disk.path, "filler");
    await writeFile(filler, Buffer.alloc(64 * 1024 * 1024)).catch(() => undefined);
    const id = await submit(learner, await createProblem(installation, api), SUM_ACCEPTED);
    await eventually("it says so", () => /No space left on device/.test(worker.logs()));
    await rm(filler);
    expect(await verdictsOf(learner, id)).toEqual(["ACCEPTED"]);
    expect(await judgementOf(installation, id)).toMatchObject({ verdict: "ACCEPTED", systemFailures: 0 });
    await worker.stop();
    await launcher.close();
  });

  it("makes room of test sets that nobody uses", async () => {
    const cache = new TestSetCache({ folder: disk.path });
    const setOf = (name: string) => encodeTestSet([{ name, sample: false, input: randomBytes(30_000), output: Buffer.alloc(0) }]);
    const [first, second, third] = await Promise.all(["first", "second", "third"].map(setOf));
    const open = (set = first!) => cache.get(set.sha256, () => Promise.resolve(set.content));
    await (await open(first)).close();
    const inUse = await open(second);
    expect((await inUse.read(0)).input).toHaveLength(30_000);
    // Two fit: the first goes, though it was used later than the second.
    await (await open(third)).close();
    await inUse.close();
    await (await open(first)).close();
  });
});
