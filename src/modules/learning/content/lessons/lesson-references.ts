/** What blocks refer to: files of their track, problems and quizzes that the author may read. */
import type { Viewer } from "../../../../access/viewer.js";
import { fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readableBy } from "../../../practice/problems/list/problem-conditions.js";
import { readableQuizzes } from "../../quizzes/authoring/quiz.rows.js";
import { fileIdsIn, problemIdsIn, quizIdsIn, type Block } from "../blocks/block.js";

/** Of these, those that the viewer may read. */
export async function readableProblemIds(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const readable = readableBy(viewer);
  const found = await rows<{ id: string }>(em, `select p.id from problems p where p.id in (?) and ${readable.sql}`, [
    ids,
    ...readable.params,
  ]);
  return new Set(found.map(({ id }) => id));
}

async function readableQuizIds(em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { sql, params } = readableQuizzes(viewer);
  const found = await rows<{ id: string }>(em, `select z.id from quizzes z where z.id in (?) and ${sql}`, [ids, ...params]);
  return new Set(found.map(({ id }) => id));
}

/**
 * BAD_USER_INPUT names each block with a file, a problem or a quiz that is not there; `field` is the path of the list. `known` blocks were there
 * before: another editor may have added what this one may not read.
 */
export async function expectReferences(
  em: EntityManager,
  viewer: Viewer,
  { trackId, blocks, known, field }: { trackId: string; blocks: readonly Block[]; known: readonly Block[]; field: string },
): Promise<void> {
  const fileIds = fileIdsIn(blocks);
  const files =
    fileIds.length === 0
      ? []
      : await rows<{ id: string; picture: boolean }>(
          em,
          "select id, content_type like 'image/%' as picture from track_files where track_id = ? and id in (?)",
          [trackId, fileIds],
        );
  const pictures = new Map(files.map(({ id, picture }) => [id, picture]));
  const before = new Set([...problemIdsIn(known), ...quizIdsIn(known)]);
  const problems = await readableProblemIds(
    em,
    viewer,
    problemIdsIn(blocks).filter((id) => !before.has(id)),
  );
  const quizzes = await readableQuizIds(
    em,
    viewer,
    quizIdsIn(blocks).filter((id) => !before.has(id)),
  );
  const faults = blocks.flatMap((block, index): FieldProblem[] => {
    const wrong = (path: string, message: string) => [{ field: `${field}.${index}.${path}`, code: "UNKNOWN_VALUE" as const, message }];
    if (block.kind === "IMAGE" && !pictures.get(block.fileId)) return wrong("image.fileId", "The track has no such picture.");
    if (block.kind === "FILE" && !pictures.has(block.fileId)) return wrong("file.fileId", "The track has no such file.");
    if (block.kind === "PROBLEM" && !before.has(block.problemId) && !problems.has(block.problemId))
      return wrong("problem.problemId", "There is no such problem.");
    if (block.kind === "QUIZ" && !before.has(block.quizId) && !quizzes.has(block.quizId))
      return wrong("quiz.quizId", "There is no such quiz.");
    return [];
  });
  if (faults.length > 0) throw fieldErrors(faults);
}
