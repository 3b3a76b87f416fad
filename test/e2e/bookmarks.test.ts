/** Problems that accounts save for themselves. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { bookmarksPersonalData } from "../../src/modules/practice/bookmarks/bookmarks.personal-data.js";
import { globalId } from "../../src/kernel/global-id.js";
import { newId } from "../../src/kernel/ids.js";
import type { ObjectsPart, ExportReader } from "../../src/modules/contracts/personal-data.js";
import { createDatabase, rows } from "../../src/platform/database/database.js";
import { ENTITIES } from "../support/entities.js";
import { draft, published } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import {
  AddBookmarkDocument,
  ArchiveProblemDocument,
  BookmarkedProblemsDocument,
  CountedBookmarksDocument,
  MyBookmarksDocument,
  NodeDocument,
  RemoveBookmarkDocument,
  ToggleBookmarkDocument,
  UnarchiveProblemDocument,
  type MyBookmarksQueryVariables,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { sqlOf, statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

let installation: Installation;
let api: Api;
let author: Person;
let learner: Person;
let anonymous: Client;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  author = await createInstructor(installation, api);
  anonymous = clientOf(api);
});
beforeEach(async () => {
  learner = await createLearner(api);
});

afterAll(() => installation?.stop());

const add = async (problemId: string, who: Client = learner) =>
  (await who.request(AddBookmarkDocument, { input: { problemId } })).addBookmark;
const remove = async (problemId: string, who: Client = learner) =>
  (await who.request(RemoveBookmarkDocument, { input: { problemId } })).removeBookmark;
const list = async (page: MyBookmarksQueryVariables = {}, who: Client = learner) =>
  (await who.request(MyBookmarksDocument, page)).myBookmarks;
const saved = async (page: MyBookmarksQueryVariables = {}, who: Client = learner) =>
  (await list(page, who)).nodes.map(({ problem }) => problem.id);
const rowsOf = async ({ userId }: Person) =>
  (await installation.sql<{ count: number }>("select count(*)::int as count from bookmarks where user_id = $1", [keyOf(userId)]))[0]!.count;

/** Published problems, straight into the table; their global ids. */
async function problems(count: number, tag = randomUUID()): Promise<string[]> {
  const made = await installation.sql<{ id: string }>(
    `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, status, author_id, published_at)
     select gen_random_uuid(), $1 || '-' || n, 'Problem ' || n, '', 'EASY', array[$1], '{}', '{}', 'PUBLISHED', $2, now()
     from generate_series(1, $3::int) n returning id`,
    [tag, keyOf(author.userId), count],
  );
  return made.map(({ id }) => globalId("Problem", id));
}

const bookmark = (person: Person, problemIds: readonly string[]) =>
  installation.sql(
    `insert into bookmarks (id, user_id, problem_id) select gen_random_uuid(), $1, problem_id from unnest($2::uuid[]) problem_id`,
    [keyOf(person.userId), problemIds.map(keyOf)],
  );

describe("addBookmark", () => {
  it("saves a problem, and the same one once", async () => {
    const { id } = await published(author);
    const first = await add(id);
    expect(first).toEqual({
      bookmark: { id: expect.any(String), createdAt: expect.any(String) },
      problem: { id, viewerHasBookmarked: true },
    });
    expect(await add(id)).toEqual(first);
    expect(await saved()).toEqual([id]);
  });

  it("saves a problem once for adds that meet", async () => {
    const { id } = await published(author);
    const added = await Promise.all(Array.from({ length: 8 }, () => add(id)));
    expect(new Set(added.map((one) => one.bookmark.id)).size).toBe(1);
    expect(await rowsOf(learner)).toBe(1);
  });

  it("finds no problem that the viewer may not read, and none that does not exist", async () => {
    const { id } = await draft(author);
    for (const problemId of [id, globalId("Problem", newId())]) {
      expect((await learner.errorOf(AddBookmarkDocument, { input: { problemId } })).code).toBe("NOT_FOUND");
    }
    expect((await learner.errorOf(AddBookmarkDocument, { input: { problemId: "x" } })).code).toBe("BAD_USER_INPUT");
    expect((await add(id, author)).problem.viewerHasBookmarked).toBe(true);
    expect(await saved({}, author)).toContain(id);
  });

  it("keeps an account to 1,000, also when eight adds meet", async () => {
    const all = await problems(1005);
    await bookmark(learner, all.slice(0, 997));
    const attempts = await Promise.allSettled(all.slice(997).map((id) => add(id)));
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await rowsOf(learner)).toBe(1000);
    const missing = attempts.findIndex(({ status }) => status === "rejected");
    const input = { problemId: all[997 + missing]! };
    expect(await learner.errorOf(AddBookmarkDocument, { input })).toMatchObject({
      code: "CONFLICT",
      message: "An account has at most 1000 bookmarks. Remove one first.",
    });
    expect((await add(all[0]!)).problem.viewerHasBookmarked).toBe(true);
    await remove(all[0]!);
    expect((await add(input.problemId)).problem.viewerHasBookmarked).toBe(true);
    expect(await rowsOf(learner)).toBe(1000);
  });
});

