// Databases of suites. Copying the migrated template takes a tenth of the time that replaying the migrations does.
import pg from "pg";

/** A migrated, empty database that nothing connects to. */
const TEMPLATE = "migrated_template";

/** A copy of the template. Copying its files takes a third of the CPU time of writing all blocks to the log, as PostgreSQL does by itself. */
export const createFromTemplate = (url, name) => query(url, `create database ${name} template ${TEMPLATE} strategy file_copy`);

export async function query(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** Makes the template from the database that the URL names. Fails while something is connected to that. */
export async function makeTemplate(url) {
  const address = new URL(url);
  const name = address.pathname.slice(1);
  address.pathname = "/template1";
  await query(address.href, `create database "${TEMPLATE}" template "${name}"`);
  // The first connection writes the cache of the system catalog, which copies then have: it takes as long as three connections.
  address.pathname = `/${TEMPLATE}`;
  await query(address.href, "select 1");
}
