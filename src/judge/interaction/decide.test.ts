import { describe, expect, it } from "@jest/globals";
import type { CheckResult } from "../checkers/checker.js";
import type { Side } from "../sandbox/sandbox.js";
import type { Ruling } from "../verdict.js";
import { decide, type Decision, type InteractorEnd } from "./decide.js";

const crashed: Ruling = { verdict: "RUNTIME_ERROR", detail: "SIGSEGV" };
const late: Ruling = { verdict: "TIME_LIMIT_EXCEEDED", detail: "CPU" };
const waited: Ruling = { verdict: "TIME_LIMIT_EXCEEDED", detail: "WALL" };
const large: Ruling = { verdict: "MEMORY_LIMIT_EXCEEDED", detail: null };
const broken: Ruling = { verdict: "SYSTEM_ERROR", detail: "no exit status" };

const ends = {
  accepted: { kind: "DECIDED", result: { ok: true, points: 1 } },
  rejected: { kind: "DECIDED", result: { ok: false, message: "wrong" } },
  failed: { kind: "FAILED", failure: "It crashed." },
  cut: { kind: "CUT_OFF" },
} as const satisfies Record<string, InteractorEnd>;

const by = (ruling: Ruling): Decision => ({ ruling, check: null });
const checked = (check: CheckResult): Decision => ({ ruling: null, check });
const ACCEPTED = checked(ends.accepted.result);
const REJECTED = checked(ends.rejected.result);
const FAILED = checked({ ok: false, failure: "It crashed." });
const EARLY = checked({ ok: false, message: expect.stringContaining("ended") as unknown as string });

const decided = (endedFirst: Side, submission: Ruling | null, interactor: keyof typeof ends, unread = [0, 0]): Decision =>
  decide({ endedFirst, submission, interactor: ends[interactor], unreadBytes: { submission: unread[0]!, interactor: unread[1]! } });

describe("decide", () => {
  it.each<[first: Side, submission: Ruling | null, interactor: keyof typeof ends, decision: Decision]>([
    ["SUBMISSION", null, "accepted", ACCEPTED],
    ["SUBMISSION", null, "rejected", REJECTED],
    ["SUBMISSION", null, "failed", FAILED],
    ["SUBMISSION", null, "cut", EARLY],
    ...[crashed, late, large].flatMap((ruling) =>
      (["accepted", "rejected", "failed", "cut"] as const).map((end): [Side, Ruling, typeof end, Decision] => [
        "SUBMISSION",
        ruling,
        end,
        by(ruling),
      ]),
    ),
    ["INTERACTOR", null, "accepted", ACCEPTED],
    ["INTERACTOR", null, "rejected", REJECTED],
    ["INTERACTOR", null, "failed", FAILED],
    ["INTERACTOR", null, "cut", EARLY],
    ...[crashed, late, large, waited].flatMap((ruling): [Side, Ruling, keyof typeof ends, Decision][] => [
      ["INTERACTOR", ruling, "accepted", by(ruling)],
      ["INTERACTOR", ruling, "rejected", REJECTED],
      ["INTERACTOR", ruling, "failed", FAILED],
      ["INTERACTOR", ruling, "cut", EARLY],
    ]),
    ["SUBMISSION", broken, "accepted", by(broken)],
    ["INTERACTOR", broken, "rejected", by(broken)],
  ])("%s first, %j and %s", (first, submission, interactor, decision) => {
    expect(decided(first, submission, interactor)).toEqual(decision);
  });

  it.each<[what: string, unread: [submission: number, interactor: number], decision: Decision]>([
    ["both waited for the other", [0, 0], by({ ...waited, detail: "IDLE" })],
    ["the submission did not read", [5, 0], by(waited)],
    ["neither did read", [5, 5], by(waited)],
    ["the interactor did not read", [0, 5], checked({ ok: false, failure: expect.stringContaining("neither read") as unknown as string })],
  ])("at the wall limit, %s", (_what, unread, decision) => {
    expect(decided("SUBMISSION", waited, "cut", unread)).toEqual(decision);
  });
});
