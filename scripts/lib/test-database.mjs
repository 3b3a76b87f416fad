// A migrated database for the tests, in .data until the migrations change: a run copies its files, as making it takes longer than most suites.
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./application.mjs";
import { dataDir, inRoot } from "./paths.mjs";
import { copyData } from "./postgres.mjs";
import { rootPrefix } from "./privilege.mjs";
import { run } from "./run.mjs";
import { startServices } from "./services.mjs";
import { hashOf } from "./stamps.mjs";

const PREFIX = "test-database-";
const SOURCES = [
  "migrations",
  "package-lock.json",
  "scripts/lib/postgres.mjs",
  "scripts/lib/test-database.mjs",
  "test/support/databases.mjs",
];

/** Of these sources and this machine's user. */
const folderNow = () =>
  join(
    dataDir,
    `${PREFIX}${hashOf(
      SOURCES.map((name) => inRoot(name)),
      String(process.getuid()),
    ).slice(0, 12)}`,
  );

/** Makes the database if there is none of the present migrations, and names its folder in TEST_DATABASE. Needs the built programs. */
export async function prepareTestDatabase(say) {
  const folder = folderNow();
  process.env.TEST_DATABASE = folder;
  if (existsSync(folder)) return "unchanged";
  say("migrating");
  const services = await startServices({ only: ["postgres"] });
  try {
    await runProgram("migrate", ["up"], {
      ...process.env,
      ...services.env,
      NODE_ENV: "test",
      TOKEN_SECRET: "a-secret-of-the-tests-and-of-nothing-else",
    });
    // Imported now, as `npm test` may have installed its packages a moment ago.
    const { makeTemplate } = await import("../../test/support/databases.mjs");
    await makeTemplate(services.env.DATABASE_URL);
    await services.postgres.stop();
    const old = readdirSync(dataDir).filter((name) => name.startsWith(PREFIX));
    for (const name of old) await remove(join(dataDir, name));
    mkdirSync(dataDir, { recursive: true });
    // Renamed when it is complete, as runs may prepare it at the same time.
    const partial = `${folder}.${process.pid}`;
    await copyData(join(services.directory, "postgres"), partial);
    await run("mv", ["-T", partial, folder]);
    rmSync(partial, { recursive: true, force: true });
  } finally {
    await services.stop();
  }
  return "migrated";
}

async function remove(folder) {
  const [command, ...args] = [...((await rootPrefix()) ?? []), "rm", "-rf", folder];
  await run(command, args);
}