describe("removeBookmark", () => {
  it("drops a saved problem, and again changes nothing", async () => {
    const { id } = await published(author);
    const { bookmark: made } = await add(id);
    expect(await remove(id)).toEqual({ deletedId: made.id, problem: { id, viewerHasBookmarked: false } });
    expect(await remove(id)).toEqual({ deletedId: null, problem: { id, viewerHasBookmarked: false } });
    expect(await saved()).toEqual([]);
  });

  it("leaves the bookmarks of others", async () => {
    const { id } = await published(author);
    const other = await createLearner(api);
    await Promise.all([add(id), add(id, other)]);
    await remove(id);
    expect([await saved(), await saved({}, other)]).toEqual([[], [id]]);
  });

  it("answers what is true after each of several mutations", async () => {
    const input = { problemId: (await published(author)).id };
    const { before, added, removed } = await learner.request(ToggleBookmarkDocument, { input, again: input });
    expect([before, added, removed].map(({ problem }) => problem!.viewerHasBookmarked)).toEqual([false, true, false]);
  });

  it("drops a problem that is hidden now without showing it", async () => {
    const { id } = await published(author);
    const { bookmark: made } = await add(id);
    await author.request(ArchiveProblemDocument, { input: { id } });
    expect(await remove(id)).toEqual({ deletedId: made.id, problem: null });
    expect(await remove(globalId("Problem", newId()))).toEqual({ deletedId: null, problem: null });
  });
});

describe("myBookmarks", () => {
  it("has the latest first, in pages both ways", async () => {
    const all = await problems(5);
    for (const id of all) await add(id);
    const latestFirst = all.toReversed();
    expect(await saved()).toEqual(latestFirst);

    const first = await list({ first: 2 });
    expect(first.nodes.map(({ problem }) => problem.id)).toEqual(latestFirst.slice(0, 2));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const after = first.pageInfo.endCursor;
    expect(await saved({ first: 2, after })).toEqual(latestFirst.slice(2, 4));
    const last = await list({ last: 2 });
    expect(last.nodes.map(({ problem }) => problem.id)).toEqual(latestFirst.slice(3));
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(await saved({ last: 2, before: last.pageInfo.startCursor })).toEqual(latestFirst.slice(1, 3));
    expect((await learner.errorOf(MyBookmarksDocument, { first: 0 })).code).toBe("BAD_USER_INPUT");
  });

  it("counts only when asked", async () => {
    for (const id of await problems(3)) await add(id);
    expect((await learner.request(CountedBookmarksDocument)).myBookmarks).toMatchObject({ totalCount: 3, nodes: { length: 1 } });
    const counts = (sql: string[]) => sql.filter((one) => one.includes("count(*)")).length;
    expect(counts(await sqlOf(api, () => learner.request(CountedBookmarksDocument)))).toBe(1);
    expect(counts(await sqlOf(api, () => list()))).toBe(0);
  });

  it("leaves out problems that the viewer may no longer read", async () => {
    const [archived, draftAgain, shown] = [await published(author), await published(author), await published(author)];
    for (const { id } of [archived, draftAgain, shown]) await add(id);
    const { bookmark: hidden } = await add(archived.id);
    await author.request(ArchiveProblemDocument, { input: { id: archived.id } });
    await installation.sql("update problems set status = 'DRAFT' where id = $1", [keyOf(draftAgain.id)]);
    expect(await saved()).toEqual([shown.id]);
    expect((await learner.request(CountedBookmarksDocument)).myBookmarks.totalCount).toBe(1);
    expect((await learner.request(NodeDocument, { id: hidden.id })).node).toBeNull();
    await author.request(UnarchiveProblemDocument, { input: { id: archived.id } });
    expect(await saved()).toEqual([shown.id, archived.id]);
  });

  it("is its owner's alone", async () => {
    const { bookmark: made } = await add((await published(author)).id);
    expect((await learner.request(NodeDocument, { id: made.id })).node).toEqual({ __typename: "Bookmark", id: made.id });
    for (const who of [author, anonymous]) expect((await who.request(NodeDocument, { id: made.id })).node).toBeNull();
    expect(await saved({}, await createLearner(api))).toEqual([]);
  });

  it("costs as many statements for a long page as for a short one", async () => {
    await bookmark(learner, await problems(20));
    // The page, its problems, and which of them are saved.
    for (const first of [1, 20]) expect(await statementsOf(api, () => list({ first }))).toBe(3);
  });
});

