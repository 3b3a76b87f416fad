/** Search across problems, tracks, lessons, quizzes and people. No worker runs: what is stored is found. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { DECLARATIONS, ENTITIES } from "../../src/app/declared.js";
import { prepare, type SearchQuery } from "../../src/modules/insight/search/search-query.js";
import { documentsSql, type SearchMode } from "../../src/modules/insight/search/search-sql.js";
import { createDatabase, rows } from "../../src/platform/database/database.js";
import { clientOf, type Client } from "../support/client.js";
import {
  SearchCountsDocument,
  SearchDocument,
  SearchSuggestionsDocument,
  type SearchCountsQueryVariables,
  type SearchQueryVariables,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
type Row = Record<string, unknown>;

let installation: Installation;
let api: Api;
let author: Person;
let colleague: Person;
let admin: Person;
let learner: Person;
let anonymous: Client;
beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  author = await createInstructor(installation, api);
  colleague = await createInstructor(installation, api);
  admin = await createInstructor(installation, api, "ADMIN");
  learner = await createLearner(api);
  anonymous = clientOf(api);
});

afterAll(() => installation?.stop());

/** A word that nothing else has. Letters only: what a number is depends on the parser. */
const newWord = (letters = 12) => String.fromCharCode(...randomBytes(letters).map((byte) => 97 + (byte % 26)));

/** Inserts a row; returns its key. */
async function insert(table: string, values: Row): Promise<string> {
  const columns = Object.entries(values);
  const [made] = await installation.sql<{ id: string }>(
    `insert into ${table} (id, ${columns.map(([name]) => name).join(", ")})
     values (gen_random_uuid(), ${columns.map((_, index) => `$${index + 1}`).join(", ")}) returning id`,
    columns.map(([, value]) => (typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value)),
  );
  return made!.id;
}

const problem = (change: Row = {}) =>
  insert("problems", {
    ...{ slug: newWord(), title: "Untitled", statement: "", difficulty: "EASY", tags: [], hints: [], language_limits: {} },
    ...{ status: "PUBLISHED", author_id: author.userId, ...change },
  });
const track = (change: Row = {}) =>
  insert("tracks", { slug: newWord(), title: "Untitled", difficulty: "EASY", status: "PUBLISHED", author_id: author.userId, ...change });
const quiz = (change: Row = {}) =>
  insert("quizzes", { slug: newWord(), title: "Untitled", status: "PUBLISHED", owner_id: author.userId, ...change });
const user = (change: Row = {}) =>
  insert("users", { username: newWord(), email: `${newWord()}@codequest.example`, display_name: "Nobody", role: "LEARNER", ...change });
async function lesson(trackId: string, text: string, change: Row = {}): Promise<string> {
  const module_id = await insert("track_modules", { track_id: trackId, slug: newWord(), position: newWord(), title: "Module" });
  const blocks = (words: string) => JSON.stringify([{ kind: "MARKDOWN", key: keyOf(author.userId), text: words }]);
  const own = { slug: newWord(), position: "a", title: "Untitled", difficulty: "EASY", estimated_minutes: 5, status: "PUBLISHED" };
  return insert("lessons", { track_id: trackId, module_id, ...own, blocks: blocks(text), ...change });
}

const search = async (variables: SearchQueryVariables, who: Client = anonymous) => (await who.request(SearchDocument, variables)).search;
const counts = async (variables: SearchCountsQueryVariables, who: Client = anonymous) =>
  (await who.request(SearchCountsDocument, variables)).search;
const suggestions = async (query: string, who: Client = anonymous) =>
  (await who.request(SearchSuggestionsDocument, { query })).searchSuggestions;
const found = async (query: string, who: Client = anonymous) =>
  (await search({ query, first: 100 }, who)).edges.map(({ node }) => keyOf(node!.id));
const marked = (parts: readonly { text: string; isMatch: boolean }[]) =>
  parts.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");

