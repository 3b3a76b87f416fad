/** What is told to others after a commit, on a real database. */
import { randomUUID } from "node:crypto";
import { createDatabase, rows, violatedUnique, type Database, type Transaction } from "../../src/platform/database/database.js";
import { savepoint } from "../../src/platform/database/transaction.js";
import { ENTITIES } from "../support/entities.js";
import { createInstallation, type Installation } from "../support/installation.js";

let installation: Installation;
let db: Database;

beforeAll(async () => {
  installation = await createInstallation();
  db = await createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 2, entities: ENTITIES, migrationsFolder: "migrations" });
});

afterAll(async () => {
  await db?.close();
  await installation?.stop();
});

const isThere = async (slug: string) => (await rows(db.em.fork(), "select 1 from topics where slug = ?", [slug])).length > 0;

const insert = (tx: Pick<Transaction, "execute">, slug: string) =>
  tx.execute("insert into topics (id, slug, name, icon, description) values (?, ?, 'x', 'x', 'x')", [randomUUID(), slug]);

describe("an effect", () => {
  it("finds what was committed", async () => {
    const [slug, seen]: [string, boolean[]] = [randomUUID(), []];
    await db.transaction(async (tx) => {
      await insert(tx, slug);
      tx.afterCommit(async () => seen.push(await isThere(slug)));
      seen.push(await isThere(slug));
    });
    expect(seen).toEqual([false, true]);
  });

  it("does not run if a statement or the commit is refused", async () => {
    const [slug, ran]: [string, string[]] = [randomUUID(), []];
    const taken = db.transaction(async (tx) => {
      tx.afterCommit(() => ran.push("statement"));
      await insert(tx, slug);
      await insert(tx, slug);
    });
    expect(violatedUnique(await taken.catch((error: unknown) => error))).toBe("topics_slug_unique");
    const late = db.transaction(async (tx) => {
      tx.afterCommit(() => ran.push("commit"));
      await tx.execute("create temporary table promises (kept int, constraint kept_once unique (kept) deferrable initially deferred)");
      await tx.execute("insert into promises values (1), (1)");
      await insert(tx, slug);
    });
    expect(violatedUnique(await late.catch((error: unknown) => error))).toBe("kept_once");
    expect([ran, await isThere(slug)]).toEqual([[], false]);
  });

  it("that fails takes nothing back", async () => {
    const slug = randomUUID();
    await db.transaction(async (tx) => {
      tx.afterCommit(() => Promise.reject(new Error("Redis is unreachable")));
      await insert(tx, slug);
    });
    expect(await isThere(slug)).toBe(true);
  });
});

it("a savepoint undoes its own changes only", async () => {
  const [kept, undone] = [randomUUID(), randomUUID()];
  await db.transaction(async (tx) => {
    await insert(tx, kept);
    const failed = savepoint(tx, async (em) => {
      await insert(em, undone);
      await insert(em, kept);
    });
    await expect(failed).rejects.toThrow("topics_slug_unique");
  });
  expect([await isThere(kept), await isThere(undone)]).toEqual([true, false]);
});
