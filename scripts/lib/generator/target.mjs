// Which database the generated rows go to. They are never added to data of people.
import { embeddedDatabaseUrl } from "../embedded-address.mjs";
import { Stop } from "../console.mjs";

/** Addresses of generated accounts. RFC 2606: nobody has a mailbox there. */
export const MAIL_DOMAIN = "generated.example";

/** The database of `npm start`, or the one that `--database` names. DATABASE_URL is ignored: a .env may have it for other reasons. */
export function targetUrl(named) {
  if (process.env.NODE_ENV === "production") throw new Stop("generate does not run with NODE_ENV=production.");
  const url = named ?? embeddedDatabaseUrl();
  if (!url) throw new Stop("Start the embedded database with npm start, or name a database: --database postgresql://…");
  return url;
}

/** Accounts at `.example` cannot be people: seed, tests and benchmarks use such addresses. */
const PEOPLE = "select 1 from users where email is not null and email not like '%.example' limit 1";
const USED = `select 1 where exists (select from submissions) or exists (select from quiz_attempts)
  or exists (select from users where email like '%@${MAIL_DOMAIN}')`;

export async function refuseUnlessSafe(client) {
  const { rows } = await client.query("select to_regclass('problem_attempts') is not null as migrated");
  if (!rows[0].migrated) throw new Stop("The database has no tables yet: run npm run migrate -- up first.");
  if ((await client.query(PEOPLE)).rows.length > 0)
    throw new Stop("The database has accounts with real addresses, so it may be a production database. Nothing was written.");
  if ((await client.query(USED)).rows.length > 0)
    throw new Stop("The database already has submissions, quiz attempts or generated accounts. Use an empty one. Nothing was written.");
}
