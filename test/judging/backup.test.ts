/** A backup of a serving installation, and what another makes of it. The object storage's objects are looked at directly. */
import { storageOf } from "../support/objects.js";
import { createHash, randomUUID } from "node:crypto";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import pg from "pg";
import sharp from "sharp";
import { runProgram } from "../../scripts/lib/application.mjs";
import { createDatabase } from "../../src/platform/database/database.js";
import { dumpDatabase } from "../../src/platform/backup/dump-database.js";
import { writeManifest, type Manifest } from "../../src/platform/backup/manifest.js";
import { writeObjectList } from "../../src/platform/backup/objects.js";
import { OutboxMessage } from "../../src/platform/outbox/outbox-message.entity.js";
import { clientOf, type Client } from "../support/client.js";
import {
  CompleteUploadDocument,
  LoginDocument,
  MeDocument,
  OneFileDocument,
  ProblemDocument,
  RequestUploadDocument,
  SetAvatarDocument,
  SubmissionDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation, type Program } from "../support/installation.js";
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
import { startServices } from "../support/services.js";

type Learner = Awaited<ReturnType<typeof createLearner>>;

let folder: string;
let installation: Installation;
let api: Api;
let worker: Program;
let learner: Learner;
let problem: Problem;
let judged: string;
let queued: string;
let avatar: string;
let attachment: string;
let backedUp: string;

const backUp = (from: Installation, ...args: string[]) => from.run("backup", ...args);
const restore = (into: Installation, ...args: string[]) => into.run("restore", ...args);
const manifestOf = async (path: string) => JSON.parse(await readFile(join(path, "manifest.json"), "utf8")) as Manifest;

async function uploaded(who: Client, purpose: string, fileName: string, contentType: string, content: Buffer): Promise<string> {
  const input = { purpose: purpose as never, fileName, contentType, sizeBytes: content.length };
  const { file, upload } = (await who.request(RequestUploadDocument, { input })).requestUpload;
  const headers = upload!.headers.map(({ name, value }) => [name, value] as [string, string]);
  expect((await fetch(String(upload!.url), { method: "PUT", headers, body: new Uint8Array(content) })).status).toBe(200);
  await who.request(CompleteUploadDocument, { input: { fileId: file.id } });
  return file.id;
}

/** What a client is answered about everything, without what is made anew each time. */
async function seenBy(who: Client): Promise<unknown> {
  const files = await Promise.all([avatar, attachment].map((id) => who.request(OneFileDocument, { id })));
  const contents = files.flatMap(({ file }) =>
    file!.renditions!.map(async ({ url, ...rest }) => {
      const response = await fetch(String(url));
      const sha256 = createHash("sha256")
        .update(Buffer.from(await response.arrayBuffer()))
        .digest("hex");
      return { ...rest, sha256, type: response.headers.get("content-type"), as: response.headers.get("content-disposition") };
    }),
  );
  return {
    me: await who.request(MeDocument, {}),
    problem: await who.request(ProblemDocument, { slug: problem.slug }),
    judged: await who.request(SubmissionDocument, { id: judged }),
    files: files.map(({ file }) => ({ ...file, renditions: null })),
    contents: await Promise.all(contents),
  };
}

