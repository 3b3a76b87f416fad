import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { expectStaff } from "../../classes/class.rows.js";
import { readAssignment } from "../assignments/assignment.rows.js";
import type { RubricPoints } from "./coursework-grade.entity.js";

export interface DraftRow {
  id: string;
  userId: string;
  submissionId: string | null;
  rubricPoints: RubricPoints | null;
  /** Hundredths of points; negative if they are taken. */
  adjustment: number;
  comment: string;
  graderId: string | null;
  updatedAt: Date;
}

const NEWEST_FIRST = newestFirst<DraftRow>("k.id");

/** Drafts of marks for an assignment. For staff of its class. */
export async function readDrafts(em: EntityManager, viewer: SignedIn, assignmentId: string, page: PageArgs): Promise<Connection<DraftRow>> {
  expectStaff(await readAssignment(em, viewer, assignmentId));
  const list = {
    select: `k.id, k.user_id as "userId", k.submission_id as "submissionId", k.rubric_points as "rubricPoints", k.bonus - k.deduction as adjustment,
      k.comment, k.grader_id as "graderId", k.updated_at as "updatedAt"`,
    from: "from coursework_marks k",
    conditions: [{ sql: "k.assignment_id = ? and k.draft", params: [assignmentId] }],
  };
  return readConnection(em, list, page, NEWEST_FIRST);
}
