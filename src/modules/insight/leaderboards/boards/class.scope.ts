import { decide } from "../../../../access/policy.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows } from "../../../../platform/database/database.js";
import { readClass } from "../../../learning/classes/class.rows.js";
import type { LeaderboardScope } from "./scope.js";

const idList = (ids: readonly string[]) => `{${ids.join(",")}}`;

/** Only members of the class and admins may read its boards, as a board tells who is in the class. */
export const classScope: LeaderboardScope = {
  name: "CLASS",
  description:
    "All XP of the learners of a class. For its members and admins; NOT_FOUND for everyone else. `scopeId` is the ID of the class.",
  type: "Class",
  async check({ em, viewer }, id) {
    if (!viewer || decide(viewer, "class:read") !== "allowed") throw notFound("class");
    await readClass(em, viewer, id);
  },
  boards: async (em, userIds) => {
    const sql = "select distinct class_id as id from class_members where role = 'LEARNER' and user_id = any(?::uuid[])";
    return (await rows<{ id: string }>(em, sql, [idList(userIds)])).map(({ id }) => id);
  },
  async present(em, id, userIds) {
    const sql = "select user_id as id from class_members where role = 'LEARNER' and class_id = ? and user_id = any(?::uuid[])";
    return new Set((await rows<{ id: string }>(em, sql, [id, idList(userIds)])).map((row) => row.id));
  },
  ofBoard: "m.class_id = ?::uuid",
  entries: `select e.user_id, m.class_id::text as scope_id, e.points, e.earned_at
    from xp_entries e join class_members m on m.user_id = e.user_id and m.role = 'LEARNER'`,
};
