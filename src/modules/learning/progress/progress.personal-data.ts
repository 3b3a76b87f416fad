import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

export const progressPersonalData: PersonalData = {
  columns: {
    "enrollments.user_id": { export: "enrollments", deletion: "removed" },
    "lesson_progress.user_id": { export: "lesson-progress", deletion: "removed" },
    "block_completions.user_id": { export: "block-completions", deletion: "removed" },
    "assignment_completions.user_id": { export: "assignment-completions", deletion: "removed" },
    "module_completions.user_id": { export: "module-completions", deletion: "removed" },
    "activity_clocks.user_id": {
      export: { not: "It only has the time of the last report and what that counted for; both are part of lesson-progress." },
      deletion: "removed",
    },
    "lesson_notes.user_id": { export: "lesson-notes", deletion: "removed" },
    "lesson_bookmarks.user_id": { export: "lesson-bookmarks", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "enrollments",
      description: "Tracks you take.",
      select: `e.id, e.track_id as "trackId", t.slug, t.title, e.enrolled_at as "enrolledAt", e.last_activity_at as "lastActivityAt",
        e.completed_at as "completedAt", e.last_lesson_id as "lastLessonId", e.last_block_key as "lastBlockKey"`,
      from: "from enrollments e join tracks t on t.id = e.track_id where e.user_id = ?",
      key: "e.id",
    }),
    listOfRows({
      name: "lesson-progress",
      description: "Lessons you viewed or completed, with the time that you spent.",
      select: `p.lesson_id as "lessonId", l.slug, l.title, p.completed_at as "completedAt", p.active_ms as "activeMs",
        p.last_viewed_at as "lastViewedAt"`,
      from: "from lesson_progress p join lessons l on l.id = p.lesson_id where p.user_id = ?",
      key: "p.lesson_id",
    }),
    listOfRows({
      name: "block-completions",
      description: "Blocks of lessons that you marked as done, by lesson.",
      select: `l.id as "lessonId", (select json_agg(json_build_object('key', c.block_key, 'completedAt', c.completed_at) order by c.completed_at)
        from block_completions c where c.lesson_id = l.id and c.user_id = mine.user_id) as blocks`,
      from: "from (select distinct user_id, lesson_id from block_completions) mine join lessons l on l.id = mine.lesson_id where mine.user_id = ?",
      key: "l.id",
    }),
    listOfRows({
      name: "assignment-completions",
      description: "Assignments that you marked as done.",
      select: `c.assignment_id as "assignmentId", a.title, c.completed_at as "completedAt"`,
      from: "from assignment_completions c join assignments a on a.id = c.assignment_id where c.user_id = ?",
      key: "c.assignment_id",
    }),
    listOfRows({
      name: "module-completions",
      description: "Modules of tracks that you completed.",
      select: `c.module_id as "moduleId", m.title, c.completed_at as "completedAt"`,
      from: "from module_completions c join track_modules m on m.id = c.module_id where c.user_id = ?",
      key: "c.module_id",
    }),
    listOfRows({
      name: "lesson-notes",
      description: "Your notes on lessons, in Markdown.",
      select: `n.id, n.lesson_id as "lessonId", n.block_key as "blockKey", n.text, n.created_at as "createdAt", n.updated_at as "updatedAt"`,
      from: "from lesson_notes n where n.user_id = ?",
      key: "n.id",
      page: 100,
    }),
    listOfRows({
      name: "lesson-bookmarks",
      description: "Lessons you saved.",
      select: `b.id, b.lesson_id as "lessonId", l.slug, l.title, b.created_at as "createdAt"`,
      from: "from lesson_bookmarks b join lessons l on l.id = b.lesson_id where b.user_id = ?",
      key: "b.id",
    }),
  ],
  erasures: [
    removal("enrollments"),
    removal("lesson_progress"),
    removal("block_completions"),
    removal("assignment_completions"),
    removal("module_completions"),
    removal("activity_clocks"),
    removal("lesson_notes"),
    removal("lesson_bookmarks"),
  ],
};
