import type { EntityManager } from "../../../../platform/database/database.js";
import { publishLatest } from "../revisions/lesson-revisions.js";
import { Lesson } from "./lesson.entity.js";

/**
 * Publishes the latest revisions of a track's lessons that `isChosen` accepts, without archived ones. CONFLICT for a lesson without blocks.
 * The caller holds the lock on the track's row.
 */
export async function publishLessons(em: EntityManager, trackId: string, isChosen: (lesson: Lesson) => boolean): Promise<void> {
  const lessons = await em.find(Lesson, { track: trackId, status: { $ne: "ARCHIVED" } }, { populate: ["topics"] });
  for (const lesson of lessons.filter(isChosen)) {
    await publishLatest(em, lesson);
    lesson.status = "PUBLISHED";
    lesson.publishedAt ??= new Date();
  }
}
