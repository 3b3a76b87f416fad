import type { SignedIn } from "../../access/viewer.js";
import { seedTrack } from "../../modules/learning/content/seeding/seed-track.js";
import { createSubjectsService } from "../../modules/learning/content/subjects/subjects.service.js";
import { seedQuiz } from "../../modules/learning/quizzes/seeding/seed-quiz.js";
import { rows } from "../../platform/database/database.js";
import type { Application } from "../compose.js";
import type { Platform } from "../../platform/platform.js";
import { readSeedQuizzes, readSeedSubjects, readSeedTracks } from "./seed-track-source.js";

const KEPT = "not changed, because it was edited after seeding";
const FOREIGN = "not changed, because another account created one with this name";

/**
 * Loads the subjects, quizzes and tracks of seed/. Needs its topics and problems. Safe to repeat: what has not changed is skipped, and what
 * people edited, part by part, is never written; a line reports it.
 */
export async function seedTracks(
  platform: Platform,
  application: Application,
  author: SignedIn,
  print: (line: string) => void,
): Promise<void> {
  const { db } = platform;
  const subjects = createSubjectsService({ db });
  const known = new Set((await rows<{ slug: string }>(db.em.fork(), "select slug from subjects")).map(({ slug }) => slug));
  for (const subject of await readSeedSubjects()) if (!known.has(subject.slug)) await subjects.create(null, subject, "");

  const quizzes = { new: 0, updated: 0, unchanged: 0, edited: 0, foreign: 0 };
  for (const file of await readSeedQuizzes()) {
    const outcome = await seedQuiz({ db, topics: application.services.topics }, author, file);
    quizzes[outcome]++;
    if (outcome === "edited" || outcome === "foreign") print(`quiz ${file.slug}: ${outcome === "edited" ? KEPT : FOREIGN}`);
  }
  print(`quizzes: ${quizzes.new} new, ${quizzes.updated} updated, ${quizzes.unchanged} unchanged`);

  const tracks = { new: 0, updated: 0, unchanged: 0, foreign: 0 };
  for (const folder of await readSeedTracks()) {
    const { kind, edited } = await seedTrack(platform, author, folder);
    tracks[kind]++;
    if (kind === "foreign") print(`track ${folder.slug}: ${FOREIGN}`);
    for (const part of edited) print(`track ${folder.slug}, ${part}: ${KEPT}`);
  }
  print(`tracks: ${tracks.new} new, ${tracks.updated} updated, ${tracks.unchanged} unchanged`);
}
