import { runProgram } from "../../scripts/lib/application.mjs";
import { ENTITIES } from "../support/entities.js";
import { migrate as runMigration } from "../../src/app/programs/migrate.js";
import { newId } from "../../src/kernel/ids.js";
import { contentFrom, NEW_CONTENT } from "../../src/modules/practice/problems/edits/problem-content.js";
import { createDatabase } from "../../src/platform/database/database.js";
import { createInstallation, type Installation } from "../support/installation.js";

describe("migrations", () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await createInstallation();
  });
  afterAll(() => installation?.stop());

  /** In a process of its own, as operators run it. */
  const program = (verb: string): Promise<string> => runProgram("migrate", [verb], installation.env);
  /** The same, without a process for each of the many steps. */
  async function migrate(verb: string, until: () => Promise<boolean> = () => Promise.resolve(true)): Promise<string> {
    const db = await openDatabase();
    const lines: string[] = [];
    try {
      do await runMigration(db, verb, (line) => lines.push(line));
      while (!(await until()));
    } finally {
      await db.close();
    }
    return lines.join("\n");
  }
  const openDatabase = () =>
    createDatabase({ url: installation.env.DATABASE_URL!, poolMax: 2, entities: ENTITIES, migrationsFolder: "migrations" });
  const tables = async () =>
    (
      await installation.sql<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public'")
    ).map(({ name }) => name);

  it("make the database that the entities describe", async () => {
    expect(await program("check")).toContain("migrations match the entities");
    const db = await openDatabase();
    const difference = await db.schema.getUpdateSchemaSQL({ wrap: false }).finally(() => db.close());
    // What the migration adds by hand, as entities have no words for it.
    const lines = difference.split("\n").filter((line) => line !== "" && !line.includes("analytics_note"));
    expect(lines).toEqual([
      'drop trigger if exists "audit_entries_append_only" on "audit_entries";',
      'drop function if exists "audit_entries_audit_entries_append_only_fn"();',
      'drop trigger if exists "organizations_seats_check" on "organizations";',
      'drop function if exists "organizations_organizations_seats_check_fn"();',
      'drop trigger if exists "lesson_blocks_follow" on "lessons";',
      'drop function if exists "lessons_lesson_blocks_follow_fn"();',
      'drop index "problem_topics_topic_id_index";',
      'drop trigger if exists "order_events_append_only" on "order_events";',
      'drop function if exists "order_events_order_events_append_only_fn"();',
      'drop trigger if exists "product_prices_immutable" on "product_prices";',
      'drop function if exists "product_prices_product_prices_immutable_fn"();',
      'drop function if exists "forum_hot"(integer, timestamp with time zone);',
      'drop function if exists "organization_seats"(uuid, integer);',
      'drop function if exists "search_blocks"(jsonb);',
      'drop function if exists "search_body"(text);',
      'drop function if exists "search_fold"(text);',
      'drop function if exists "search_letters"(text);',
      'drop function if exists "search_phrase"(text);',
      'drop function if exists "search_prefixes"(text);',
      'drop function if exists "search_translated_blocks"(jsonb);',
      'drop function if exists "search_translations"(jsonb, text);',
      'drop function if exists "search_vector"(text);',
      'drop function if exists "search_words"(text);',
      'drop function if exists "tags_text"(text[]);',
    ]);
  });

  it("note changes of whatever figures are made of", async () => {
    const noted = await installation.sql<{ name: string }>(
      `select distinct event_object_table as name from information_schema.triggers where trigger_name like 'analytics_note%' order by 1`,
    );
    expect(noted.map(({ name }) => name)).toEqual([
      ...["active_days", "block_completions", "enrollments", "judgements", "lesson_progress", "lessons", "problems", "quiz_attempts"],
      ...["sessions", "submissions", "track_modules", "users"],
    ]);
  });

  it("refuse what the API must have refused before", async () => {
    const refused: [sql: string, constraint: string][] = [
      ["insert into users (id, username, display_name, role) values (gen_random_uuid(), 'x', 'X', 'WIZARD')", "users_role_check"],
      ["insert into users (id, username, display_name, bio) values (gen_random_uuid(), 'x', 'X', repeat('x', 2001))", "users_bio_check"],
      [
        "insert into topics (id, slug, name, icon, description, position) values (gen_random_uuid(), 'x', 'X', 'x', '', -1)",
        "topics_position_check",
      ],
      [
        "insert into feature_flags (id, name, roles) values (gen_random_uuid(), 'x', array['LEARNER', 'WIZARD'])",
        "feature_flags_roles_check",
      ],
      ["insert into feature_flags (id, name, rollout_percent) values (gen_random_uuid(), 'x', 101)", "feature_flags_rollout_percent_check"],
      ["insert into problem_stats (problem_id, submissions) values (gen_random_uuid(), -1)", "problem_stats_submissions_check"],
      [
        `insert into problems (id, slug, title, statement, difficulty, tags, hints, language_limits, author_id, time_limit_ms)
         values (gen_random_uuid(), 'x', 'X', '', 'EASY', '{}', '{}', '{}', gen_random_uuid(), 99)`,
        "problems_time_limit_ms_check",
      ],
      [
        "insert into judgements (id, submission_id, test_set_id, status, tests) values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'DONE', '[]')",
        "judgements_status_check",
      ],
      [
        `insert into judgements (id, submission_id, test_set_id, status, verdict, tests)
         values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'FINISHED', 'PERFECT', '[]')`,
        "judgements_verdict_check",
      ],
    ];
    for (const [sql, constraint] of refused) await expect(installation.sql(sql)).rejects.toMatchObject({ code: "23514", constraint });
  });

  it("go down to nothing and up again", async () => {
    const before = await tables();
    expect(before).toContain("problems");
    expect(await program("down")).toContain("undid");
    await migrate("down", async () => (await tables()).length === 1);
    expect(await migrate("down")).toContain("no migration to revert");
    expect(await tables()).toEqual(["mikro_orm_migrations"]);
    expect(await program("up")).toContain("applied");
    expect((await tables()).sort()).toEqual(before.sort());
    expect(await migrate("up")).toContain("up to date");
  });

  it("make what stands in a problem its first revision, and the author whoever uploaded its tests", async () => {
    await migrate("down", async () => !(await tables()).includes("problem_revisions"));
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
    const [revision] = await installation.sql<{ content: object }>(
      "select number, content, author_id from problem_revisions where problem_id = $1",
      [id],
    );
    const content = { title: "Old", statement: "Words", difficulty: "HARD", topics: [topic], tags: ["a", "b"], hints: ["One, two"] };
    expect({ ...revision, content: contentFrom(revision!.content) }).toEqual({
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
    const outputs = await Promise.all([program("up"), program("up"), program("up")]);
    expect(outputs.filter((output) => output.includes("applied"))).toHaveLength(1);
  });
});