const everything = async (of: Installation) => {
  const tables = await of.sql<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from "${name}"`).join(" union all ");
  const counted = await of.sql<{ name: string; n: number }>(counts);
  return Object.fromEntries(counted.map(({ name, n }) => [name, n])) as Record<string, number>;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "codequest-backup-"));
  backedUp = join(folder, "first");
  installation = await createInstallation();
  [api, worker] = await Promise.all([installation.startApi(), installation.startWorker()]);
  learner = await createLearner(api);
  problem = await createProblem(installation, api);
  judged = await submit(learner, problem, SUM_ACCEPTED);
  expect(await verdictsOf(learner, judged)).toEqual(["ACCEPTED"]);
  const picture = sharp({ create: { width: 300, height: 300, channels: 3, background: { r: 1, g: 2, b: 3 } } });
  avatar = await uploaded(learner, "AVATAR", "me.png", "image/png", await picture.png().toBuffer());
  await learner.request(SetAvatarDocument, { input: { fileId: avatar } });
  attachment = await uploaded(learner, "ATTACHMENT", "Übung 1.txt", "text/plain", Buffer.from("kept\n"));
  await worker.stop();
  queued = await submit(learner, problem, SUM_ACCEPTED);
});

afterAll(async () => {
  await learner?.close();
  await installation?.stop();
  await rm(folder, { recursive: true, force: true });
});

it("is taken while the installation serves, for its owner's eyes only, and holds no secret of the configuration", async () => {
  let serving = true;
  const traffic = (async () => {
    while (serving) await submit(await createLearner(api), problem, SUM_ACCEPTED);
  })();
  const said = await runProgram("backup", [backedUp], installation.env).finally(() => (serving = false));
  await traffic;
  expect(said).toMatch(/backed up \d+ tables with \d+ rows, and \d+ objects, of which \d+ were new/);

  const text = await readFile(join(backedUp, "manifest.json"), "utf8");
  for (const secret of ["TOKEN_SECRET", "S3_SECRET_ACCESS_KEY", "DATABASE_URL", "REDIS_URL"]) {
    expect(text).not.toContain(installation.env[secret]!);
  }
  const manifest = await manifestOf(backedUp);
  expect(manifest.tables.map(({ name }) => name).sort()).toEqual(Object.keys(await everything(installation)).sort());
  for (const entry of await readdir(backedUp, { recursive: true, withFileTypes: true })) {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    expect([entry.name, (mode & 0o777).toString(8)]).toEqual([entry.name, entry.isFile() ? "600" : "700"]);
  }
  expect(await backUp(installation, backedUp)).toContain("of which 0 were new");
  expect((await readdir(backedUp)).filter((name) => name.startsWith("database-"))).toHaveLength(1);
  await expect(backUp(installation, folder)).rejects.toThrow(/contains other files/);

  const lock = join(backedUp, "lock");
  await writeFile(lock, `${process.pid} ${hostname()}`);
  await expect(backUp(installation, backedUp)).rejects.toThrow(/Another backup/);
  await writeFile(lock, `${2 ** 22 + 1} ${hostname()}`); // beyond what a process id can be
  await backUp(installation, backedUp);
});

it("becomes the same installation elsewhere, with a Redis that knows nothing, and what was queued is judged there", async () => {
  const own = await startServices({ only: ["redis"] });
  const other = await createInstallation({ REDIS_URL: own.redis.url });
  try {
    await runProgram("restore", [backedUp], other.env);
    const there = await other.startApi();
    const input = { email: `${learner.username}@codequest.example`, password: "Sesame-Open-1" };
    const { login } = await clientOf(there).request(LoginDocument, { input });
    const visitor = clientOf(there, login.accessToken!);
    expect(await seenBy(visitor)).toEqual(await seenBy(learner));
    expect((await judgementOf(other, queued)).status).toBe("QUEUED");
    await other.startWorker();
    expect(await verdictsOf(visitor, queued)).toEqual(["ACCEPTED"]);
    expect(await judgementOf(other, queued)).toMatchObject({ status: "FINISHED", attempt: 1 });
    await expect(other.sql("delete from audit_entries")).rejects.toThrow(/append|audit/i);
    const [{ broken } = { broken: -1 }] = await other.sql<{ broken: number }>(
      "select count(*)::int as broken from pg_constraint where contype = 'f' and not convalidated",
    );
    expect(broken).toBe(0);
    await visitor.close();
  } finally {
    await other.stop();
    await own.stop();
  }
});

describe("a restore", () => {
  let target: Installation;
  beforeEach(async () => {
    target = await createInstallation();
  });
  afterEach(() => target.stop());

  it("refuses a database that has rows, unless it is told to replace them", async () => {
    await target.sql("insert into topics (id, slug, name, icon, description) values ($1, 'mine', 'Mine', 'x', 'x')", [randomUUID()]);
    await expect(restore(target, backedUp)).rejects.toThrow(/not empty.*--replace/);
    expect((await everything(target)).topics).toBe(1);
    await restore(target, backedUp, "--replace");
    expect(await target.sql("select from topics where slug = 'mine'")).toEqual([]);
    const rows = (await manifestOf(backedUp)).tables.map(({ name, rows: count }) => [name, count]);
    expect(await everything(target)).toEqual(Object.fromEntries(rows));
  });

  it("that is killed in the middle has changed no row, and can be given again", async () => {
    const before = await everything(target);
    const other = new pg.Client({ connectionString: target.env.DATABASE_URL });
    await other.connect();
    await other.query("begin; lock table users in access share mode");
    const child = spawn(process.execPath, ["dist/bundle/restore.js", backedUp], { env: target.env, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("close", resolve));
    await eventually("it waits for the lock", async () => (await target.sql("select from pg_locks where not granted")).length > 0);
    child.kill("SIGKILL");
    await ended;
    await other.end();
    expect(await everything(target)).toEqual(before);
    await restore(target, backedUp);
    expect((await everything(target)).users).toBeGreaterThan(0);
  });

  it("refuses a damaged backup, and one of a newer program, before it changes anything", async () => {
    const damaged = join(folder, "damaged");
    await backUp(installation, damaged);
    const manifest = await manifestOf(damaged);
    const users = manifest.tables.find(({ name }) => name === "users")!;
    await appendFile(join(damaged, users.file.path), "x");
    await expect(restore(target, damaged)).rejects.toThrow(/damaged: .*users\.copy\.gz/);
    await writeManifest(damaged, { ...manifest, migrations: [...manifest.migrations, "Migration29990101000000"] });
    await expect(restore(target, damaged)).rejects.toThrow(/newer program/);
    await writeManifest(damaged, { ...manifest, format: 99 });
    await expect(restore(target, damaged)).rejects.toThrow(/format 99/);
    await writeFile(join(damaged, "manifest.json"), "{");
    await expect(restore(target, damaged)).rejects.toThrow(/damaged/);
    await expect(restore(target, folder)).rejects.toThrow(/no backup/);
    expect((await everything(target)).users).toBe(0);
  });

  it("of an older program's backup brings it to the present migration", async () => {
    const old = await createInstallation();
    const older = join(folder, "older");
    const id = randomUUID();
    await runProgram("migrate", ["down"], old.env);
    await old.sql("insert into topics (id, slug, name, icon, description) values ($1, 'old', 'Old', 'x', 'x')", [id]);
    const applied = await old.sql<{ name: string }>("select name from mikro_orm_migrations order by id");
    const db = await createDatabase({ url: old.env.DATABASE_URL!, poolMax: 2, entities: [OutboxMessage], migrationsFolder: "migrations" });
    const dump = await dumpDatabase(db, older, "database-1", () => Promise.resolve());
    await db.close();
    const objects = await writeObjectList(older, "database-1/objects.jsonl.gz", []);
    const migrations = applied.map(({ name }) => name.replace(/\.js$/, ""));
    await writeManifest(older, { format: 1, program: "0.0.1", migrations, ...dump, objects });
    await old.stop();

    await restore(target, older);
    expect(await target.sql("select id from topics")).toEqual([{ id }]);
    const present = await target.sql("select name from mikro_orm_migrations");
    expect(present).toHaveLength(migrations.length + 1);
  });
});

it("an object that the database speaks of and the storage lost ends the backup, unless it is told to go on", async () => {
  const storage = storageOf(installation);
  const [{ sha256 } = { sha256: "" }] = await installation.sql<{ sha256: string }>("select sha256 from test_sets");
  const key = `test-sets/${sha256}`;
  const kept = (await storage.open(key))!;
  const content = Buffer.concat(await kept.content.toArray());
  await storage.remove(key);
  try {
    await expect(backUp(installation, join(folder, "lossy"))).rejects.toThrow(/missing in the object storage: test-sets/);
    expect(await backUp(installation, join(folder, "lossy"), "--allow-missing")).toContain(key);
  } finally {
    await storage.put(key, content, kept.contentType);
    storage.close();
  }
});
