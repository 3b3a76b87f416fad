/**
 * Output validators of the Kattis and ICPC package formats: called with input, answer and a folder for feedback; the output is their
 * standard input.
 */
import { type CheckerProtocol, failed, GIVEN_PATHS, messageOf } from "./protocol.js";

const ACCEPTED = 42;
const REJECTED = 43;
const FEEDBACK = "/out/";

export const kattis: CheckerProtocol = {
  hasFeedback: true,

  callOf: ({ input, expected, actual }, words) => ({
    argv: [GIVEN_PATHS[0], GIVEN_PATHS[1], FEEDBACK, ...words],
    given: [input, expected],
    stdin: actual,
  }),

  read({ exitCode, stderr, feedback }, program = "The checker") {
    const textOf = (name: string) => messageOf(feedback.find(({ path }) => path === name)?.content);
    const message = textOf("judgemessage.txt");
    if (exitCode !== ACCEPTED && exitCode !== REJECTED) {
      return failed(`${program} ended with exit code ${exitCode}, not ${ACCEPTED} or ${REJECTED}.`, message ?? messageOf(stderr));
    }
    const score = textOf("score.txt");
    const points = score === undefined ? undefined : Number(score);
    if (points !== undefined && !(Number.isFinite(points) && points >= 0))
      return failed("`score.txt` has no number that is 0 or more.", score);
    return { ok: exitCode === ACCEPTED, message, submitterMessage: textOf("teammessage.txt"), points };
  },
};
