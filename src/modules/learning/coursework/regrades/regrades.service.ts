import { regradeDecided } from "../../../../events/regrade-decided.event.js";
import { regradeRequested } from "../../../../events/regrade-requested.event.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { record } from "../../../base/audit/record.js";
import { expectActive } from "../../classes/class.rows.js";
import { assignmentToGrade, readAssignment, type AssignmentRow } from "../assignments/assignment.rows.js";
import { giveMark } from "../grades/give-mark.js";
import { regradesById, type RegradeRow } from "./regrade.rows.js";

export interface RegradeDecision {
  id: string;
  accept: boolean;
  answer?: string | null;
  /** Of an accepted request: the new mark, which replaces the former one. */
  rubricPoints?: readonly number[] | null;
  adjustment?: number | null;
  /** For the grade; absent: the former comment stays. */
  comment?: string | null;
}

export interface RegradesService {
  /** Once for each graded work, within the assignment's days after release. */
  request(viewer: SignedIn, input: { assignmentId: string; reason: string }, address: string): Promise<RegradeRow>;
  /** CONFLICT once it is decided. */
  decide(viewer: SignedIn, decision: RegradeDecision, address: string): Promise<RegradeRow>;
  read(em: EntityManager, viewer: SignedIn, id: string): Promise<RegradeRow>;
}

export function createRegradesService({ db }: { db: Database }): RegradesService {
  const read: RegradesService["read"] = async (em, viewer, id) => {
    const [row] = await regradesById(em, viewer, [id]);
    if (!row) throw notFound("request");
    return row;
  };
  const note = (
    tx: EntityManager,
    viewer: SignedIn,
    verb: string,
    { assignmentId, ...details }: { assignmentId: string; requestId: string; userId?: string },
    address: string,
  ) =>
    record(tx, {
      ...{ actorId: viewer.id, action: `coursework.regrade-${verb}`, subject: { type: "class-assignment", id: assignmentId } },
      ...{ address, details: { ...details } },
    });

  return {
    read,

    request: (viewer, { assignmentId, reason }, address) =>
      db.transaction(async (tx) => {
        const assignment = await readAssignment(tx, viewer, assignmentId, { lock: true });
        if (assignment.viewerRole !== "LEARNER") throw new AppError("FORBIDDEN", "Only learners of the class ask for a regrade.");
        expectActive(assignment);
        await expectFirst(tx, viewer, assignmentId);
        const id = newId();
        const made = await rows(
          tx,
          `insert into regrade_requests (id, assignment_id, user_id, reason, before)
           select ?, a.id, g.user_id, ?, g.hundredths from class_assignments a join coursework_grades g on g.assignment_id = a.id and g.user_id = ?
           where a.id = ? and a.release_at <= now() and now() <= a.release_at + make_interval(days => a.regrade_days) returning 1`,
          [id, reason, viewer.id, assignmentId],
        );
        if (made.length === 0)
          throw new AppError("CONFLICT", "You have no released grade for this assignment, or it takes no requests, or no more.");
        announce(tx, regradeRequested, { requestId: id });
        note(tx, viewer, "requested", { assignmentId, requestId: id }, address);
        return read(tx, viewer, id);
      }),

    decide: (viewer, decision, address) =>
      db.transaction(async (tx) => {
        const { id, accept } = decision;
        const { assignmentId } = await read(tx, viewer, id);
        const assignment = await assignmentToGrade(tx, viewer, assignmentId);
        // Decisions take turns by the lock on the assignment.
        const request = await read(tx, viewer, id);
        if (request.status !== "OPEN") throw new AppError("CONFLICT", `This request is already ${request.status.toLowerCase()}.`);
        const answer = decision.answer ?? "";
        if (!accept && !/\S/.test(answer)) throw badInput("input.answer", "Say why it is declined.", "REQUIRED");
        await tx.execute(
          `update regrade_requests set status = ?, after = ?, answer = ?, decided_by_id = ?, decided_at = now() where id = ?`,
          [accept ? "ACCEPTED" : "DECLINED", accept ? request.before : null, answer, viewer.id, id],
        );
        if (accept) await accepted(tx, viewer, { assignment, request, decision, address });
        announce(tx, regradeDecided, { requestId: id });
        note(tx, viewer, accept ? "accepted" : "declined", { assignmentId, requestId: id, userId: request.userId }, address);
        return read(tx, viewer, id);
      }),
  };
}

/** A group has one work: what one of its members asked is asked. The caller holds the lock on the assignment's row. */
async function expectFirst(tx: EntityManager, viewer: SignedIn, assignmentId: string): Promise<void> {
  const asked = await rows(
    tx,
    `select from regrade_requests r where r.assignment_id = ? and (r.user_id = ? or r.user_id in (select o.user_id from coursework_group_members m
       join coursework_group_members o on o.group_id = m.group_id where m.assignment_id = r.assignment_id and m.user_id = ?))`,
    [assignmentId, viewer.id, viewer.id],
  );
  if (asked.length > 0) throw new AppError("CONFLICT", "You, or a member of your group, have asked for this work already.");
}

interface Accepted {
  assignment: AssignmentRow;
  request: RegradeRow;
  decision: RegradeDecision;
  address: string;
}

/** A mark replaces the former one as a whole, so what would silently take points away is asked for. */
async function accepted(tx: Transaction, viewer: SignedIn, { assignment, request, decision, address }: Accepted): Promise<void> {
  const { rubricPoints = null, adjustment = null, comment } = decision;
  if (assignment.kind === "FREE" && rubricPoints === null) throw badInput("input.rubricPoints", "Give the new points.", "REQUIRED");
  if (assignment.kind !== "FREE" && adjustment === null) throw badInput("input.adjustment", "Give the new adjustment.", "REQUIRED");
  const { assignmentId, userId } = request;
  const sql = "select comment from coursework_marks where assignment_id = ? and user_id = ? and not draft";
  const [former] = await rows<{ comment: string }>(tx, sql, [assignmentId, userId]);
  const mark = { assignmentId, userId, rubricPoints, adjustment, comment: comment ?? former?.comment ?? "", draft: false };
  await giveMark(tx, viewer, mark, address);
  await tx.execute(
    `update regrade_requests r set after = g.hundredths from coursework_grades g
     where r.id = ? and g.assignment_id = r.assignment_id and g.user_id = r.user_id`,
    [request.id],
  );
}