describe("search", () => {
  it("finds every kind of object by one word, in every language of its texts", async () => {
    const word = newWord();
    const trackId = await track({ title: "Kurs", translations: { de: { title: "Kurs", summary: `Über ${word}`, description: "" } } });
    const expected = {
      PROBLEM: await problem({ statement: `Find the ${word}.` }),
      TRACK: trackId,
      LESSON: await lesson(trackId, "Nothing", {
        translations: { de: { title: "Lektion", summary: "" } },
        translated_blocks: { de: [{ kind: "MARKDOWN", key: keyOf(author.userId), text: `Das ${word} hier.` }] },
      }),
      QUIZ: await quiz({ translations: { de: { title: `Über ${word}`, description: "" } } }),
      USER: await user({ display_name: `Ann ${word}` }),
    };
    const { edges } = await search({ query: word.slice(0, -2) });
    expect(Object.fromEntries(edges.map(({ kind, node }) => [kind, keyOf(node!.id)]))).toEqual(expected);
    const body = edges.find(({ kind }) => kind === "LESSON")!.highlights.find(({ field }) => field === "BODY")!;
    expect([body.locale, marked(body.parts)]).toEqual(["de", `Das [${word.slice(0, -2)}]${word.slice(-2)} hier.`]);
    expect((await search({ query: word, filter: { locale: "de" } })).edges.map(({ kind }) => kind).sort()).toEqual([
      "LESSON",
      "QUIZ",
      "TRACK",
    ]);
    expect((await search({ query: word, kinds: ["QUIZ"] })).edges.map(({ kind }) => kind)).toEqual(["QUIZ"]);
  });

  it("puts names first, then titles, tags and texts, however long a text is", async () => {
    const word = newWord();
    const inText = await problem({ statement: `${word} `.repeat(500) });
    const inTags = await problem({ tags: [word] });
    const inTitle = await problem({ title: `A long title with one ${word} in it` });
    const byName = await problem({ slug: word });
    expect(await found(word)).toEqual([byName, inTitle, inTags, inText]);
    expect(await found(`${word.toUpperCase()} or ${newWord()}`)).toEqual([inTitle, inTags, inText]);
    expect(await found(`${word} -title`)).not.toContain(inTitle);
  });

  it("highlights what it found as plain text, whatever markup the text has", async () => {
    const word = newWord();
    const title = `<img src=x onerror=alert(1)> ${word} & "<mark>"`;
    await problem({
      title,
      tags: [`${word}s`],
      statement: `# Heading\n\n${"far ".repeat(100)}\n<b>${word}</b> here ${"away ".repeat(100)}`,
    });
    const [edge] = (await search({ query: word })).edges;
    const shown = Object.fromEntries(edge!.highlights.map(({ field, parts }) => [field, marked(parts)]));
    expect(shown.TITLE).toBe(title.replace(word, `[${word}]`));
    expect(shown.SUMMARY).toBe(`[${word}]s`);
    expect(shown.BODY).toMatch(new RegExp(`^…far (far )*<b>\\[${word}\\]</b> here away (away )*away…$`));
  });

  describe.each([
    ["Latin with accents", "Théorème d'Équivalence", "theoreme", "teoreme equivalense", "theoreme dequivalence"],
    ["Cyrillic", "Алгоритм Крускала", "крускал", "алгаритм крускала", "алгоритм крускала"],
    ["Chinese", "动态规划入门", "规划", "动态规化入门", undefined],
    ["Thai", "การเรียงลำดับข้อมูล", "เรียงลำดับ", "การเรียงลำดัข้อมล", undefined],
  ])("in %s", (_, title, part, mistyped, corrected) => {
    it("finds words as typed, and titles in spite of errors", async () => {
      const id = await problem({ title });
      expect(await found(part)).toEqual([id]);
      expect(await search({ query: part })).toMatchObject({ isSimilar: false, didYouMean: null, hint: null });
      const similar = await search({ query: mistyped });
      expect(similar.isSimilar).toBe(true);
      expect(keyOf(similar.edges[0]!.node!.id)).toBe(id);
      expect(similar.edges[0]!.score).toBeLessThan(1);
      if (corrected) expect(similar.didYouMean).toBe(corrected);
    });
  });

  it("suggests titles and names while typing, not texts", async () => {
    const word = newWord();
    await problem({ statement: word });
    await problem({ title: `The ${word}` });
    await user({ username: word });
    const lines = await suggestions(word.slice(0, 8));
    expect(lines.map(({ kind, title, titleParts }) => [kind, title, marked(titleParts)]).sort()).toEqual([
      ["PROBLEM", `The ${word}`, `The [${word.slice(0, 8)}]${word.slice(8)}`],
      ["USER", "Nobody", "Nobody"],
    ]);
    expect(lines.every(({ node }) => node !== null)).toBe(true);
  });

  it.each([
    ["", "NO_WORDS"],
    ["?! … 。", "NO_WORDS"],
    [`"" -- :*`, "NO_WORDS"],
    ["-nothing", "ONLY_EXCLUSIONS"],
    ["something or -nothing", "ONLY_EXCLUSIONS"],
    ["a".repeat(200), null],
    ["the of and", null],
    [`'"\\:*&|!()<->%_`, "NO_WORDS"],
    ["x & | ! ( <-> ' :* \\", null],
  ])("answers %j without an error", async (query, hint) => {
    expect(await counts({ query })).toMatchObject({ hint });
    if (hint) expect(await search({ query })).toMatchObject({ edges: [], isSimilar: false });
  });

  it("refuses too long texts and NUL characters", async () => {
    for (const query of ["x".repeat(201), "a\0b"]) {
      expect((await anonymous.errorOf(SearchDocument, { query })).code).toBe("BAD_USER_INPUT");
    }
  });
});

