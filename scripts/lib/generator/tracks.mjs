// Tracks with modules and lessons, and assignments.
import { generateNKeysBetween } from "fractional-indexing";
import { contentFrom } from "../../../dist/modules/learning/content/lessons/lesson-content.js";
import { wordArray } from "./table-writer.mjs";
import { markdown, program, sentence, slugOf, title } from "./words.mjs";
import { DAY_MS } from "./times.mjs";

const LANGUAGES = ["python", "cpp17", "java17", "go"];
/** Blocks of the first lesson of each track: the longest ones, which benchmarks read. */
const LONG = 30;

/**
 * `lessonsOfLargest`: lessons of one more track, for imports and exports. Returns `{ id, publishedMs, lessons: [{ id, blocks }] }` of each,
 * the lessons in order.
 */
export function makeTracks(random, writer, { tracks, lessonsOfLargest, topics, problems, quizzes, people, startMs, untilMs }) {
  const authors = people.filter(({ role }) => role === "INSTRUCTOR");
  const subjects = LANGUAGES.map((language) => {
    const id = random.id(startMs);
    writer.add("subjects", id, `generated-${language}`, language, "book", sentence(random), language, new Date(startMs), new Date(startMs));
    return id;
  });
  const open = problems.filter(({ publishedMs }) => publishedMs !== null);
  const block = (createdMs) => {
    const [key, kind] = [random.id(createdMs), random.real()];
    if (kind < 0.68 || open.length === 0 || quizzes.length === 0)
      return { kind: "MARKDOWN", key, text: markdown(random, random.int(2, 5)) };
    if (kind < 0.83) return { kind: "CODE", key, syntax: "python", source: program(random, "python"), runnable: true };
    if (kind < 0.95) return { kind: "PROBLEM", key, problemId: random.pick(open).id };
    return { kind: "QUIZ", key, quizId: random.pick(quizzes).id };
  };
  const makeTrack = (index, sizes) => {
    const createdMs = startMs + Math.floor(((untilMs - startMs - DAY_MS) * index) / (tracks + 2));
    const [created, id, text] = [new Date(createdMs), random.id(createdMs), title(random)];
    const author = random.pick(authors);
    writer.add(
      "tracks",
      id,
      slugOf(text, `track-${index}`),
      random.pick(subjects),
      author.id,
      text,
      sentence(random),
      markdown(random, 2),
      random.pick(["EASY", "MEDIUM", "HARD"]),
      "PUBLISHED",
      created,
      created,
      created,
    );
    const places = generateNKeysBetween(null, null, sizes.length);
    const lessons = sizes.flatMap((size, at) => {
      const [moduleId, name] = [random.id(createdMs), title(random)];
      writer.add("track_modules", moduleId, id, slugOf(name, at), places[at], name, sentence(random), created, created);
      const written = writeLessons({ id, moduleId, author, createdMs, isFirst: at === 0 }, size);
      const assignmentId = random.id(createdMs);
      writer.add("assignments", assignmentId, moduleId, "PROBLEMS", title(random), sentence(random), "a0", 60, created, created);
      random
        .shuffle([...open])
        .slice(0, 3)
        .forEach((problem, place) => writer.add("assignment_problems", assignmentId, problem.id, place));
      return written;
    });
    return { id, publishedMs: createdMs, lessons };
  };
  const writeLessons = ({ id: trackId, moduleId, author, createdMs, isFirst }, size) => {
    const [created, places] = [new Date(createdMs), generateNKeysBetween(null, null, size)];
    const written = [];
    let before;
    for (let at = 0; at < size; at++) {
      const [id, text, difficulty] = [random.id(createdMs), title(random), random.pick(["EASY", "MEDIUM", "HARD"])];
      const blocks = Array.from({ length: isFirst && at === 0 ? LONG : random.int(4, 12) }, () => block(createdMs));
      const content = contentFrom({
        title: text,
        summary: sentence(random),
        blocks,
        difficulty,
        estimatedMinutes: random.int(5, 40),
        topics: [random.pick(topics)],
      });
      writer.add(
        "lessons",
        id,
        trackId,
        moduleId,
        slugOf(text, moduleId.slice(-6) + at),
        places[at],
        "PUBLISHED",
        text,
        content.summary,
        difficulty,
        content.estimatedMinutes,
        blocks,
        created,
        created,
        created,
      );
      writer.add("lesson_topics", id, content.topics[0]);
      writer.add("lesson_revisions", random.id(createdMs), id, 1, content, wordArray(Object.keys(content)), "", author.id, created);
      if (before && random.chance(0.5)) writer.add("lesson_prerequisites", id, before);
      before = id;
      written.push({ id, blocks });
    }
    return written;
  };
  const made = Array.from({ length: tracks }, (_, index) =>
    makeTrack(
      index,
      Array.from({ length: random.int(3, 6) }, () => random.int(4, 9)),
    ),
  );
  if (lessonsOfLargest === 0) return made;
  const sizes = Array.from({ length: Math.ceil(lessonsOfLargest / 20) }, (_, at) => Math.min(20, lessonsOfLargest - at * 20));
  return [...made, makeTrack(tracks, sizes)];
}
