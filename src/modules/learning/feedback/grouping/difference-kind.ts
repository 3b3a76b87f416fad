/** In which way a wrong output is wrong, from what the checker stored around the first difference. Pure. */
import type { Difference } from "../../../../judge/failed-test.js";

export const DIFFERENCE_KINDS = ["MISSING", "EXTRA", "FORMAT", "OFF_BY_ONE", "VALUE"] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

const WHOLE = /^[+-]?\d{1,30}$/;

export function differenceKind({ expected, actual }: Pick<Difference, "expected" | "actual">): DifferenceKind {
  if (expected === null) return actual === null ? "VALUE" : "EXTRA";
  if (actual === null) return "MISSING";
  let at = 0;
  while (at < expected.length && at < actual.length && expected[at] === actual[at]) at++;
  const [wanted, given] = [plain(expected.slice(at)), plain(actual.slice(at))];
  if (wanted !== "" && given === "") return "MISSING";
  if (wanted === "" && given !== "") return "EXTRA";
  if (wanted === given) return "FORMAT";
  const [a, b] = [wordAt(expected, at), wordAt(actual, at)];
  if (a.toLowerCase() === b.toLowerCase()) return "FORMAT";
  if (!WHOLE.test(a) || !WHOLE.test(b)) return "VALUE";
  const distance = BigInt(a) - BigInt(b);
  return distance === 1n || distance === -1n ? "OFF_BY_ONE" : "VALUE";
}

/** Without space and case; `…` marks where an excerpt was cut. */
const plain = (text: string) => text.replace(/[\s…]+/g, "").toLowerCase();

/** The word that the position is in, or after. */
function wordAt(text: string, at: number): string {
  const before = /\S*$/.exec(text.slice(0, at))![0];
  return (before + /^\S*/.exec(text.slice(at))![0]).replaceAll("…", "");
}
