import { badInput } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { FROM_HANDED_IN_CODE } from "../code/handed-in-code.rows.js";
import { LINE_MAX } from "../feedback-limits.js";

/** Lines of work for an assignment: of a submission, or of free work or one of its files. */
export interface CommentPlace {
  assignmentId: string;
  submissionId?: string | null;
  workId?: string | null;
  fileId?: string | null;
  /** From 1. */
  lineFrom: number;
  lineTo: number;
}

/** BAD_USER_INPUT unless the work was handed in for the assignment and has these lines. Lines of files are not counted. */
export async function expectLines(
  em: EntityManager,
  { assignmentId, submissionId, workId, fileId, lineFrom, lineTo }: CommentPlace,
): Promise<void> {
  if ((submissionId == null) === (workId == null))
    throw badInput("input.submissionId", "Name either a submission or free work.", "REQUIRED");
  if (submissionId != null && fileId != null) throw badInput("input.fileId", "Only free work has files.");
  const text =
    submissionId != null ? await sourceOf(em, assignmentId, submissionId) : await textOf(em, assignmentId, workId!, fileId ?? null);
  const lines = text === null ? LINE_MAX : text.split("\n").length;
  if (lineTo < lineFrom) throw badInput("input.lineTo", "The last line comes before the first one.", "OUT_OF_RANGE");
  if (lineTo > lines) throw badInput("input.lineTo", `There are ${lines} lines.`, "OUT_OF_RANGE", { minimum: 1, maximum: lines });
}

async function sourceOf(em: EntityManager, assignmentId: string, submissionId: string): Promise<string> {
  const sql = `select coalesce(s.source, '') as text ${FROM_HANDED_IN_CODE} where a.id = ? and s.id = ?`;
  const [found] = await rows<{ text: string }>(em, sql, [assignmentId, submissionId]);
  if (!found) throw badInput("input.submissionId", "This was not handed in for the assignment.", "UNKNOWN_VALUE");
  return found.text;
}

/** Null for a file. */
async function textOf(em: EntityManager, assignmentId: string, workId: string, fileId: string | null): Promise<string | null> {
  const [found] = await rows<{ text: string; hasFile: boolean }>(
    em,
    `select w.text, exists (select from coursework_submission_files f where f.submission_id = w.id and f.file_id = ?::uuid) as "hasFile"
     from coursework_submissions w where w.assignment_id = ? and w.id = ?`,
    [fileId, assignmentId, workId],
  );
  if (!found) throw badInput("input.courseworkSubmissionId", "This was not handed in for the assignment.", "UNKNOWN_VALUE");
  if (fileId === null) return found.text;
  if (!found.hasFile) throw badInput("input.fileId", "This work has no such file.", "UNKNOWN_VALUE");
  return null;
}
