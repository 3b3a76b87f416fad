/** Ids of what an archive names, as far as the importing account may read it. */
import type { SignedIn } from "../../../../access/viewer.js";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readableBy as readableProblems } from "../../../practice/problems/list/problem-conditions.js";
import { readableQuizzes } from "../../quizzes/authoring/quiz.rows.js";
import { readableBy as readableTracks } from "../tracks/track-access.js";
import type { TrackArchive } from "./archive-format.js";
import type { ArchivedBlock } from "./lesson-markdown.js";

export interface ArchiveNames {
  subjectId: string | null;
  topics: Map<string, string>;
  problems: Map<string, string>;
  quizzes: Map<string, string>;
  tracks: Map<string, string>;
}

/** Of all lessons and languages. */
function blocksOf({ modules }: TrackArchive): ArchivedBlock[] {
  const lessons = modules.flatMap((module) => module.lessons);
  return lessons.flatMap((lesson) => [lesson.blocks, ...Object.values(lesson.translations).map((text) => text.blocks)].flat());
}

/** Slugs. */
export const quizzesIn = (archive: TrackArchive): Set<string> => new Set(blocksOf(archive).flatMap(({ quiz }) => quiz ?? []));

/** Records what does not exist. Problems and quizzes in blocks are reported with their block. */
export async function resolveNames(em: EntityManager, viewer: SignedIn, archive: TrackArchive, findings: Findings): Promise<ArchiveNames> {
  const lessons = archive.modules.flatMap((module) => module.lessons);
  const assignments = archive.modules.flatMap((module) => module.assignments);
  const blocks = blocksOf(archive);
  const problems = readableProblems(viewer);
  const tracks = readableTracks(viewer);
  const names = {
    topics: await idsBySlug(
      em,
      "topics t",
      "t",
      lessons.flatMap(({ topics }) => topics),
    ),
    problems: await idsBySlug(
      em,
      "problems p",
      "p",
      [...blocks.flatMap(({ problem }) => problem ?? []), ...assignments.flatMap((one) => one.problems)],
      problems,
    ),
    quizzes: await idsBySlug(em, "quizzes z", "z", [...quizzesIn(archive)], readableQuizzes(viewer)),
    tracks: await idsBySlug(em, "tracks t", "t", archive.requires, tracks),
  };
  const subjects = await idsBySlug(em, "subjects s", "s", archive.subject === null ? [] : [archive.subject]);
  const expect = (path: string, what: string, wanted: readonly string[], found: ReadonlyMap<string, string>) => {
    const unknown = wanted.filter((name) => !found.has(name));
    if (unknown.length > 0)
      findings.fault("VALUE_INVALID", path, `There is no ${what} ${unknown.map((name) => `\`${name}\``).join(", ")}.`);
  };
  expect("track.md", "subject", archive.subject === null ? [] : [archive.subject], subjects);
  expect("track.md", "track", archive.requires, names.tracks);
  for (const { path, topics } of lessons) expect(path, "topic", topics, names.topics);
  for (const { path, problems: wanted } of assignments) expect(path, "problem", wanted, names.problems);
  return { ...names, subjectId: archive.subject === null ? null : (subjects.get(archive.subject) ?? null) };
}

interface Condition {
  sql: string;
  params: readonly unknown[];
}

const ALL: Condition = { sql: "true", params: [] };

async function idsBySlug(
  em: EntityManager,
  from: string,
  alias: string,
  slugs: readonly string[],
  condition = ALL,
): Promise<Map<string, string>> {
  const wanted = [...new Set(slugs)];
  if (wanted.length === 0) return new Map();
  const found = await rows<{ id: string; slug: string }>(
    em,
    `select ${alias}.id, ${alias}.slug from ${from} where ${alias}.slug in (?) and ${condition.sql}`,
    [wanted, ...condition.params],
  );
  return new Map(found.map(({ id, slug }) => [slug, id]));
}
