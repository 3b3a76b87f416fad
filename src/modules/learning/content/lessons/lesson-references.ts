/** What blocks refer to: files of their track, and problems that the author may read. */
import type { Viewer } from "../../../../access/viewer.js";
import { fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { readableBy } from "../../../practice/problems/list/problem-conditions.js";
import { fileIdsIn, problemIdsIn, type Block } from "../blocks/block.js";

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

/**
 * BAD_USER_INPUT names each block with a file or a problem that is not there; `field` is the path of the list. `known` blocks were there
 * before: another editor may have added a problem that this one may not read.
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
  const before = new Set(problemIdsIn(known));
  const problems = await readableProblemIds(
    em,
    viewer,
    problemIdsIn(blocks).filter((id) => !before.has(id)),
  );
  const faults = blocks.flatMap((block, index): FieldProblem[] => {
    const wrong = (path: string, message: string) => [{ field: `${field}.${index}.${path}`, code: "UNKNOWN_VALUE" as const, message }];
    if (block.kind === "IMAGE" && !pictures.get(block.fileId)) return wrong("image.fileId", "The track has no such picture.");
    if (block.kind === "FILE" && !pictures.has(block.fileId)) return wrong("file.fileId", "The track has no such file.");
    const isKnown = block.kind !== "PROBLEM" || before.has(block.problemId) || problems.has(block.problemId);
    return isKnown ? [] : wrong("problem.problemId", "There is no such problem.");
  });
  if (faults.length > 0) throw fieldErrors(faults);
}
