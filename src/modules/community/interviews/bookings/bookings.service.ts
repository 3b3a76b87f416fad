import type { SignedIn } from "../../../../access/viewer.js";
import { newestFirst, readConnection, type KeysetOrder } from "../../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../../graphql/pagination.js";
import { AppError, badInput } from "../../../../kernel/errors.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../kernel/units.js";
import { unlessDeleted, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { Settings } from "../../../base/settings/settings.service.js";
import type { ProblemsService } from "../../../practice/problems/problems.service.js";
import { GRID_MINUTES, HORIZON_DAYS } from "../interview-limits.js";
import { cancelHours } from "../interview-settings.js";
import { pickQuestion } from "../matching/pick-question.js";
import { readHost, slotsOf } from "../slots/hosts.service.js";
import { ACTIVE } from "./interview.entity.js";
import { interviewSql, lockInterview, readInterview, type InterviewRow } from "./interview.rows.js";
import { busyAt, changeInterview, confirmByOf, createInterview, expectRoomFor, lockPeople, rematch, roomTimes } from "./write-interview.js";

export interface BookingsService {
  /** The viewer books a slot of a host, who then confirms. CONFLICT if the slot is gone. */
  book(viewer: SignedIn, booking: { hostId: string; startsAt: Date; language: string | null }): Promise<InterviewRow>;
  /** Agrees to the present time. Repeating changes nothing. */
  confirm(viewer: SignedIn, id: string): Promise<InterviewRow>;
  /** Moves it; the other participant has to confirm. CONFLICT after the deadline. */
  reschedule(viewer: SignedIn, id: string, startsAt: Date): Promise<InterviewRow>;
  cancel(viewer: SignedIn, id: string, reason: string): Promise<InterviewRow>;
  /** The question of an interview with an instructor, chosen by the instructor. */
  setProblem(viewer: SignedIn, id: string, problemId: string): Promise<InterviewRow>;
  list(em: EntityManager, viewer: SignedIn, upcoming: boolean | null, page: PageArgs): Promise<Connection<InterviewRow>>;
}

interface Dependencies {
  db: Database;
  settings: Settings;
  problems: ProblemsService;
}

const NEWEST = newestFirst<InterviewRow>("i.id");
const SOONEST: KeysetOrder<InterviewRow> = {
  name: "soonest",
  columns: [
    { sql: "i.starts_at", direction: "asc", cast: "timestamptz" },
    { sql: "i.id", direction: "asc", cast: "uuid" },
  ],
  key: ({ startsAt, id }) => [startsAt.toISOString(), id],
};

const isActive = ({ status }: InterviewRow) => status === "PROPOSED" || status === "CONFIRMED";

/** CONFLICT for an interview that is over. */
function expectActive(interview: InterviewRow): void {
  if (!isActive(interview)) throw new AppError("CONFLICT", "The interview is over or was cancelled.");
}

const peopleOf = ({ participants }: InterviewRow): string[] => participants.flatMap(({ userId }) => (userId === null ? [] : [userId]));

function checkStart(startsAt: Date, noticeMs: number): void {
  const ms = startsAt.getTime();
  if (ms % (GRID_MINUTES * MINUTE_MS) !== 0) throw badInput("input.startsAt", `Interviews begin at a multiple of ${GRID_MINUTES} minutes.`);
  if (ms < Date.now() + noticeMs || ms > Date.now() + HORIZON_DAYS * DAY_MS)
    throw badInput("input.startsAt", `The start must lie 1 hour to ${HORIZON_DAYS} days ahead.`, "OUT_OF_RANGE");
}

export function createBookingsService({ db, settings, problems }: Dependencies): BookingsService {
  const deadlineOf = ({ startsAt }: InterviewRow) => startsAt.getTime() - settings.get(cancelHours) * HOUR_MS;
  const expectFree = async (tx: Transaction, people: readonly string[], at: { startsAt: Date; minutes: number }, except?: string) => {
    if ((await busyAt(tx, people, at, except)).length > 0)
      throw new AppError("CONFLICT", "One of you already has an interview at this time.");
  };

  return {
    book: (viewer, { hostId, startsAt, language }) =>
      unlessDeleted(
        "host",
        db.transaction(async (tx) => {
          if (hostId === viewer.id) throw new AppError("FORBIDDEN", "Nobody books an own slot.");
          const host = await readHost(tx, viewer, hostId);
          await lockPeople(tx, [hostId, viewer.id]);
          const free = await slotsOf(tx, host, startsAt, new Date(startsAt.getTime() + host.minutes * MINUTE_MS));
          if (!free.some((slot) => slot.startsAt.getTime() === startsAt.getTime()))
            throw new AppError("CONFLICT", "This slot is not free. Ask for `interviewSlots` again.");
          await expectRoomFor(tx, viewer.id);
          await expectFree(tx, [hostId, viewer.id], { startsAt, minutes: host.minutes });
          const problemId = await pickQuestion(tx, [hostId, viewer.id], { level: 3, topics: [], not: [] });
          const id = await createInterview(tx, {
            ...{ kind: "INSTRUCTOR", people: [hostId, viewer.id], confirmed: [viewer.id], startsAt, minutes: host.minutes, language },
            ...{ problems: [problemId, null], match: null, actorId: viewer.id },
          });
          return readInterview(tx, viewer, id);
        }),
      ),

    confirm: (viewer, id) =>
      db.transaction(async (tx) => {
        const interview = await lockInterview(tx, viewer, id);
        expectActive(interview);
        const own = interview.participants.find(({ userId }) => userId === viewer.id)!;
        if (own.isConfirmed) return interview;
        if (interview.confirmBy.getTime() < Date.now()) throw new AppError("CONFLICT", "The time to confirm is over.");
        await tx.execute("update interview_participants set confirmed_at = now() where interview_id = ? and user_id = ?", [id, viewer.id]);
        if (interview.participants.every(({ seat, isConfirmed }) => isConfirmed || seat === own.seat))
          await changeInterview(tx, id, { status: "CONFIRMED", change: "CONFIRMED", actorId: viewer.id, mail: "REQUEST" });
        return readInterview(tx, viewer, id);
      }),

    reschedule: (viewer, id, startsAt) =>
      db.transaction(async (tx) => {
        checkStart(startsAt, HOUR_MS);
        const before = await readInterview(tx, viewer, id);
        await lockPeople(tx, peopleOf(before));
        const interview = await lockInterview(tx, viewer, id);
        expectActive(interview);
        if (interview.status === "CONFIRMED" && Date.now() > deadlineOf(interview))
          throw new AppError("CONFLICT", `An interview is moved at least ${settings.get(cancelHours)} hours before its start.`);
        if (startsAt.getTime() === interview.startsAt.getTime()) return interview;
        await expectFree(tx, peopleOf(interview), { startsAt, minutes: interview.minutes }, id);
        await tx.execute("update interviews set starts_at = ?, confirm_by = ? where id = ?", [startsAt, confirmByOf(startsAt), id]);
        await tx.execute("update interview_participants set confirmed_at = case when user_id = ? then now() end where interview_id = ?", [
          viewer.id,
          id,
        ]);
        await tx.execute("update interview_rooms set opens_at = ?, closes_at = ? where interview_id = ?", [
          ...[...roomTimes(startsAt, interview.minutes), id],
        ]);
        await changeInterview(tx, id, { status: "PROPOSED", change: "RESCHEDULED", actorId: viewer.id, mail: "REQUEST" });
        return readInterview(tx, viewer, id);
      }),

    cancel: (viewer, id, reason) =>
      db.transaction(async (tx) => {
        const interview = await lockInterview(tx, viewer, id);
        expectActive(interview);
        if (interview.startedAt !== null) throw new AppError("CONFLICT", "The interview has started.");
        const isLate = interview.status === "CONFIRMED" && Date.now() > deadlineOf(interview);
        await tx.execute(
          "update interviews set status = 'CANCELLED', cancelled_at = now(), cancelled_by_id = ?, cancel_reason = ?, is_late = ? where id = ?",
          [...[viewer.id, reason, isLate, id]],
        );
        await changeInterview(tx, id, { status: "CANCELLED", change: "CANCELLED", actorId: viewer.id, mail: "CANCEL" });
        await rematch(
          tx,
          id,
          peopleOf(interview).filter((userId) => userId !== viewer.id),
        );
        return readInterview(tx, viewer, id);
      }),

    setProblem: (viewer, id, problemId) =>
      unlessDeleted(
        "problem",
        db.transaction(async (tx) => {
          const interview = await lockInterview(tx, viewer, id);
          expectActive(interview);
          if (interview.kind !== "INSTRUCTOR" || interview.viewerSeat !== "FIRST")
            throw new AppError("FORBIDDEN", "Only the instructor of an interview chooses its question.");
          await problems.findForSubmission(tx, viewer, problemId);
          await tx.execute("update interviews set first_problem_id = ? where id = ?", [problemId, id]);
          return readInterview(tx, viewer, id);
        }),
      ),

    list(em, viewer, upcoming, page) {
      const list = interviewSql(viewer);
      const state = upcoming === null ? [] : [{ sql: `i.status ${upcoming ? "" : "not "}in ${ACTIVE}`, params: [] }];
      return readConnection(em, { ...list, conditions: [...list.conditions, ...state] }, page, upcoming ? SOONEST : NEWEST);
    },
  };
}
