/** Writes the assignments of an archived module. Those that the module has keep their ids: what learners have done refers to them. */
import { isDeepStrictEqual } from "node:util";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { Assignment } from "../assignments/assignment.entity.js";
import { ASSIGNMENTS, DEFAULT_MINUTES, linkProblems } from "../assignments/assignments.service.js";
import { TrackModule } from "../modules/track-module.entity.js";
import { lastPosition, positionAfter } from "../ordering.js";
import type { ArchivedAssignment } from "./archive-format.js";
import type { ArchiveNames } from "./archive-names.js";

/** Updates those that match, adds the others, and deletes those that the archive does not have. A version rises only on a difference. */
export async function putAssignments(
  em: EntityManager,
  module: TrackModule,
  assignments: readonly ArchivedAssignment[],
  names: ArchiveNames,
): Promise<void> {
  const present = await em.find(Assignment, { module: module.id }, { orderBy: { position: "asc" } });
  const linked = await problemsOf(em, module.id);
  const matches = matchesOf(assignments, present);
  const changed: { id: string; problemIds: string[] }[] = [];
  let position = await lastPosition(em, ASSIGNMENTS, module.id);
  for (const [at, { kind, title, instructions, translations, minutes, problems }] of assignments.entries()) {
    const known = matches[at];
    const content = { title, instructions, translations, estimatedMinutes: minutes ?? DEFAULT_MINUTES };
    const problemIds = problems.map((slug) => names.problems.get(slug)!);
    const linkedIds = (known && linked.get(known.id)) ?? [];
    const sameProblems = isDeepStrictEqual(linkedIds, problemIds);
    if (known && !(sameProblems && isDeepStrictEqual(contentOf(known), content))) known.version++;
    const assignment = Object.assign(known ?? new Assignment(), { kind, ...content, position });
    if (!known) assignment.module = em.getReference(TrackModule, module.id, { wrapped: true });
    position = positionAfter(position);
    em.persist(assignment);
    if (!sameProblems) changed.push({ id: assignment.id, problemIds });
  }
  const kept = new Set(matches);
  await em.remove(present.filter((one) => !kept.has(one))).flush();
  if (changed.length === 0) return;
  await em.execute("delete from assignment_problems where assignment_id = any(?::uuid[])", [`{${changed.map(({ id }) => id).join(",")}}`]);
  await linkProblems(em, changed);
}

const contentOf = ({ title, instructions, translations, estimatedMinutes }: Assignment) => ({
  ...{ title, instructions, translations, estimatedMinutes },
});

/** For each archived assignment the present one of the same kind and title, or else, if neither has a match, that of its kind and place. */
function matchesOf(archived: readonly ArchivedAssignment[], present: readonly Assignment[]): (Assignment | undefined)[] {
  const free = new Set(present);
  const take = (found: Assignment | undefined) => {
    if (found) free.delete(found);
    return found;
  };
  const titled = archived.map(({ kind, title }) => take([...free].find((one) => one.kind === kind && one.title === title)));
  return titled.map((match, place) => {
    const there = present[place];
    return match ?? (there && free.has(there) && there.kind === archived[place]!.kind ? take(there) : undefined);
  });
}

/** Ids of the problems of a module's assignments, in their order. */
async function problemsOf(em: EntityManager, moduleId: string): Promise<Map<string, string[]>> {
  const found = await rows<{ id: string; problemIds: string[] }>(
    em,
    `select p.assignment_id as id, array_agg(p.problem_id order by p.place) as "problemIds" from assignment_problems p
     join assignments a on a.id = p.assignment_id where a.module_id = ? group by p.assignment_id`,
    [moduleId],
  );
  return new Map(found.map(({ id, problemIds }) => [id, problemIds]));
}
