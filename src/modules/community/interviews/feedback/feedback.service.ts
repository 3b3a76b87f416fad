import type { SignedIn } from "../../../../access/viewer.js";
import { interviewFeedbackGiven } from "../../../../events/interview-feedback-given.event.js";
import { AppError } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { lockInterview, readInterview, type InterviewRow } from "../bookings/interview.rows.js";
import type { Seat } from "../bookings/interview.entity.js";

export interface FeedbackRow {
  /** Who gave it. */
  seat: Seat;
  problemSolving: number;
  coding: number;
  communication: number;
  /** Of the giver about the other; seen by the giver only. */
  wouldMeetAgain: boolean | null;
  comment: string;
  givenAt: Date;
}

export type NewFeedback = Omit<FeedbackRow, "seat" | "givenAt">;

export interface FeedbackService {
  /** Rates the other participant, once. CONFLICT before the start, and if the other was not there. */
  give(viewer: SignedIn, id: string, feedback: NewFeedback): Promise<InterviewRow>;
  saveNotes(viewer: SignedIn, id: string, notes: string): Promise<InterviewRow>;
}

/** The other's is hidden for this long until the viewer has given one, so that neither reacts to the other. */
const HIDDEN = "interval '7 days'";

/** What the viewer may see: own feedback, and that of the other once both have given one, or a week later. */
export function visibleFeedback(
  em: EntityManager,
  viewer: SignedIn,
  ids: readonly string[],
): Promise<(FeedbackRow & { interviewId: string })[]> {
  return rows(
    em,
    `select p.interview_id as "interviewId", p.seat, p.problem_solving as "problemSolving", p.coding, p.communication, p.comment, p.feedback_at as "givenAt",
       case when p.seat = v.seat then p.would_meet_again end as "wouldMeetAgain"
     from interview_participants v join interview_participants p on p.interview_id = v.interview_id and p.feedback_at is not null
     where v.interview_id in (?) and v.user_id = ? and (p.seat = v.seat or v.feedback_at is not null or p.feedback_at < now() - ${HIDDEN})
     order by p.seat`,
    [ids, viewer.id],
  );
}

export function notesOf(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<{ interviewId: string; notes: string }[]> {
  const sql = `select interview_id as "interviewId", notes from interview_participants where interview_id in (?) and user_id = ?`;
  return rows(em, sql, [ids, viewer.id]);
}

export function createFeedbackService({ db }: { db: Database }): FeedbackService {
  return {
    give: (viewer, id, { problemSolving, coding, communication, wouldMeetAgain, comment }) =>
      db.transaction(async (tx) => {
        const interview = await lockInterview(tx, viewer, id);
        if (interview.startedAt === null || interview.startedAt > new Date())
          throw new AppError("CONFLICT", "The interview has not taken place.");
        const given = await rows(
          tx,
          `update interview_participants set problem_solving = ?, coding = ?, communication = ?, would_meet_again = ?, comment = ?, feedback_at = now()
           where interview_id = ? and user_id = ? and feedback_at is null returning 1`,
          [problemSolving, coding, communication, wouldMeetAgain, comment, id, viewer.id],
        );
        if (given.length === 0) throw new AppError("CONFLICT", "You have given your feedback already.");
        const other = interview.participants.find(({ seat }) => seat !== interview.viewerSeat)!;
        if (other.userId !== null) announce(tx, interviewFeedbackGiven, { interviewId: id, toId: other.userId });
        return interview;
      }),

    async saveNotes(viewer, id, notes) {
      const em = db.em.fork();
      const interview = await readInterview(em, viewer, id);
      await em.execute("update interview_participants set notes = ? where interview_id = ? and user_id = ?", [notes, id, viewer.id]);
      return interview;
    },
  };
}
