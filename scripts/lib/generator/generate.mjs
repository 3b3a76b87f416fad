// Writes a whole installation into an empty, migrated database, in one transaction and with all constraints.
import { hashSync } from "bcryptjs";
import pg from "pg";
import { writeActivity } from "./activity.mjs";
import { LINK_TESTS, makeProblems, makeTopics } from "./catalog.mjs";
import { makePeople, writePeople } from "./people.mjs";
import { writeMotivation } from "./motivation.mjs";
import { planSubmissions } from "./plan.mjs";
import { COMPLETE_LESSONS, writeProgress } from "./progress.mjs";
import { makeQuizzes, planQuizAttempts } from "./quizzes.mjs";
import { randomOf } from "./random.mjs";
import { createWriter } from "./table-writer.mjs";
import { ACTIVITY_TABLES, CATALOG_TABLES, STATE_TABLES } from "./tables.mjs";
import { refuseUnlessSafe } from "./target.mjs";
import { DAY_MS } from "./times.mjs";
import { writeTraces } from "./traces.mjs";
import { makeTracks } from "./tracks.mjs";

/** The history that is generated. */
const YEARS_MS = 730 * DAY_MS;
const BCRYPT_COST = 10;

/**
 * `wanted`: people, submissions, problems, quizzes, quizAttempts, tracks, lessonsOfLargest, seed, until (a Date: the last day), and
 * password, of every account; without it nobody can sign in to one. `tell` is called with each step. Resolves to the number of rows by
 * table.
 */
export async function generate(url, wanted, tell = () => {}) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await refuseUnlessSafe(client);
    await client.query("begin");
    const counts = await write(client, wanted, tell);
    await client.query("commit");
    tell("vacuum and analyze");
    // Vacuum as well: a long-lived database has a visibility map, and index-only scans depend on it.
    await client.query("vacuum (analyze)");
    return counts;
  } finally {
    await client.end();
  }
}

async function write(client, wanted, tell) {
  const random = (part) => randomOf(wanted.seed, part);
  const period = { untilMs: wanted.until.getTime(), startMs: wanted.until.getTime() - YEARS_MS };
  const catalog = createWriter(client, CATALOG_TABLES);
  tell("people, problems, quizzes and tracks");
  const people = makePeople(random("people"), { ...wanted, ...period });
  writePeople(catalog, random("names"), people, wanted.password ? hashOf(wanted.password, random("salt")) : null);
  const topics = await makeTopics(client, random("topics"), catalog, period.startMs);
  const problems = makeProblems(random("problems"), catalog, { ...wanted, ...period, topics, people });
  const quizzes = makeQuizzes(random("quizzes"), catalog, { ...wanted, ...period, topics, people });
  const tracks = makeTracks(random("tracks"), catalog, { ...wanted, ...period, topics, problems, quizzes, people });
  writeTraces(random("traces"), catalog, { ...period, people, problems });
  await catalog.flush();
  await client.query(LINK_TESTS);

  const plan = planSubmissions(random("plan"), { ...period, people, problems });
  const attempts = planQuizAttempts(random("quiz attempts"), { attempts: wanted.quizAttempts, people, quizzes, ...period });
  const activity = createWriter(client, ACTIVITY_TABLES);
  const kept = await writeActivity(random, activity, { ...period, plan, attempts, people, problems }, (done) =>
    tell(`${done} of ${plan.size} submissions`),
  );
  tell("progress, best solutions, mastery and reviews");
  const states = createWriter(client, STATE_TABLES);
  for (const each of [kept.counts, kept.mastery, kept.reviews]) await each.write(states);
  tell("enrolments, lessons, XP and streaks");
  await writeProgress(random("progress"), states, { ...period, people, tracks });
  // The ledger reads what was written so far, in batches of accounts: without statistics each batch would read all submissions.
  await states.flush();
  await client.query("analyze");
  await writeMotivation(client, states, { ...period, people });
  await states.flush();
  await client.query(COMPLETE_LESSONS);
  return { ...catalog.counts, ...activity.counts, ...states.counts };
}

/** One hash for all accounts: bcrypt is slow on purpose. The salt is of 22 characters of its alphabet, the last one a full byte. */
const hashOf = (password, random) => hashSync(password, `$2b$${BCRYPT_COST}$${random.hex(21)}u`);
