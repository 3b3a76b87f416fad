import { EXPLANATION_CHARS_MAX } from "../../../../judge/packages/problem-package.js";
import { KIB, MIB } from "../../../../kernel/units.js";

/** All inputs and expected outputs of a set. */
export const SET_LIMIT_BYTES = 256 * MIB;
/** One input or one expected output: the judge holds it in memory. */
export const DATA_LIMIT_BYTES = 64 * MIB;
/** Input and expected output of a sample; every reader of the problem downloads them. */
export const SAMPLE_LIMIT_BYTES = 16 * KIB;
export const EXPLANATION_LIMIT = EXPLANATION_CHARS_MAX;
/** Arguments of the checker for all tests of a set, as JSON. They are in its index, which has at most INDEX_BYTES_MAX. */
export const ARGUMENTS_LIMIT_BYTES = MIB;
/** All inline data of one GraphQL request. */
export const INLINE_LIMIT_BYTES = 4 * MIB;

export const limitsInWords = {
  set: "256 MiB",
  data: "64 MiB",
  sample: "16 KiB",
  arguments: "1 MiB",
  inline: "4 MiB",
};