describe("pages", () => {
  it("have each result once, in either direction, whatever is published meanwhile", async () => {
    const word = newWord();
    const made = await Promise.all(Array.from({ length: 25 }, () => problem({ title: `Same ${word}` })));
    const first = await search({ query: word, first: 10 });
    await problem({ slug: word });
    const second = await search({ query: word, first: 10, after: first.pageInfo.endCursor });
    const third = await search({ query: word, first: 10, after: second.pageInfo.endCursor });
    const ids = [first, second, third].flatMap(({ edges }) => edges.map(({ node }) => keyOf(node!.id)));
    expect(ids).toEqual(made.toSorted().toReversed());
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = await search({ query: word, last: 10, before: second.pageInfo.startCursor });
    expect(back.edges.slice(1)).toEqual(first.edges.slice(1));
    for (const other of [{ query: `${word}x` }, { query: word, kinds: ["QUIZ" as const] }, { query: word, filter: { locale: "de" } }]) {
      const { code, extensions } = await anonymous.errorOf(SearchDocument, { ...other, after: first.pageInfo.endCursor });
      expect([code, (extensions.fields as Row[])[0]!.field]).toEqual(["BAD_USER_INPUT", "after"]);
    }
  });

  it("of similar titles go on with similar titles", async () => {
    const word = newWord(14);
    const made = await Promise.all([1, 2, 3].map(() => problem({ title: `Like ${word}` })));
    const query = `${word.slice(0, 6)}${word.slice(7)}`;
    const first = await search({ query, kinds: ["PROBLEM"], first: 2 });
    await problem({ title: query });
    const second = await search({ query, kinds: ["PROBLEM"], first: 2, after: first.pageInfo.endCursor });
    const ids = [first, second].flatMap(({ edges }) => edges.map(({ node }) => keyOf(node!.id)));
    expect(ids).toEqual(expect.arrayContaining(made.slice()));
    expect([first.isSimilar, second.isSimilar]).toEqual([true, true]);
  });

  it("cost the same number of statements, however many results they have", async () => {
    const word = newWord();
    await problem({ title: word });
    const ofOne = await statementsOf(api, () => search({ query: word }));
    await Promise.all(Array.from({ length: 20 }, () => problem({ title: word })));
    const ofMany = await statementsOf(api, () => search({ query: word }));
    // Transaction, query, page; texts of the highlights; problems.
    expect([ofOne, ofMany]).toEqual([6, 6]);
  });
});

