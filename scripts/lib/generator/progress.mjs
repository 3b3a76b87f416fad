// Enrolments, and what learners marked as done in lessons. What is complete because of it is found by the product's own SQL:
// learning/progress/completion/settle.ts for all enrolments at once. No track is completed, as its certificate would be missing.
import { BLOCKS_OF_LESSON, BY_RESULT } from "../../../dist/modules/learning/progress/completion/counted.js";
import { activeTime, DAY_MS, HOUR_MS, MINUTE_MS } from "./times.mjs";

/** Share of the learners who take no track. */
const NONE = 0.3;
const MOST_TRACKS = 4;
const BOOKMARKED = 0.1;

const markable = ({ blocks }) => blocks.filter(({ kind }) => !BY_RESULT.includes(kind));

/** `tracks` as makeTracks returns them. Writes to `states`. */
export async function writeProgress(random, states, { people, tracks, untilMs }) {
  // The last lesson stays open.
  const takeable = tracks.filter(({ lessons }) => lessons.length > 1 && markable(lessons.at(-1)).length > 0);
  for (const person of people) {
    if (person.role !== "LEARNER" || takeable.length === 0 || random.chance(NONE)) continue;
    const taken = new Set(Array.from({ length: random.int(1, MOST_TRACKS) }, () => random.pick(takeable)));
    let lastMs = 0;
    for (const track of taken) {
      const fromMs = Math.max(person.joinedMs, track.publishedMs);
      if (fromMs < untilMs - DAY_MS) lastMs = Math.max(lastMs, writeEnrollment(random, states, { person, track, fromMs, untilMs }));
    }
    if (lastMs > 0) states.add("activity_clocks", person.id, new Date(lastMs), 30_000);
    await states.flushIfFull();
  }
}

/** Returns the time of the last activity. */
function writeEnrollment(random, states, { person, track, fromMs, untilMs }) {
  const enrolledMs = activeTime(random, fromMs, untilMs - HOUR_MS);
  const reached = Math.floor((track.lessons.length - 1) * random.real() ** 2);
  let [atMs, revision, last] = [enrolledMs, 1, null];
  for (const lesson of track.lessons.slice(0, reached)) {
    const marks = markable(lesson);
    // A lesson takes minutes, and the next one often waits for days.
    if (random.chance(0.3)) atMs += random.int(HOUR_MS, 3 * DAY_MS);
    if (atMs + (marks.length + 1) * 5 * MINUTE_MS > untilMs) break;
    const begunMs = atMs;
    const done = random.chance(0.85) ? marks : marks.slice(0, random.int(0, marks.length));
    for (const { key } of done) {
      atMs += random.int(20_000, 5 * MINUTE_MS);
      states.add("block_completions", person.id, lesson.id, key, new Date(atMs));
      revision++;
    }
    states.add("lesson_progress", person.id, lesson.id, Math.min(atMs - begunMs, DAY_MS), new Date(atMs));
    if (random.chance(BOOKMARKED)) states.add("lesson_bookmarks", random.id(atMs), person.id, lesson.id, new Date(atMs));
    last = { lessonId: lesson.id, key: done.at(-1)?.key ?? null };
  }
  const times = [new Date(enrolledMs), new Date(atMs)];
  states.add("enrollments", random.id(enrolledMs), person.id, track.id, ...times, last?.lessonId ?? null, last?.key ?? null, revision);
  return last ? atMs : 0;
}

/** Completes the lessons whose counted blocks are all done, when the last of them was marked; what only results complete, on enrolment. */
export const COMPLETE_LESSONS = `
  insert into lesson_progress as lp (user_id, lesson_id, completed_at)
  select e.user_id, l.id, greatest(e.enrolled_at, (select max(c.completed_at) from block_completions c
    where c.user_id = e.user_id and c.lesson_id = l.id))
  from enrollments e join lessons l on l.track_id = e.track_id and l.status = 'PUBLISHED'
  cross join lateral ${BLOCKS_OF_LESSON} blocks
  where blocks.total > 0 and blocks.done = blocks.total
  on conflict (user_id, lesson_id) do update set completed_at = excluded.completed_at`;
