/**
 * An installation with generated data. The environment says how much (BIG_PEOPLE, BIG_SUBMISSIONS), and may name a database that is kept
 * for the next run: BIG_DATABASE_URL. Without it each run generates its own.
 */
import pg from "pg";
import { generate } from "../../../scripts/lib/generator/generate.mjs";
import { clientOf } from "./client.mjs";
import { createInstallation } from "./installation.mjs";

const PASSWORD = "Generated-1";
const DAY_MS = 86_400_000;

const number = (name, fallback) => Number(process.env[name] || fallback);
export const size = () => ({
  people: number("BIG_PEOPLE", 2000),
  submissions: number("BIG_SUBMISSIONS", 100_000),
  problems: number("BIG_PROBLEMS", 500),
});

const day = (ms) => new Date(ms).toISOString().slice(0, 10);

async function isGenerated(sql) {
  return (await sql("select 1 from submissions limit 1")).length > 0;
}

/** `installation`, and `keys` of what the queries ask for. `tell` gets each step of the generator. */
export async function createBigInstallation(env, tell, { people, submissions, problems } = size()) {
  const installation = await createInstallation(env, { kept: process.env.BIG_DATABASE_URL });
  const until = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
  if (!(await isGenerated(installation.sql))) {
    const wanted = {
      ...{ people, submissions, problems },
      quizzes: 60,
      quizAttempts: people * 2,
      tracks: 40,
      lessonsOfLargest: 500,
      seed: "1",
      until,
      password: PASSWORD,
    };
    await generate(installation.env.DATABASE_URL, wanted, tell);
  }
  const one = async (text) => (await installation.sql(text))[0];
  const largest = await one("select track_id as id from lessons group by 1 order by count(*) desc limit 1");
  const lessonId = (await one(`select id from lessons where track_id = '${largest.id}' order by jsonb_array_length(blocks) desc limit 1`))
    .id;
  const old = until.getTime() - 500 * DAY_MS;
  return {
    installation,
    keys: {
      problemId: (await one("select problem_id as id from problem_stats order by submissions desc limit 1")).id,
      largestTrackId: largest.id,
      lessonId,
      oneBlockLessonId: await lessonOfOneBlock(one, lessonId),
      oldDay: { from: new Date(old).toISOString(), to: new Date(old + DAY_MS).toISOString() },
      month: { from: day(until.getTime() - 30 * DAY_MS), to: day(until.getTime() - DAY_MS) },
      year: { from: day(until.getTime() - 365 * DAY_MS), to: day(until.getTime() - DAY_MS) },
    },
  };
}

/** A lesson whose only block has all the text of another one, so that an answer has as many bytes. In a track that no other query reads. */
async function lessonOfOneBlock(one, lessonId) {
  const slug = "one-block";
  const track = "select t.id from tracks t join lessons l on l.track_id = t.id group by t.id order by count(*), t.id limit 1";
  const made = await one(
    `insert into lessons (id, track_id, module_id, slug, position, status, title, summary, difficulty, estimated_minutes, blocks, published_at)
     select gen_random_uuid(), m.track_id, m.id, '${slug}', (select max(position) || 'V' from lessons where module_id = m.id), 'PUBLISHED', l.title,
       l.summary, l.difficulty, l.estimated_minutes, jsonb_build_array(jsonb_build_object('kind', 'MARKDOWN', 'key', gen_random_uuid(), 'text',
         (select string_agg(coalesce(b ->> 'text', b ->> 'source', repeat('x', 250)), E'\n\n') from jsonb_array_elements(l.blocks) b))), now()
     from lessons l join track_modules m on m.track_id = (${track}) where l.id = '${lessonId}' order by m.position limit 1
     on conflict do nothing returning id`,
  );
  return (made ?? (await one(`select id from lessons where slug = '${slug}' limit 1`))).id;
}

const LOGIN = "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }";

/** A generated account, signed in. */
export async function signedIn(api, username) {
  const input = { email: `${username}@generated.example`, password: PASSWORD };
  const { login } = await clientOf(api).request(LOGIN, { input });
  return clientOf(api, login.accessToken);
}

/** Runs a statement over and over on a connection of its own: what a program without us would wait for. */
export async function bareClient(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return { ask: (text, values) => client.query({ name: text.slice(0, 60), text, values }), close: () => client.end() };
}