describe("facets", () => {
  it("count what each choice would find, as a plain count does", async () => {
    const word = newWord();
    const topic = (slug: string, parent: string | null) =>
      insert("topics", { slug, name: slug, icon: "book", description: "", parent_id: parent });
    const [above, below] = [newWord(), newWord()];
    const aboveId = await topic(above, null);
    const belowId = await topic(below, aboveId);
    const subject = newWord();
    const subjectId = await insert("subjects", { slug: subject, name: subject, icon: "book", description: "" });
    for (const [index, difficulty] of ["EASY", "EASY", "MEDIUM", "HARD"].entries()) {
      const id = await problem({ title: word, difficulty });
      const topics = index % 2 === 0 ? [belowId] : [aboveId, belowId];
      await installation.sql("insert into problem_topics (problem_id, topic_id) select $1, unnest($2::uuid[])", [id, topics]);
    }
    const trackId = await track({ title: word, difficulty: "HARD", subject_id: subjectId });
    await lesson(trackId, word, { difficulty: "MEDIUM" });
    await user({ display_name: word });
    await problem({ title: word, status: "DRAFT" });

    const all = await counts({ query: word });
    expect(all.totalCount).toBe(7);
    const figures = ({ facets }: typeof all) => ({
      kinds: Object.fromEntries(facets.kinds.map(({ kind, count }) => [kind, count])),
      difficulties: Object.fromEntries(facets.difficulties.map(({ difficulty, count }) => [difficulty, count])),
      topics: Object.fromEntries(facets.topics.map((one) => [one.topic.slug, one.count])),
      subjects: Object.fromEntries(facets.subjects.map((one) => [one.subject.slug, one.count])),
    });
    expect(figures(all)).toEqual({
      kinds: { PROBLEM: 4, TRACK: 1, LESSON: 1, QUIZ: 0, THREAD: 0, USER: 1 },
      difficulties: { EASY: 2, MEDIUM: 2, HARD: 2 },
      topics: { [above]: 4, [below]: 4 },
      subjects: { [subject]: 2 },
    });
    const easy = await counts({ query: word, kinds: ["PROBLEM"], filter: { difficulties: ["EASY"], topics: [above] } });
    expect([easy.totalCount, easy.nodes.length]).toEqual([2, 2]);
    expect(figures(easy)).toEqual({
      kinds: { PROBLEM: 2, TRACK: 0, LESSON: 0, QUIZ: 0, THREAD: 0, USER: 0 },
      difficulties: { EASY: 2, MEDIUM: 1, HARD: 1 },
      topics: { [above]: 2, [below]: 2 },
      subjects: {},
    });
    expect((await counts({ query: word, filter: { subjects: [subject] } })).totalCount).toBe(2);
    expect((await counts({ query: word, filter: { topics: ["no-such-topic"] } })).totalCount).toBe(0);
  });
});

describe("visibility", () => {
  it("shows hidden objects to those who may open them, and to nobody else by any number or word", async () => {
    const word = newWord(14);
    const own = {
      draft: await problem({ title: word, status: "DRAFT" }),
      archived: await problem({ tags: [word], status: "ARCHIVED" }),
      quiz: await quiz({ title: word, status: "DRAFT" }),
      track: await track({ title: word, status: "DRAFT" }),
    };
    const inDraft = await lesson(own.track, word, { title: word });
    const draftLesson = await lesson(await track(), word, { title: word, status: "DRAFT" });
    const locked = await problem({ title: "Locked", statement: word, premium: true });
    const suspended = await user({ display_name: word, suspended_at: new Date() });
    await user({ username: `deleted-${newWord(6)}`, email: null, display_name: word, deleted_at: new Date() });

    const ofAuthor = [...Object.values(own), inDraft, draftLesson, locked].toSorted();
    const expected = new Map<Client, string[]>([
      [anonymous, []],
      [learner, []],
      [colleague, []],
      [author, ofAuthor],
      [admin, [...ofAuthor, suspended].toSorted()],
    ]);
    const mistyped = `${word.slice(0, 6)}${word.slice(7)}`;
    for (const [viewer, ids] of expected) {
      expect((await found(word, viewer)).toSorted()).toEqual(ids);
      const { totalCount, facets } = await counts({ query: word }, viewer);
      const counted = facets.kinds.reduce((sum, { count }) => sum + count, 0);
      expect([totalCount, counted]).toEqual([ids.length, ids.length]);
      const similar = await search({ query: mistyped }, viewer);
      const suggested = [...(await suggestions(word, viewer)), ...(await suggestions(mistyped, viewer))];
      const tellsIt = JSON.stringify([similar, suggested]).includes(word);
      expect([viewer === author || viewer === admin, tellsIt]).toEqual([tellsIt, ids.length > 0]);
    }
  });

  it("neither finds nor quotes the text of a locked problem", async () => {
    const [word, secret] = [newWord(), newWord()];
    const id = await problem({ title: word, statement: `${word} ${secret}`, premium: true });
    expect(await found(secret, learner)).toEqual([]);
    expect((await search({ query: `${word} ${secret}` }, learner)).isSimilar).toBe(true);
    expect((await search({ query: `${word} ${secret}` }, author)).isSimilar).toBe(false);
    const [edge] = (await search({ query: word }, learner)).edges;
    expect([keyOf(edge!.node!.id), edge!.highlights.map(({ field }) => field)]).toEqual([id, ["TITLE"]]);
    expect(await found(secret, author)).toEqual([id]);
  });

  it("and content follow every change at once", async () => {
    const [before, after] = [newWord(), newWord()];
    const id = await problem({ title: before, status: "DRAFT" });
    const person = await user({ display_name: before });
    const change = (sql: string) => installation.sql(`update problems set ${sql} where id = $1`, [id]);
    expect(await found(before)).toEqual([person]);
    await change("status = 'PUBLISHED'");
    await installation.sql("update users set suspended_at = now() where id = $1", [person]);
    expect(await found(before)).toEqual([id]);
    await installation.sql("update problems set title = $2 where id = $1", [id, after]);
    expect([await found(before), await found(after)]).toEqual([[], [id]]);
    await change("status = 'ARCHIVED'");
    expect(await found(after)).toEqual([]);
    await installation.sql("delete from problems where id = $1", [id]);
    expect(await found(after, admin)).toEqual([]);
  });

  it("stays exact while others write", async () => {
    const word = newWord();
    const id = await problem({ title: word });
    const writes = Array.from({ length: 20 }, (_, n) =>
      installation.sql("update problems set statement = $2, status = $3 where id = $1", [
        id,
        `${word} ${n}`,
        n % 2 ? "DRAFT" : "PUBLISHED",
      ]),
    );
    const reads = await Promise.all(Array.from({ length: 10 }, () => search({ query: word })));
    await Promise.all(writes);
    for (const { edges } of reads) expect(edges.length).toBeLessThanOrEqual(1);
  });
});

