/** The clock of a room. Peers swap roles at half time; with an instructor there is one round. Pure. */
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { InterviewKind, Seat } from "./interview.entity.js";

export interface TimedInterview {
  kind: InterviewKind;
  startsAt: Date;
  minutes: number;
  /** Null until both are in the room. */
  startedAt: Date | null;
}

export interface Round {
  number: number;
  interviewer: Seat;
  startsAt: Date;
  endsAt: Date;
}

/** As planned until the clock has started. */
export function roundsOf({ kind, startsAt, minutes, startedAt }: TimedInterview): Round[] {
  const start = (startedAt ?? startsAt).getTime();
  const end = new Date(start + minutes * MINUTE_MS);
  if (kind === "INSTRUCTOR") return [{ number: 1, interviewer: "FIRST", startsAt: new Date(start), endsAt: end }];
  const half = new Date(start + (minutes * MINUTE_MS) / 2);
  return [
    { number: 1, interviewer: "FIRST", startsAt: new Date(start), endsAt: half },
    { number: 2, interviewer: "SECOND", startsAt: half, endsAt: end },
  ];
}

/** The round that runs at a moment; null before the clock has started. The last one stays after the end. */
export function roundAt(interview: TimedInterview, now: Date): Round | null {
  if (interview.startedAt === null || now < interview.startedAt) return null;
  const rounds = roundsOf(interview);
  return rounds.find(({ endsAt }) => now < endsAt) ?? rounds.at(-1)!;
}

/** Interviewers prepare their question; the other one sees it when the round starts. */
export function seesProblem(interview: TimedInterview, round: Round, seat: Seat, now: Date): boolean {
  return round.interviewer === seat || (interview.startedAt !== null && now >= round.startsAt);
}
