import type { SignedIn } from "../../../../access/viewer.js";
import { AppError } from "../../../../kernel/errors.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import type { Jobs } from "../../../../platform/jobs/jobs.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import type { Logger } from "../../../../platform/telemetry/logger.js";
import type { RunCodeResult } from "../../../practice/submissions/run-code/run-code.job.js";
import type { SubmissionsService } from "../../../practice/submissions/submissions.service.js";
import { readInterview, type InterviewRow } from "../bookings/interview.rows.js";
import { roundAt } from "../bookings/rounds.js";
import type { Seat } from "../bookings/interview.entity.js";
import { ROOM_MAX_BYTES, SNAPSHOT_EVERY } from "../interview-limits.js";
import { compactRoom } from "./compact-room.job.js";
import { append, appendAs, appendNow, publishEvent, type NewEvent, type RoomEvent } from "./room-events.js";
import { roomPresenceTopic } from "./room.topic.js";
import { shownRun, type KeptRun } from "./kept-run.js";
import { checkUpdate, codeOf, readDocument } from "./shared-document.js";

export interface RoomService {
  /** Enters the open room. Starts its clock once both are in it. */
  join(viewer: SignedIn, id: string): Promise<InterviewRow>;
  /** `update` is base64. Returns the number of the event. */
  update(viewer: SignedIn, id: string, update: string): Promise<RoomEvent>;
  say(viewer: SignedIn, id: string, text: string): Promise<RoomEvent>;
  /** Tells the other where the cursor is; not kept. */
  point(viewer: SignedIn, id: string, cursor: string): Promise<void>;
  /** Runs the shared code of the present round. Both get the result. */
  run(viewer: SignedIn, id: string, input: { language: string; stdin: string | null }): Promise<RoomEvent & { result: KeptRun }>;
}

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  jobs: Jobs;
  log: Logger;
  submissions: Pick<SubmissionsService, "run">;
}

/** Participants get the reason. For others the room does not exist. */
async function refuse(db: Database, viewer: SignedIn, id: string): Promise<never> {
  const { status, opensAt, closesAt, participants, viewerSeat } = await readInterview(db.em.fork(), viewer, id);
  const now = new Date();
  if (status !== "CONFIRMED" || now > closesAt) throw new AppError("CONFLICT", "The room is closed.");
  if (now < opensAt) throw new AppError("CONFLICT", "The room is not open yet.");
  if (!participants.find(({ seat }) => seat === viewerSeat)!.hasJoined)
    throw new AppError("CONFLICT", "Enter the room first: `joinInterview`.");
  throw new AppError("CONFLICT", `The room is full: it keeps ${ROOM_MAX_BYTES} bytes.`);
}

export function createRoomService({ db, pubSub, jobs, log, submissions }: Dependencies): RoomService {
  const add = async (viewer: SignedIn, id: string, event: NewEvent): Promise<RoomEvent> => {
    const added = await appendNow(db, viewer.id, id, event);
    if (!added) return refuse(db, viewer, id);
    // Subscribers read the row again if Redis loses it.
    await publishEvent(pubSub, added).catch((error: unknown) => log.warn({ err: error }, "event of a room not published"));
    if (added.sequence % SNAPSHOT_EVERY === 0)
      jobs.add(compactRoom, { interviewId: id }, id).catch((error: unknown) => log.warn({ err: error }, "snapshot of a room not ordered"));
    return added;
  };

  return {
    join: async (viewer, id) => {
      const events: RoomEvent[] = [];
      const interview = await db.transaction(async (tx) => {
        await readInterview(tx, viewer, id);
        await tx.execute("select from interview_rooms where interview_id = ? for update", [id]);
        const first = await rows(
          tx,
          `update interview_participants p set joined_at = now() from interviews i, interview_rooms r
           where p.interview_id = ? and p.user_id = ? and p.joined_at is null and i.id = p.interview_id and r.interview_id = i.id
             and i.status = 'CONFIRMED' and now() between r.opens_at and r.closes_at returning 1`,
          [id, viewer.id],
        );
        if (first.length > 0) {
          const joined = await appendAs(tx, viewer.id, id, { kind: "JOINED" });
          if (joined) events.push(joined);
          await tx.execute(
            `update interview_rooms r set started_at = greatest(now(), i.starts_at),
               closes_at = greatest(r.closes_at, greatest(now(), i.starts_at) + make_interval(mins => i.minutes + 10))
             from interviews i where i.id = r.interview_id and i.id = ? and r.started_at is null
               and not exists (select from interview_participants p where p.interview_id = i.id and p.joined_at is null)`,
            [id],
          );
          const after = await readInterview(tx, viewer, id);
          const started = after.startedAt === null ? null : await append(tx, id, { kind: "STARTED" });
          if (started) events.push(started);
          tx.afterCommit(async () => {
            for (const event of events) await publishEvent(pubSub, event);
          });
          return after;
        }
        return readInterview(tx, viewer, id);
      });
      const { participants, viewerSeat, status, closesAt } = interview;
      if (!participants.find(({ seat }) => seat === viewerSeat)!.hasJoined || status !== "CONFIRMED" || closesAt < new Date())
        return refuse(db, viewer, id);
      return interview;
    },

    async update(viewer, id, update) {
      return add(viewer, id, { kind: "UPDATE", payload: checkUpdate(update, "input.update") });
    },

    say: (viewer, id, text) => add(viewer, id, { kind: "MESSAGE", text }),

    async point(viewer, id, cursor) {
      const [found] = await rows<{ seat: Seat }>(
        db.em.fork(),
        `select p.seat from interview_participants p join interviews i on i.id = p.interview_id join interview_rooms r on r.interview_id = i.id
         where p.interview_id = ? and p.user_id = ? and p.joined_at is not null and i.status = 'CONFIRMED' and now() between r.opens_at and r.closes_at`,
        [id, viewer.id],
      );
      if (!found) return refuse(db, viewer, id);
      await pubSub.publish(roomPresenceTopic, id, { interviewId: id, seat: found.seat, cursor, isHere: null });
    },

    async run(viewer, id, { language, stdin }) {
      const interview = await readInterview(db.em.fork(), viewer, id);
      const round = roundAt(interview, new Date());
      if (!round) throw new AppError("CONFLICT", "The interview has not started.");
      const problemId = round.number === 1 ? interview.firstProblemId : interview.secondProblemId;
      if (problemId === null) throw new AppError("CONFLICT", "The interview has no question to run code for.");
      const source = codeOf(await readDocument(db.em.fork(), id), round.number);
      if (source.trim() === "") throw new AppError("CONFLICT", "There is no shared code to run yet.");
      const result: RunCodeResult = await submissions.run(viewer, { problemId, language, source, ...(stdin === null ? {} : { stdin }) });
      const kept = shownRun(result, { round: round.number, language });
      return { ...(await add(viewer, id, { kind: "RUN", result: kept })), result: kept };
    },
  };
}
