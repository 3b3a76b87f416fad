import { runProgram } from "../../scripts/lib/application.mjs";
import { ENTITIES } from "../../src/app/compose.js";
import { newId } from "../../src/kernel/ids.js";
import { NEW_CONTENT } from "../../src/modules/problems/problem-content.js";
import { createDatabase } from "../../src/platform/database.js";
import { createInstallation, type Installation } from "../support/installation.js";

describe("migrations", () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await createInstallation();
  });
  afterAll(() => installation?.stop());

  const migrate = (verb: string): Promise<string> => runProgram("migrate", [verb], installation.env);
  const tables = async () =>
    (
      await installation.sql<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public'")
    ).map(({ name }) => name);

  it("make the database that the entities describe", async () => {
    expect(await migrate("check")).toContain("migrations match the entities");
    const db = await createDatabase({
      url: installation.env.DATABASE_URL!,
      poolMax: 2,
      entities: ENTITIES,
      migrationsFolder: "migrations",
    });
    const difference = await db.schema.getUpdateSchemaSQL({ wrap: false }).finally(() => db.close());
    // What the migration adds by hand, as entities have no words for it.
    expect(difference.split("\n").filter(Boolean)).toEqual([
      'drop trigger if exists "audit_entries_append_only" on "audit_entries";',
      'drop function if exists "audit_entries_audit_entries_append_only_fn"();',
      'drop index "problem_topics_topic_id_index";',
      'drop function if exists "search_fold"(text);',
      'drop function if exists "search_phrase"(text);',
      'drop function if exists "search_prefixes"(text);',
      'drop function if exists "search_vector"(text);',
      'drop function if exists "search_words"(text);',
      'drop function if exists "tags_text"(text[]);',
    ]);
  });

  it("go down to nothing and up again", async () => {
    const before = await tables();
    expect(before).toContain("problems");
    for (let output = ""; !output.includes("nothing to undo");) output = await migrate("down");
    expect(await tables()).toEqual(["mikro_orm_migrations"]);
    expect(await migrate("up")).toContain("applied");
    expect((await tables()).sort()).toEqual(before.sort());
    expect(await migrate("up")).toContain("up to date");
  });

  it("make what stands in a problem its first revision, and the author whoever uploaded its tests", async () => {
    while ((await tables()).includes("problem_revisions")) await migrate("down");
    const [id, author, topic, testSet] = [newId(), newId(), newId(), newId()];
    await installation.sql(
      `insert into users (id, email, username, display_name, password_hash) values ($1, 'a@b.example', 'a', 'A', '')`,
      [author],
    );
    await installation.sql(`insert into topics (id, slug, name, icon, description) values ($1, 'graphs', 'Graphs', 'share', '')`, [topic]);
    await installation.sql(
      `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, author_id)
       values ($1, 'old', 'Old', 'Words', 'HARD', '{a,b}', '{"One, two"}', '{"go": {"timeLimitMs": 5}}', $2)`,
      [id, author],
    );
    await installation.sql(`insert into problem_topics (problem_id, topic_id) values ($1, $2)`, [id, topic]);
    await installation.sql(
      `insert into test_sets (id, problem_id, version, sha256, test_count, size_bytes, samples, tests) values ($1, $2, 1, '', 0, 0, '[]', '[]')`,
      [testSet, id],
    );
    await migrate("up");
    const [revision] = await installation.sql("select number, content, author_id from problem_revisions where problem_id = $1", [id]);
    const content = { title: "Old", statement: "Words", difficulty: "HARD", topics: [topic], tags: ["a", "b"], hints: ["One, two"] };
    expect(revision).toEqual({
      number: 1,
      author_id: author,
      content: { ...NEW_CONTENT, ...content, languageLimits: { go: { timeLimitMs: 5 } } },
    });
    expect(await installation.sql("select revision, latest_revision, premium from problems where id = $1", [id])).toEqual([
      { revision: 1, latest_revision: 1, premium: false },
    ]);
    expect(await installation.sql("select uploaded_by_id from test_sets")).toEqual([{ uploaded_by_id: author }]);
  });

  it("wait for each other when many processes start at once", async () => {
    await migrate("down");
    const outputs = await Promise.all([migrate("up"), migrate("up"), migrate("up")]);
    expect(outputs.filter((output) => output.includes("applied"))).toHaveLength(1);
  });
});
