/** Checkers written with testlib: called with input, output and answer; they answer by their exit code, and say more on standard error. */
import { type CheckerProtocol, failed, GIVEN_PATHS, messageOf } from "./protocol.js";

const OK = 0;
const FAIL = 3;
const POINTS = 7;
/** Wrong answer, presentation error, dirt (more output than allowed), unexpected end of file. */
const REJECTED: ReadonlySet<number> = new Set([1, 2, 4, 8]);

/** `_pc(n)`, n percent, exits with n, or 50 + n if it was compiled for TestSys: only the text tells it from the other codes. */
const PARTIAL = /^partially correct \((\d+)\)/;
const TESTSYS_BASE = 50;
const POINTS_TEXT = /^points (\d+(?:\.\d+)?)(?:\s|$)/;

export const testlib: CheckerProtocol = {
  hasFeedback: false,

  callOf: ({ input, expected, actual }) => ({ argv: GIVEN_PATHS, given: [input, actual, expected], stdin: Buffer.alloc(0) }),

  read({ exitCode, stderr }, program = "The checker") {
    const message = messageOf(stderr);
    const partial = PARTIAL.exec(message ?? "")?.[1];
    if (partial !== undefined && [Number(partial), TESTSYS_BASE + Number(partial)].includes(exitCode)) {
      return { ok: false, points: Number(partial), share: Math.min(1, Number(partial) / 100), message };
    }
    if (exitCode === OK) return { ok: true, message };
    if (REJECTED.has(exitCode)) return { ok: false, message };
    if (exitCode === POINTS) return withPoints(message);
    return failed(
      exitCode === FAIL ? `${program} reported a failure.` : `${program} ended with the unknown exit code ${exitCode}.`,
      message,
    );
  },
};

/** `quitpi` gives no number, but text for another program. */
function withPoints(message: string | undefined) {
  const text = POINTS_TEXT.exec(message ?? "")?.[1];
  if (text === undefined) return { ok: true, message };
  const points = Number(text);
  if (!Number.isFinite(points)) return failed("The checker gave more points than there are numbers.", message);
  return { ok: points > 0, points, message };
}
