// XP, practised days and streaks, from the rows of submissions and quiz attempts. The same rules as insight/motivation; test/e2e/generate.test.ts
// asks its handlers whether anything is missing. Badges are given by the worker when it starts.
import { localDay } from "../../../dist/kernel/local-day.js";
import { POINTS, PROBLEM_SOLVED } from "../../../dist/modules/insight/motivation/xp/causes/problem-solved.cause.js";
import { QUIZ_PASSED, QUIZ_POINTS } from "../../../dist/modules/insight/motivation/xp/causes/quiz-passed.cause.js";
import { PASSING_PERCENT } from "../../../dist/modules/learning/quizzes/attempts/passed-quiz.js";
import { streakOf } from "../../../dist/modules/insight/motivation/streaks/streak.js";
import { OLDEST_PRACTICE_DAYS } from "../../../dist/modules/insight/motivation/streaks/record-practice.js";
import { NO_PRACTICE } from "../../../dist/modules/insight/motivation/streaks/sources/judged-submission.source.js";
import { DAY_MS } from "./times.mjs";

const text = (words) => words.map((word) => `'${word}'`).join(", ");

/** A UUIDv7 of this time that depends on the row only. */
const idOf = (at, ...parts) => {
  const time = `lpad(to_hex(floor(extract(epoch from ${at}) * 1000)::int8), 12, '0')`;
  const hash = `md5(concat_ws(' ', ${parts.join(", ")}))`;
  return `(${time} || '7' || substr(${hash}, 1, 3) || '8' || substr(${hash}, 4, 3) || substr(${hash}, 7, 12))::uuid`;
};

/** Of a list of topics, as an array: they and all above them. */
const withTopicsAbove = (topics) => `array(with recursive above as (
    select id, parent_id from topics where id in (${topics}) union select t.id, t.parent_id from topics t join above a on t.id = a.parent_id
  ) select id from above order by id limit 200)::text[]`;

const entries = (kind, from, { points, topics }) => `
  insert into xp_entries (id, user_id, cause_kind, cause_id, subject_id, points, topic_ids, earned_at, created_at)
  select ${idOf("earned.at", "earned.user_id", "earned.subject_id", `'${kind}'`)}, earned.user_id, '${kind}', earned.subject_id, earned.subject_id,
    ${points}, ${withTopicsAbove(topics)}, earned.at, earned.at from (${from}) earned`;

const SOLVED = `
  select v.user_id, p.id as subject_id, p.difficulty,
    (select s.created_at from problem_attempts a join submissions s on s.id = a.submission_id
     where a.user_id = v.user_id and a.problem_id = p.id and a.accepted order by a.submission_id limit 1) as at
  from problem_viewer_status v join problems p on p.id = v.problem_id
  where v.solved and p.status <> 'DRAFT' and p.author_id <> v.user_id
    and not exists (select from problem_co_authors c where c.problem_id = p.id and c.user_id = v.user_id)`;

const GRADED = `from quiz_attempts a join quizzes q on q.id = a.quiz_id
  where a.status = 'GRADED' and not a.preview and q.owner_id <> a.user_id
    and not exists (select from quiz_co_authors c where c.quiz_id = q.id and c.user_id = a.user_id)`;

const PASSED = `select a.user_id, q.id as subject_id, min(a.ended_at) as at ${GRADED} and q.reveal = 'AFTER_ATTEMPT' and a.max_score > 0
  and a.score * 100 >= a.max_score * ${PASSING_PERCENT} group by 1, 2`;

/** One after the other. */
const LEDGER = [
  entries(PROBLEM_SOLVED, SOLVED, {
    points: `case earned.difficulty ${Object.entries(POINTS)
      .map(([difficulty, points]) => `when '${difficulty}' then ${points}`)
      .join(" ")} end`,
    topics: "select topic_id from problem_topics where problem_id = earned.subject_id",
  }),
  entries(QUIZ_PASSED, PASSED, {
    points: QUIZ_POINTS,
    topics:
      "select t.topic_id from quiz_items i join question_topics t on t.question_id = i.question_id where i.quiz_id = earned.subject_id",
  }),
  // A row for everyone of whom a handler was asked, with or without points.
  `insert into xp_totals (user_id, points) select asked.user_id, coalesce(sum(x.points), 0)
   from (select user_id from problem_viewer_status union select user_id from quiz_attempts where status = 'GRADED' and not preview) asked
   left join xp_entries x on x.user_id = asked.user_id group by asked.user_id`,
];

/** Practice of some accounts, oldest first. */
const PRACTICE = `
  select u.id as "userId", u.timezone as zone, done.kind, done.id as "causeId", done.at from users u join lateral (
    select 'submission' as kind, s.id, s.created_at as at from submissions s join judgements j on j.submission_id = s.id
      join problems p on p.id = s.problem_id
    where s.user_id = u.id and j.status = 'FINISHED' and j.verdict not in (${text(NO_PRACTICE)}) and p.status <> 'DRAFT' and p.author_id <> u.id
      and not exists (select from problem_co_authors c where c.problem_id = p.id and c.user_id = u.id)
    union all
    select 'quiz-attempt', a.id, a.ended_at ${GRADED} and a.user_id = u.id and a.score > 0
  ) done on true where u.id = any($1::uuid[]) order by u.id, done.at, done.id`;

const ACCOUNTS = 200;

/** After all submissions and attempts were written. `client` is in the transaction that wrote them. */
export async function writeMotivation(client, states, { people, untilMs }) {
  for (const statement of LEDGER) await client.query(statement);
  for (let from = 0; from < people.length; from += ACCOUNTS) {
    const { rows } = await client.query(PRACTICE, [people.slice(from, from + ACCOUNTS).map(({ id }) => id)]);
    for (const [userId, pieces] of Map.groupBy(rows, (row) => row.userId)) writePractice(states, userId, pieces, untilMs);
    await states.flushIfFull();
  }
}

function writePractice(states, userId, pieces, untilMs) {
  const byDay = Map.groupBy(pieces, ({ at, zone }) => localDay(at, zone));
  const days = [...byDay].map(([day, ofDay]) => {
    const [first, last] = [ofDay[0], ofDay.at(-1)];
    return { day, firstAt: first.at, firstZone: first.zone, lastAt: last.at, lastZone: last.zone, count: ofDay.length };
  });
  const { streak, frozen } = streakOf(days);
  states.add("streaks", userId, streak.length, streak.longest, streak.freezes, streak.last.day);
  days.forEach(({ day, count, firstAt, firstZone, lastAt, lastZone }, index) =>
    states.add("practice_days", userId, day, count, firstAt, firstZone, lastAt, lastZone, frozen[index]),
  );
  // Older ones have been removed: their events cannot arrive again.
  for (const { kind, causeId, at } of pieces)
    if (at.getTime() > untilMs - OLDEST_PRACTICE_DAYS * DAY_MS) states.add("practice_entries", userId, kind, causeId, at);
}
