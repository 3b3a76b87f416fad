import type { CheckResult } from "../checkers/checker.js";
import type { Interplay } from "../sandbox/sandbox.js";
import { type Ruling, Verdict } from "../verdict.js";

export type InteractorEnd =
  /** It accepted or rejected. */
  | { kind: "DECIDED"; result: CheckResult }
  /** By itself, for this reason. */
  | { kind: "FAILED"; failure: string }
  /** It read from a submission that has ended, or wrote much to it, and was not prepared for it. */
  | { kind: "CUT_OFF" };

export interface InterplayEnd extends Pick<Interplay, "endedFirst" | "unreadBytes"> {
  /** As `classify` has it: null if the submission ended normally. */
  submission: Ruling | null;
  interactor: InteractorEnd;
}

/** Exactly one is set. */
export interface Decision {
  ruling: Ruling | null;
  /** Decides if there is no ruling. */
  check: CheckResult | null;
}

const ENDED_EARLY: CheckResult = {
  ok: false,
  message: "The submission ended before the interaction was over.",
};
const UNRESPONSIVE = "The interactor neither read what the submission had sent nor used CPU time.";

/**
 * Whose end decides. What the first one did counts, as the other may have ended because of it: a submission that crashes after the
 * interactor has rejected it is wrong, and an interactor that fails after the submission has crashed is not to blame.
 *
 * | first      | submission        | interactor | verdict                                 |
 * | ---------- | ----------------- | ---------- | --------------------------------------- |
 * | submission | crashed, limit    | any        | the submission's                        |
 * | submission | WALL, both waited | any        | TIME_LIMIT_EXCEEDED, IDLE               |
 * | submission | WALL              | not reading | SYSTEM_ERROR                           |
 * | submission | normal            | decided    | the interactor's                        |
 * | either     | normal            | cut off    | WRONG_ANSWER                            |
 * | either     | normal            | failed     | SYSTEM_ERROR                            |
 * | interactor | any               | failed     | SYSTEM_ERROR                            |
 * | interactor | any               | rejected   | WRONG_ANSWER                            |
 * | interactor | any               | cut off    | WRONG_ANSWER                            |
 * | interactor | crashed, limit    | accepted   | the submission's                        |
 * | interactor | normal            | accepted   | ACCEPTED                                |
 */
export function decide({ submission, interactor, endedFirst, unreadBytes }: InterplayEnd): Decision {
  // The sandbox failed: no verdict.
  if (submission?.verdict === Verdict.SYSTEM_ERROR) return { ruling: submission, check: null };
  if (submission && endedFirst === "SUBMISSION") return stoppedWaiting(submission, unreadBytes);
  switch (interactor.kind) {
    case "FAILED":
      return checked({ ok: false, failure: interactor.failure });
    case "CUT_OFF":
      return checked(ENDED_EARLY);
    case "DECIDED":
      return submission && isAccepted(interactor.result) ? { ruling: submission, check: null } : checked(interactor.result);
  }
}

/** A submission at its wall limit did nothing; what is unread tells why. */
function stoppedWaiting(submission: Ruling, unread: InterplayEnd["unreadBytes"]): Decision {
  if (submission.detail !== "WALL" || unread.submission > 0) return { ruling: submission, check: null };
  if (unread.interactor > 0) return checked({ ok: false, failure: UNRESPONSIVE });
  return { ruling: { ...submission, detail: "IDLE" }, check: null };
}

const isAccepted = ({ ok, failure }: CheckResult): boolean => ok && failure === undefined;

function checked(check: CheckResult): Decision {
  return { ruling: null, check };
}
