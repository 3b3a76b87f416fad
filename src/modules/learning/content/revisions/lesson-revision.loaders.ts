import { contentFrom, type LessonContent } from "../lessons/lesson-content.js";
import { revisionLoaders, type RevisionRow } from "./revision-loaders.js";

/** A revision without its content. */
export interface LessonRevisionRow extends RevisionRow {
  lessonId: string;
  live: boolean;
}

export const lessonRevisions = revisionLoaders<LessonRevisionRow, LessonContent>({
  table: "lesson_revisions",
  parent: "lesson_id",
  from: "from lesson_revisions r join lessons l on l.id = r.lesson_id join tracks t on t.id = l.track_id",
  columns: 'r.lesson_id as "lessonId", r.number = l.revision as live',
  parentOf: ({ lessonId }) => lessonId,
  counts: "select id, latest_revision as count from lessons where id in (?)",
  content: { column: "content", read: contentFrom },
});
