import type { OrganizationData } from "../../contracts/organization-data.js";
import { listOfRows, statement } from "../../contracts/personal-data.js";

const FROM_ASSIGNMENTS = "join class_assignments a on a.id = x.assignment_id join classes c on c.id = a.class_id";

/** Assignments go with their classes, and with them grades, comments and requests. */
export const courseworkOrganizationData: OrganizationData = {
  columns: {},
  exports: [
    listOfRows({
      name: "class-assignments",
      description: "Assignments of classes.",
      select: `a.id, c.id as "classId", c.title as class, a.title, a.kind, a.instructions, a.points, a.weight, a.rubric, a.opens_at as "opensAt",
        a.due_at as "dueAt", a.closes_at as "closesAt", a.created_at as "createdAt"`,
      from: "from class_assignments a join classes c on c.id = a.class_id where c.organization_id = ?",
      key: "a.id",
    }),
    listOfRows({
      name: "grades",
      description: "Grades of assignments, in hundredths of a point.",
      select: `x.id, c.title as class, a.title as assignment, u.username, x.hundredths, x.computed_at as "computedAt"`,
      from: `from coursework_grades x ${FROM_ASSIGNMENTS} join users u on u.id = x.user_id where c.organization_id = ?`,
      key: "x.id",
      table: ["class", "assignment", "username", "hundredths", "computedAt"],
    }),
    listOfRows({
      name: "coursework",
      description: "What was handed in for assignments, without files, which belong to the learners.",
      select: `x.id, c.title as class, a.title as assignment, u.username, x.text, x.created_at as "handedInAt"`,
      from: `from coursework_submissions x ${FROM_ASSIGNMENTS} join users u on u.id = x.user_id where c.organization_id = ?`,
      key: "x.id",
      page: 50,
    }),
  ],
  erasures: [
    statement(
      "coursework for the organization",
      `delete from coursework_submissions where id = any(array(select x.id from coursework_submissions x ${FROM_ASSIGNMENTS}
         where c.organization_id = ? limit 500))`,
    ),
  ],
};