describe("statements", () => {
  it("use the indexes, and scan no large table", async () => {
    await installation.sql(
      `insert into users (id, email, username, display_name, role)
       select gen_random_uuid(), 'many' || n || '@codequest.example', 'many-' || n, 'Person ' || md5(n::text), 'LEARNER' from generate_series(1, 10000) n`,
    );
    await installation.sql(
      `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, status, author_id)
       select gen_random_uuid(), 'many-' || n, case when n % 100 = 0 then 'Shortest paths' else 'Task ' || md5(n::text) end, repeat(md5(n::text) || ' ', 20), 'EASY', '{}', '{}', '{}', 'PUBLISHED', $1
       from generate_series(1, 500) n`,
      [author.userId],
    );
    const trackId = await track();
    const moduleId = await insert("track_modules", { track_id: trackId, slug: "many", position: "a", title: "Module" });
    await installation.sql(
      `insert into lessons (id, track_id, module_id, slug, position, title, difficulty, estimated_minutes, status, blocks)
       select gen_random_uuid(), $1, $2, 'many-' || n, 'a' || n, 'Sorting arrays ' || n, 'EASY', 5, 'PUBLISHED',
         jsonb_build_array(jsonb_build_object('key', gen_random_uuid(), 'kind', 'MARKDOWN', 'text', repeat(md5(n::text) || ' ', 20)))
       from generate_series(1, 500) n`,
      [trackId, moduleId],
    );
    for (const table of ["users", "problems", "lessons"]) await installation.sql(`vacuum analyze ${table}`);
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 1,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    const plansOf = (viewer: Parameters<typeof documentsSql>[1]["viewer"], text: string, mode: SearchMode) =>
      db.transaction(async (tx) => {
        const query = (await prepare(tx, text)) as SearchQuery;
        const conditions = { kinds: null, difficulties: null, topicIds: null, subjectIds: null, locale: null };
        const { sql, params } = documentsSql(DECLARATIONS.searchSources, { viewer, query, mode, conditions }, true)!;
        return (await rows<{ "QUERY PLAN": string }>(tx, `explain ${sql}`, params)).map((row) => row["QUERY PLAN"]).join("\n");
      });
    try {
      for (const viewer of [null, { id: keyOf(author.userId), role: "INSTRUCTOR" as const }] as never[]) {
        const words = await plansOf(viewer, "shortest", "WORDS");
        for (const index of ["users_words_index", "problems_search_index", "lessons_search_index"]) expect(words).toContain(index);
        expect(words).not.toMatch(/Seq Scan on (users|problems|lessons)/);
        const similar = await plansOf(viewer, "shorrtest", "SIMILAR");
        for (const index of ["users_letters_index", "problems_letters_index", "lessons_letters_index"]) expect(similar).toContain(index);
        expect(similar).not.toMatch(/Seq Scan on (users|problems|lessons)/);
      }
    } finally {
      await db.close();
    }
  });
});
