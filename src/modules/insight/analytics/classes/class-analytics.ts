import type { SignedIn } from "../../../../access/viewer.js";
import { toConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import { parsePage, type Connection, type Key, type PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { mayGradeClass, readClass, type ClassRow } from "../../../learning/classes/class.rows.js";
import { refreshedAt } from "../changes/changes.js";
import { readActivity, readFailures, readLearners, readWork, type ActivityRow, type LearnerRow, type WorkRow } from "./class-figures.js";
import { medianCompletion, risksOf, type Risk } from "./risks.js";

export interface LearnerFigures extends LearnerRow, Pick<WorkRow, "assigned" | "handedIn" | "missing" | "items" | "doneItems"> {
  /** 0 to 1; null while nothing is assigned. */
  completion: number | null;
  risks: Risk[];
}

export interface AssignmentFigures extends Pick<WorkRow, "assigned" | "handedIn" | "missing"> {
  assignmentId: string;
}

export interface ClassAnalytics {
  class: ClassRow;
  learners: LearnerFigures[];
  medianCompletion: number | null;
  assignments: AssignmentFigures[];
  activity: ActivityRow[];
  activeLearners7Days: number;
  activeLearners28Days: number;
  refreshedAt: Date;
}

const NO_WORK = { assigned: 0, handedIn: 0, missing: 0, items: 0, doneItems: 0 };

/** NOT_FOUND for classes of others, FORBIDDEN for learners. Six statements, whatever the size of the class. */
export async function readClassAnalytics(em: EntityManager, viewer: SignedIn, classId: string, now = new Date()): Promise<ClassAnalytics> {
  const classRow = await readClass(em, viewer, classId);
  if (!mayGradeClass(classRow)) throw new AppError("FORBIDDEN", "Only instructors and assistants of the class may do this.");
  const today = now.toISOString().slice(0, 10);
  const at = await refreshedAt(em, ["SUBMISSION"]);
  const members = await readLearners(em, classRow.id, today);
  const work = await readWork(em, classRow.id);
  const failures = Map.groupBy(await readFailures(em, classRow.id, today), ({ userId }) => userId);
  const { days, lastWeek, inAll } = await readActivity(em, classRow.id, today);

  const workOf = new Map(work.map((row) => [row.userId, row]));
  const learners = members.map((member) => {
    const { assigned, handedIn, missing, items, doneItems } = workOf.get(member.userId) ?? NO_WORK;
    return { ...member, assigned, handedIn, missing, items, doneItems, completion: items === 0 ? null : doneItems / items };
  });
  const median = medianCompletion(learners);
  return {
    class: classRow,
    learners: learners.map((one) => ({ ...one, risks: risksOf({ ...one, failing: failures.get(one.userId) ?? [] }, median, today) })),
    medianCompletion: median,
    assignments: work.flatMap(({ assignmentId, assigned, handedIn, missing }) =>
      assignmentId === null ? [] : [{ assignmentId, assigned, handedIn, missing }],
    ),
    activity: days,
    activeLearners7Days: lastWeek,
    activeLearners28Days: inAll,
    refreshedAt: at,
  };
}

const BY_JOINING: KeysetOrder<LearnerFigures> = {
  name: "class-learners",
  columns: [{ sql: "m.id", direction: "asc", cast: "uuid" }],
  key: ({ id }) => [id],
};

/** A page of the learners, in the order in which they joined. No statement. */
export function learnersPage({ learners }: ClassAnalytics, onlyAtRisk: boolean, args: PageArgs): Connection<LearnerFigures> {
  const page = parsePage(args, BY_JOINING.name);
  const idOf = (field: string, key: Key | null) => {
    const id = key?.[0] ?? null;
    if (id !== null && (!isId(id) || key!.length !== 1))
      throw badInput(field, "This cursor does not belong to this list.", "INVALID_FORMAT");
    return id as string | null;
  };
  const [after, before] = [idOf("after", page.after), idOf("before", page.before)];
  const all = onlyAtRisk ? learners.filter(({ risks }) => risks.length > 0) : learners;
  const between = all.filter(({ id }) => (after === null || id > after) && (before === null || id < before));
  const ordered = page.direction === "backward" ? between.toReversed() : between;
  return toConnection(
    ordered.slice(0, page.size + 1),
    page,
    BY_JOINING,
    (row) => row,
    () => Promise.resolve(all.length),
  );
}
