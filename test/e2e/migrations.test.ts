import { runProgram } from "../../scripts/lib/application.mjs";
import { ENTITIES } from "../../src/app/compose.js";
import { createDatabase } from "../../src/platform/database.js";
import { createInstallation, type Installation } from "../support/installation.js";

describe("migrations", () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await createInstallation();
  }, 60_000);
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
      'drop index "problem_topics_topic_id_index";',
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
  }, 60_000);

  it("wait for each other when many processes start at once", async () => {
    await migrate("down");
    const outputs = await Promise.all([migrate("up"), migrate("up"), migrate("up")]);
    expect(outputs.filter((output) => output.includes("applied"))).toHaveLength(1);
  }, 60_000);
});
