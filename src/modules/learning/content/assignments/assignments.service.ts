import type { SignedIn } from "../../../../access/viewer.js";
import { badInput, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { readableProblemIds } from "../lessons/lesson-references.js";
import { ASSIGNMENTS_MAX } from "../limits.js";
import { TrackModule } from "../modules/track-module.entity.js";
import { tooMany, trackOf } from "../modules/track-modules.service.js";
import { lastPosition, moving, positionAt, type OrderedTable } from "../ordering.js";
import { announceTrack, editableTrack, expectVersion, type TrackEdits } from "../tracks/track-access.js";
import { dropTranslation, putText } from "../../../../kernel/translations.js";
import { Assignment, type AssignmentKind, type AssignmentText } from "./assignment.entity.js";
import { assignmentSql, type AssignmentRow } from "./assignment.loaders.js";
import type { CreateAssignmentInput, UpdateAssignmentInput } from "./assignment.type.js";

export interface AssignmentsService {
  create(viewer: SignedIn, input: CreateAssignmentInput): Promise<AssignmentRow>;
  update(viewer: SignedIn, input: UpdateAssignmentInput): Promise<AssignmentRow>;
  /** Concurrent moves all take effect. */
  move(viewer: SignedIn, id: string, afterId: string | null): Promise<AssignmentRow>;
  remove(viewer: SignedIn, id: string): Promise<void>;
}

export const ASSIGNMENTS: OrderedTable = { name: "assignments", parent: "module_id" };
export const DEFAULT_MINUTES = 30;
const NO_TEXT: AssignmentText = { title: "", instructions: "" };

export function createAssignments({ db, edits }: { db: Database; edits: TrackEdits }): AssignmentsService {
  const read = async (em: EntityManager, id: string): Promise<AssignmentRow> => {
    const [row] = isId(id) ? await rows<AssignmentRow>(em, `${assignmentSql} where a.id = ?`, [id]) : [];
    if (!row) throw notFound("assignment");
    return row;
  };
  const readNow = (id: string) => read(db.em.fork(), id);

  return {
    async create(viewer, { moduleId, kind, title, instructions, problemIds, estimatedMinutes }) {
      const trackId = await trackOf(db.em.fork(), "track_modules", moduleId, "module");
      const assignment = Object.assign(new Assignment(), { kind, title: title.trim(), instructions: instructions ?? "" });
      await edits.change(viewer, { trackId, named: "module" }, async (em) => {
        const count = await em.count(Assignment, { module: moduleId });
        if (count >= ASSIGNMENTS_MAX) throw tooMany("input.moduleId", "A module has", ASSIGNMENTS_MAX, "assignments", count);
        expectComplete(kind, assignment.instructions, problemIds ?? []);
        assignment.module = em.getReference(TrackModule, moduleId, { wrapped: true });
        assignment.estimatedMinutes = estimatedMinutes ?? DEFAULT_MINUTES;
        assignment.position = await lastPosition(em, ASSIGNMENTS, moduleId);
        await em.persist(assignment).flush();
        await setProblems(em, viewer, assignment.id, problemIds ?? []);
      });
      return readNow(assignment.id);
    },

    async update(viewer, { id, expectedVersion, locale, title, instructions, removeTranslation, problemIds, estimatedMinutes }) {
      const { trackId } = await readNow(id);
      await edits.change(viewer, { trackId, named: "assignment" }, async (em, track) => {
        const assignment = await em.findOneOrFail(Assignment, { id });
        expectVersion(assignment.version, expectedVersion);
        assignment.version++;
        assignment.estimatedMinutes = estimatedMinutes ?? assignment.estimatedMinutes;
        const given = { title: title?.trim(), instructions: instructions === null ? "" : instructions };
        if (given.title !== undefined || given.instructions !== undefined)
          putText<AssignmentText>(assignment, { own: track.locale, requested: locale, empty: NO_TEXT, given });
        if (removeTranslation != null) dropTranslation(assignment, removeTranslation);
        if (problemIds != null) await setProblems(em, viewer, id, problemIds);
        const [{ count } = { count: 0 }] = await rows<{ count: number }>(
          em,
          "select count(*)::int as count from assignment_problems where assignment_id = ?",
          [id],
        );
        expectComplete(assignment.kind, assignment.instructions, Array.from({ length: count }));
      });
      return readNow(id);
    },

    async move(viewer, id, afterId) {
      await moving(db, async (tx) => {
        const { trackId, moduleId } = await read(tx, id);
        const track = await editableTrack(tx, viewer, trackId, { lock: false, named: "assignment" });
        const position = await positionAt(tx, ASSIGNMENTS, { id, parentId: moduleId, afterId });
        await tx.execute("update assignments set position = ?, updated_at = now() where id = ?", [position, id]);
        if (track.status === "PUBLISHED") announceTrack(tx, trackId);
      });
      return readNow(id);
    },

    async remove(viewer, id) {
      const { trackId } = await readNow(id);
      await edits.change(viewer, { trackId, named: "assignment" }, async (em) => {
        await em.execute("delete from assignments where id = ?", [id]);
      });
    },
  };
}

function expectComplete(kind: AssignmentKind, instructions: string, problems: readonly unknown[]): void {
  if (kind === "TASK" && !/\S/.test(instructions)) throw badInput("input.instructions", "A task needs instructions.", "REQUIRED");
  if (kind === "TASK" && problems.length > 0) throw badInput("input.problemIds", "Only an assignment of the kind PROBLEMS has problems.");
  if (kind === "PROBLEMS" && problems.length === 0) throw badInput("input.problemIds", "Name at least one problem.", "REQUIRED");
}

/** Replaces all. Known problems may stay, even if the viewer can't read them now. */
async function setProblems(em: EntityManager, viewer: SignedIn, id: string, problemIds: readonly string[]): Promise<void> {
  const ids = [...new Set(problemIds)];
  const sql = `delete from assignment_problems where assignment_id = ? returning problem_id as "problemId"`;
  const known = (await rows<{ problemId: string }>(em, sql, [id])).map(({ problemId }) => problemId);
  const readable = await readableProblemIds(
    em,
    viewer,
    ids.filter((one) => !known.includes(one)),
  );
  problemIds.forEach((one, index) => {
    if (!known.includes(one) && !readable.has(one))
      throw badInput(`input.problemIds.${index}`, "There is no such problem.", "UNKNOWN_VALUE");
  });
  await linkProblems(em, [{ id, problemIds: ids }]);
}

/** Of assignments without problems. */
export async function linkProblems(em: EntityManager, all: readonly { id: string; problemIds: readonly string[] }[]): Promise<void> {
  const links = all.flatMap(({ id, problemIds }) => problemIds.map((problemId, place) => ({ id, problemId, place })));
  await em.execute(
    `insert into assignment_problems (assignment_id, problem_id, place)
     select given.id, given."problemId", given.place from jsonb_to_recordset(?::jsonb) as given (id uuid, "problemId" uuid, place int)`,
    [JSON.stringify(links)],
  );
}
