import { describe, expect, it } from "@jest/globals";
import { roundAt, roundsOf, seesProblem, type TimedInterview } from "./rounds.js";

const time = (text: string) => new Date(`2027-03-01T${text}Z`);
const peer: TimedInterview = { kind: "PEER", startsAt: time("10:00"), minutes: 45, startedAt: time("10:02") };

describe("rounds", () => {
  it("swap roles at half time, counted from when both are here", () => {
    expect(roundsOf(peer).map(({ interviewer, endsAt }) => [interviewer, endsAt])).toEqual([
      ["FIRST", time("10:24:30")],
      ["SECOND", time("10:47")],
    ]);
    const interviewerAt = (text: string) => roundAt(peer, time(text))?.interviewer ?? null;
    expect(["10:01", "10:02", "10:24:29", "10:24:30", "12:00"].map(interviewerAt)).toEqual([null, "FIRST", "FIRST", "SECOND", "SECOND"]);
  });

  it("show a question to its interviewer at once, and to the other when the round starts", () => {
    const [first, second] = roundsOf(peer);
    expect(seesProblem(peer, second!, "SECOND", time("09:00"))).toBe(true);
    expect(seesProblem(peer, second!, "FIRST", time("10:10"))).toBe(false);
    expect(seesProblem(peer, second!, "FIRST", time("10:24:30"))).toBe(true);
    expect(seesProblem({ ...peer, startedAt: null }, first!, "SECOND", time("10:10"))).toBe(false);
  });

  it("are one with an instructor", () => {
    expect(roundsOf({ ...peer, kind: "INSTRUCTOR" })).toEqual([
      { number: 1, interviewer: "FIRST", startsAt: time("10:02"), endsAt: time("10:47") },
    ]);
  });
});
