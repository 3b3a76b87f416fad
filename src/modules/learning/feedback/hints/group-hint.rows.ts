import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface GroupHintRow {
  id: string;
  groupId: string;
  assignmentId: string;
  /** Empty for learners once it is withdrawn. */
  body: string;
  withdrawn: boolean;
  authorId: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Of hint `h` for group `g`. */
export const HINT_COLUMNS = `h.id, h.group_id as "groupId", g.assignment_id as "assignmentId", case when h.withdrawn_at is null then h.body else '' end as body,
  h.withdrawn_at is not null as withdrawn, h.author_id as "authorId", h.version, h.created_at as "createdAt", h.updated_at as "updatedAt"`;
export const FROM_HINTS = "from group_hints h join wrong_answer_groups g on g.id = h.group_id";

/** Present hints for learners with an answer in the group, and for staff of the class. */
export function groupHintsById(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<GroupHintRow[]> {
  return rows<GroupHintRow>(
    em,
    `select ${HINT_COLUMNS} ${FROM_HINTS} join class_assignments a on a.id = g.assignment_id
     left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ?
     where h.id in (?) and h.withdrawn_at is null and (${isAdmin(viewer)} or vm.role <> 'LEARNER'
       or exists (select from wrong_answers w where w.group_id = g.id and w.user_id = ?))`,
    [viewer.id, ids, viewer.id],
  );
}

/** The present hint of each group. Checks no permission. */
export const hintOfGroup: LoaderFactory<string, GroupHintRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const sql = `select ${HINT_COLUMNS} ${FROM_HINTS} where h.group_id in (?) and h.withdrawn_at is null`;
    const byGroup = new Map((await rows<GroupHintRow>(em, sql, [ids])).map((row) => [row.groupId, row]));
    return ids.map((id) => byGroup.get(id) ?? null);
  });

/** Present hints for the groups that each submission is in, at most one for each class: for who sent it, and for staff of the class. */
export const hintsOfSubmission: LoaderFactory<string, GroupHintRow[]> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const found = await rows<GroupHintRow & { submissionId: string }>(
      em,
      `select w.submission_id as "submissionId", ${HINT_COLUMNS} ${FROM_HINTS} join wrong_answers w on w.group_id = g.id
       join class_assignments a on a.id = g.assignment_id left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ?
       where w.submission_id in (?) and h.withdrawn_at is null and (${isAdmin(signedIn)} or vm.role <> 'LEARNER' or w.user_id = ?) order by h.id`,
      [signedIn.id, ids, signedIn.id],
    );
    const bySubmission = Map.groupBy(found, ({ submissionId }) => submissionId);
    return ids.map((id) => bySubmission.get(id) ?? []);
  });

const SUBMISSIONS_SHOWN = 20;

/** The viewer's newest submissions in the group of each hint. */
export const viewerSubmissionsOfGroup: LoaderFactory<string, string[]> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ groupId: string; id: string }>(
      em,
      `select g.id as "groupId", w.id from unnest(?::uuid[]) as g (id) cross join lateral (
         select submission_id as id from wrong_answers where group_id = g.id and user_id = ? order by submission_id desc limit ${SUBMISSIONS_SHOWN}) w
       order by w.id desc`,
      [`{${ids.join(",")}}`, signedIn.id],
    );
    const byGroup = Map.groupBy(found, ({ groupId }) => groupId);
    return ids.map((groupId) => (byGroup.get(groupId) ?? []).map(({ id }) => id));
  });
