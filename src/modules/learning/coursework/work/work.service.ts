import DataLoader from "dataloader";
import { isAdmin } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { newestFirst, readConnection } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { expectActive, mayGradeClass } from "../../classes/class.rows.js";
import { readAssignment } from "../assignments/assignment.rows.js";
import { SUBMISSIONS_MAX } from "../coursework-limits.js";
import { saveGrades } from "../grades/compute-grades.js";
import { PRESENT_MEMBERS } from "../../classes/members/present-members.js";

export interface WorkRow {
  id: string;
  assignmentId: string;
  userId: string;
  groupId: string | null;
  text: string;
  createdAt: Date;
}

export interface WorkFile {
  workId: string;
  fileName: string;
  contentType: string;
  sizeBytes: number;
  key: string;
}

const COLUMNS = `w.id, w.assignment_id as "assignmentId", w.user_id as "userId", w.group_id as "groupId", w.text, w.created_at as "createdAt"`;
const NEWEST_FIRST = newestFirst<WorkRow>("w.id");

/** The largest rendition of each file. Checks no permission. */
export const filesOfWork: LoaderFactory<string, WorkFile[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<WorkFile>(
      em,
      `select w.submission_id as "workId", f.file_name as "fileName", f.content_type as "contentType", f.size_bytes::int as "sizeBytes",
         f.renditions -> -1 ->> 'key' as key
       from coursework_submission_files w join files f on f.id = w.file_id where w.submission_id in (?) and f.status = 'READY' order by f.id`,
      [ids],
    );
    const byWork = Map.groupBy(found, ({ workId }) => workId);
    return ids.map((id) => byWork.get(id) ?? []);
  });

export interface WorkService {
  /** Everyone's for staff, one's own and those of one's group for learners. */
  list(
    em: EntityManager,
    viewer: SignedIn,
    filter: { assignmentId: string; userId?: string | null },
    page: PageArgs,
  ): Promise<Connection<WorkRow>>;
  /** Those that `list` shows. */
  byIds(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<WorkRow[]>;
  /** CONFLICT after closing, by the database's clock. */
  submit(viewer: SignedIn, input: { assignmentId: string; text: string; fileIds?: readonly string[] | null }): Promise<WorkRow>;
}

export function createWorkService({ db }: { db: Database }): WorkService {
  return {
    async list(em, viewer, { assignmentId, userId }, page) {
      const isStaff = mayGradeClass(await readAssignment(em, viewer, assignmentId));
      const team = `(w.user_id = ?::uuid or w.group_id in (select group_id from coursework_group_members where assignment_id = w.assignment_id and user_id = ?::uuid))`;
      const who = isStaff ? userId : viewer.id;
      const conditions = [{ sql: "w.assignment_id = ?", params: [assignmentId] }, ...(who ? [{ sql: team, params: [who, who] }] : [])];
      return readConnection(em, { select: COLUMNS, from: "from coursework_submissions w", conditions }, page, NEWEST_FIRST);
    },

    byIds: (em, viewer, ids) =>
      rows<WorkRow>(
        em,
        `select ${COLUMNS} from coursework_submissions w join class_assignments a on a.id = w.assignment_id
         left join ${PRESENT_MEMBERS} vm on vm.class_id = a.class_id and vm.user_id = ?
         where w.id in (?) and (${isAdmin(viewer)} or vm.role <> 'LEARNER' or (a.opens_at <= now() and (w.user_id = vm.user_id
           or exists (select from coursework_group_members m where m.group_id = w.group_id and m.user_id = vm.user_id))))`,
        [viewer.id, ids],
      ),

    submit: (viewer, { assignmentId, text, fileIds }) =>
      db.transaction(async (tx) => {
        const assignment = await readAssignment(tx, viewer, assignmentId, { lock: true });
        if (assignment.viewerRole !== "LEARNER") throw new AppError("FORBIDDEN", "Only learners of the class hand in work.");
        expectActive(assignment);
        if (assignment.kind !== "FREE")
          throw badInput("input.assignmentId", "Solve its problems or its quiz: only FREE assignments take texts and files.");
        if (!/\S/.test(text) && !fileIds?.length) throw badInput("input.text", "Hand in a text or a file.", "REQUIRED");
        // Serializes work of one account, for the limit.
        await tx.execute("select from users where id = ? for no key update", [viewer.id]);
        const [group] = await rows<{ id: string }>(
          tx,
          "select group_id as id from coursework_group_members where assignment_id = ? and user_id = ?",
          [assignmentId, viewer.id],
        );
        if (assignment.groupWork && !group) throw new AppError("CONFLICT", "This is group work, and you are in no group yet.");
        const [row] = await rows<WorkRow>(
          tx,
          `insert into coursework_submissions as w (id, assignment_id, user_id, group_id, text)
           select ?, ?, ?, ?, ? where (?::timestamptz is null or now() <= ?::timestamptz)
             and (select count(*) from coursework_submissions where assignment_id = ? and user_id = ?) < ${SUBMISSIONS_MAX} returning ${COLUMNS}`,
          [
            ...[newId(), assignmentId, viewer.id, group?.id ?? null, text, assignment.viewerClosesAt, assignment.viewerClosesAt],
            ...[assignmentId, viewer.id],
          ],
        );
        if (!row) throw new AppError("CONFLICT", `This assignment has closed for you, or you have handed in ${SUBMISSIONS_MAX} times.`);
        for (const [index, fileId] of [...new Set(fileIds ?? [])].entries()) {
          const [file] = await rows(
            tx,
            `insert into coursework_submission_files (submission_id, file_id)
             select ?, f.id from files f where f.id = ? and f.owner_id = ? and f.purpose = 'ATTACHMENT' and f.status = 'READY' returning file_id`,
            [row.id, fileId, viewer.id],
          );
          if (!file)
            throw badInput(`input.fileIds.${index}`, "Use a READY file of yours that was uploaded as ATTACHMENT.", "UNKNOWN_VALUE");
        }
        // It is not missing from now on, also if the assignment was settled while this waited.
        await saveGrades(tx, assignmentId, [viewer.id]);
        return row;
      }),
  };
}
