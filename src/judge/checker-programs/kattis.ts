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
    const ok = exitCode === ACCEPTED;
    const [score, multiplier] = [textOf("score.txt"), textOf("score_multiplier.txt")];
    const [points, share] = [numberIn(score, Infinity), numberIn(multiplier, 1)];
    if (points === null) return failed("`score.txt` has no number that is 0 or more.", score);
    if (share === null) return failed("`score_multiplier.txt` has no number from 0 to 1.", multiplier);
    return { ok, message, submitterMessage: textOf("teammessage.txt"), points, share: ok ? share : undefined };
  },
};

/** Undefined without a text, null if it is not a number from 0 to `most`. */
function numberIn(text: string | undefined, most: number): number | null | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  return Number.isFinite(number) && number >= 0 && number <= most ? number : null;
}
