import { decide } from "../../../../access/policy.js";
import { notFound } from "../../../../kernel/errors.js";
import { rows } from "../../../../platform/database/database.js";
import { readOrganization } from "../../../accounts/organizations/organization.rows.js";
import type { LeaderboardScope } from "./scope.js";

const idList = (ids: readonly string[]) => `{${ids.join(",")}}`;

/** A board tells who is a learner of the organization: learners read it only if they see each other anyway. */
export const organizationScope: LeaderboardScope = {
  name: "ORGANIZATION",
  description:
    "All XP of the learners of an organization. For its owners, managers and instructors, for its learners if `membersVisible` is set, and for admins; NOT_FOUND for everyone else. `scopeId` is the ID of the organization.",
  type: "Organization",
  async check({ em, viewer }, id) {
    if (!viewer || decide(viewer, "organization:read") !== "allowed") throw notFound("organization");
    const { viewerRole, viewerIsAdmin, membersVisible } = await readOrganization(em, viewer, { id });
    if (!viewerIsAdmin && viewerRole === "LEARNER" && !membersVisible) throw notFound("organization");
  },
  boards: async (em, userIds) => {
    const sql = "select distinct organization_id as id from organization_members where role = 'LEARNER' and user_id = any(?::uuid[])";
    return (await rows<{ id: string }>(em, sql, [idList(userIds)])).map(({ id }) => id);
  },
  async present(em, id, userIds) {
    const sql =
      "select user_id as id from organization_members where role = 'LEARNER' and organization_id = ? and user_id = any(?::uuid[])";
    return new Set((await rows<{ id: string }>(em, sql, [id, idList(userIds)])).map((row) => row.id));
  },
  ofBoard: "m.organization_id = ?::uuid",
  entries: `select e.user_id, m.organization_id::text as scope_id, e.points, e.earned_at
    from xp_entries e join organization_members m on m.user_id = e.user_id and m.role = 'LEARNER'`,
};