describe("Problem.viewerHasBookmarked", () => {
  it("is one statement for a whole list, and none for who is signed out", async () => {
    const tag = randomUUID();
    const all = await problems(10, tag);
    await add(all[3]!);
    const ask = async (first: number, who: Client = learner) =>
      (await who.request(BookmarkedProblemsDocument, { filter: { tags: [tag] }, first })).problems.nodes;
    expect((await ask(10)).filter((one) => one.viewerHasBookmarked).map(({ id }) => id)).toEqual([all[3]]);
    const asked = (sql: string[]) => sql.filter((one) => one.includes("from bookmarks")).length;
    for (const first of [2, 10]) expect(asked(await sqlOf(api, () => ask(first)))).toBe(1);
    expect(asked(await sqlOf(api, () => ask(10, anonymous)))).toBe(0);
    expect(new Set((await ask(10, anonymous)).map((one) => one.viewerHasBookmarked))).toEqual(new Set([null]));
  });
});

it("is for those who are signed in", async () => {
  const input = { problemId: (await published(author)).id };
  const codes = [
    await anonymous.errorOf(AddBookmarkDocument, { input }),
    await anonymous.errorOf(RemoveBookmarkDocument, { input }),
    await anonymous.errorOf(MyBookmarksDocument, {}),
  ].map(({ code }) => code);
  expect(codes).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED", "UNAUTHENTICATED"]);
});

it("goes with its problem", async () => {
  const [id] = await problems(1);
  await add(id!);
  await installation.sql("delete from problems where id = $1", [keyOf(id!)]);
  expect(await rowsOf(learner)).toBe(0);
});

describe("as data of its owner", () => {
  const held = bookmarksPersonalData;

  it("is in the archive, and goes with the account", async () => {
    const all = await problems(2);
    const other = await createLearner(api);
    for (const id of all) await add(id);
    await add(all[0]!, other);
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 1,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    try {
      const em = db.em.fork();
      const userId = keyOf(learner.userId);
      const part = held.exports![0] as ObjectsPart;
      const reader = { ownerId: userId, rows: (sql: string, params: readonly unknown[]) => rows(em, sql, params) } as ExportReader;
      const found: object[] = [];
      for await (const one of part.objects(reader)) found.push(one);
      expect([part.name, await part.count(reader)]).toEqual(["bookmarks", 2]);
      expect(found).toMatchObject(all.map((id) => ({ problemId: keyOf(id), title: expect.any(String), createdAt: expect.any(Date) })));
      const [erasure] = held.erasures!;
      expect([await erasure!.step(em, userId, null as never), await erasure!.step(em, userId, null as never)]).toEqual([2, 0]);
    } finally {
      await db.close();
    }
    expect([await rowsOf(learner), await rowsOf(other)]).toEqual([0, 1]);
  });
});
