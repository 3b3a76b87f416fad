import { listOfRows, removal, statement, type PersonalData } from "../../contracts/personal-data.js";
import { COUNTED_ATTEMPTS } from "./work/counted-attempts.js";

/** A member of each group whose account is not deleted. */
const HEIRS = `(select o.group_id, min(o.user_id::text)::uuid as id from coursework_group_members o join users u on u.id = o.user_id
  where u.deleted_at is null group by o.group_id) h`;

export const courseworkPersonalData: PersonalData = {
  columns: {
    "coursework_extensions.user_id": { export: "coursework-extensions", deletion: "removed" },
    "coursework_extensions.granted_by_id": { export: { not: "Extensions belong to the class." }, deletion: "cleared" },
    "coursework_group_members.user_id": {
      export: "coursework-groups",
      deletion: { kept: "Verdicts of the account, which are kept without its name, still count for the other members of the group." },
    },
    // Work of a group is handed over to another member.
    "coursework_submissions.user_id": { export: "coursework-submissions", deletion: "removed" },
    "coursework_kept_attempts.user_id": {
      export: { not: "Written when the account is deleted." },
      deletion: {
        kept: "Points of the account, which are kept without its name and answers, still count for the other members of the group.",
      },
    },
    "coursework_grades.user_id": { export: "coursework-grades", deletion: "removed" },
    "coursework_marks.user_id": { export: "coursework-grades", deletion: "removed" },
    "coursework_marks.grader_id": { export: { not: "Grades belong to those who were graded." }, deletion: "cleared" },
    "regrade_requests.user_id": { export: "regrade-requests", deletion: "removed" },
    "regrade_requests.decided_by_id": { export: { not: "Requests belong to those who asked." }, deletion: "cleared" },
    "coursework_reminders.user_id": { export: { not: "Reminders are in `notifications`." }, deletion: "removed" },
    "grading_changes.staged_by_id": { export: { not: "Policies belong to the class." }, deletion: "cleared" },
    "grading_change_moves.user_id": { export: { not: "A computation for instructors, which may never take effect." }, deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "coursework-submissions",
      description: "Texts that you, or a former member of your group, handed in for assignments of classes. Files are in `files`.",
      select: `w.id, w.assignment_id as "assignmentId", a.title, w.text, w.created_at as "createdAt"`,
      from: "from coursework_submissions w join class_assignments a on a.id = w.assignment_id where w.user_id = ?",
      key: "w.id",
      page: 20,
    }),
    listOfRows({
      name: "coursework-grades",
      description: "Your released grades, with what they were computed from and the graders' comments.",
      select: `g.id, a.title, g.hundredths / 100.0::float8 as points, g.tree, g.computed_at as "computedAt",
        (select k.comment from coursework_marks k where k.assignment_id = g.assignment_id and k.user_id = g.user_id and not k.draft) as comment`,
      from: "from coursework_grades g join class_assignments a on a.id = g.assignment_id and a.release_at <= now() where g.user_id = ?",
      key: "g.id",
      page: 20,
    }),
    listOfRows({
      name: "regrade-requests",
      description: "Your requests for regrades, with the answers.",
      select: `r.id, a.title, r.status, r.reason, r.answer, r.created_at as "createdAt", r.decided_at as "decidedAt"`,
      from: "from regrade_requests r join class_assignments a on a.id = r.assignment_id where r.user_id = ?",
      key: "r.id",
      page: 20,
    }),
    listOfRows({
      name: "coursework-extensions",
      description: "Extensions that you were granted.",
      select: `e.id, a.title, e.due_at as "dueAt", e.closes_at as "closesAt", e.created_at as "createdAt"`,
      from: "from coursework_extensions e join class_assignments a on a.id = e.assignment_id where e.user_id = ?",
      key: "e.id",
    }),
    listOfRows({
      name: "coursework-groups",
      description: "Groups in which you hand in work.",
      select: `m.group_id as id, a.title, g.name`,
      from: "from coursework_group_members m join coursework_groups g on g.id = m.group_id join class_assignments a on a.id = m.assignment_id where m.user_id = ?",
      key: "m.group_id",
    }),
  ],
  erasures: [
    removal("coursework_marks"),
    removal("coursework_grades"),
    // A group's work stays with the group: without it, grades of the others would lose what they were given for.
    statement(
      "coursework_submissions of groups",
      `update coursework_submissions w set user_id = h.id from ${HEIRS} where h.group_id = w.group_id and w.user_id = ?`,
    ),
    statement(
      "files of coursework_submissions of groups",
      `update files f set owner_id = w.user_id from coursework_submission_files i join coursework_submissions w on w.id = i.submission_id
       where i.file_id = f.id and f.owner_id = ? and w.user_id <> f.owner_id`,
    ),
    removal("coursework_submissions"),
    // Before the module of quizzes removes the attempts. For groups with another member only.
    statement(
      "results of quiz_attempts of groups",
      `insert into coursework_kept_attempts (assignment_id, attempt_id, user_id, started_at, ended_at, score, max_score)
       select a.id, q.id, q.user_id, q.started_at, q.ended_at, q.score, q.max_score
       from coursework_group_members g join class_assignments a on a.id = g.assignment_id and a.kind = 'QUIZ'
       join ${HEIRS} on h.group_id = g.group_id
       cross join lateral (${COUNTED_ATTEMPTS} and q.quiz_id = a.quiz_id and q.user_id = g.user_id) q
       where g.user_id = ? on conflict do nothing`,
    ),
    removal("coursework_extensions"),
    removal("regrade_requests"),
    removal("coursework_reminders"),
    removal("grading_change_moves"),
    statement("coursework_marks by grader_id", "update coursework_marks set grader_id = null where grader_id = ?"),
    statement("coursework_extensions by granted_by_id", "update coursework_extensions set granted_by_id = null where granted_by_id = ?"),
    statement("regrade_requests by decided_by_id", "update regrade_requests set decided_by_id = null where decided_by_id = ?"),
    statement("grading_changes by staged_by_id", "update grading_changes set staged_by_id = null where staged_by_id = ?"),
  ],
};
