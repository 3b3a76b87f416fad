import * as z from "zod";
import type { CourseworkGradesChanged } from "../../../../events/coursework-grades-changed.event.js";
import type { CourseworkReleased } from "../../../../events/coursework-released.event.js";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";

/** Grades of an assignment have changed or were released. Watchers read theirs again. Keys: `class:<id>` and `learner:<id>`. */
export const gradesTopic = contract("coursework-grades", z.object({ assignmentId: id }));

export const classGrades = (classId: string): string => `class:${classId}`;
export const learnerGrades = (userId: string): string => `learner:${userId}`;

export interface PublishGrades {
  /** Handler of coursework.grades-changed. */
  changed(event: CourseworkGradesChanged): Promise<void>;
  /** Handler of coursework.released. */
  released(event: CourseworkReleased): Promise<void>;
}

export function createPublishGrades({ db, pubSub }: { db: Database; pubSub: PubSub }): PublishGrades {
  const publish = (assignmentId: string, keys: readonly string[]) =>
    pubSub.publishAll(
      keys.map((key) => [gradesTopic, key] as const),
      { assignmentId },
    );
  return {
    async changed({ assignmentId, userIds }) {
      const sql = `select class_id as "classId" from class_assignments where id = ?`;
      const [found] = await rows<{ classId: string }>(db.em.fork(), sql, [assignmentId]);
      if (found) await publish(assignmentId, [classGrades(found.classId), ...userIds.map(learnerGrades)]);
    },
    async released({ assignmentId }) {
      const sql = "select user_id as id from coursework_grades where assignment_id = ?";
      const graded = await rows<{ id: string }>(db.em.fork(), sql, [assignmentId]);
      if (graded.length > 0)
        await publish(
          assignmentId,
          graded.map(({ id }) => learnerGrades(id)),
        );
    },
  };
}
