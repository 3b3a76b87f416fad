/** An API that is started before its database is made: it says so, leaves the server as it is, and serves once all is there. */
import { runProgram } from "../../scripts/lib/application.mjs";
import { createInstallation } from "../support/installation.js";
import { eventually } from "../support/scenario.js";

it("is not ready, makes no database, and is ready when there is one", async () => {
  const installation = await createInstallation();
  const name = `${installation.env.REDIS_PREFIX}late`;
  const address = new URL(installation.env.DATABASE_URL!);
  address.pathname = `/${name}`;
  const env = { ...installation.env, DATABASE_URL: address.href };
  try {
    const api = await installation.startApi({ DATABASE_URL: address.href });
    const ready = () => fetch(api.url.replace("/graphql", "/ready"));
    for (let time = 0; time < 2; time++) {
      const answer = await ready();
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ parts: { database: false, migrations: false, redis: true } });
    }
    expect(await installation.sql("select 1 from pg_database where datname = $1", [name])).toEqual([]);
    await installation.sql(`create database ${name}`);
    await eventually("only migrations are missing", async () => {
      const { parts } = (await (await ready()).json()) as { parts: Record<string, boolean> };
      return parts.database === true && parts.migrations === false;
    });
    await runProgram("migrate", ["up"], env);
    await eventually("it is ready", async () => (await ready()).ok);
    expect(await (await fetch(api.url.replace("/graphql", "/metrics"))).text()).toContain("codequest_database_connections");
    await api.stop();
  } finally {
    await installation.sql(`drop database if exists ${name} with (force)`);
    await installation.stop();
  }
});
