import * as z from "zod";
import { KIB } from "../../kernel/units.js";

/** How a checker program is called, and how it answers. */
export const CHECKER_KINDS = ["TESTLIB", "KATTIS"] as const;
export type CheckerKind = (typeof CHECKER_KINDS)[number];

/** Id by which problems name their own program, where others name a built-in checker. */
export const CUSTOM = "custom";

/** Room for testlib.h, which has 200 KB. */
export const PROGRAM_BYTES_MAX = 512 * KIB;
export const FILES_MAX = 20;
export const ARGUMENTS_MAX = 20;
export const ARGUMENT_CHARS_MAX = 200;
/** A name, or a path of at most five parts. No hidden files, nothing above the folder of the source. */
export const FILE_NAME = /^(?:[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}\/){0,4}[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}$/;
export const FILE_NAME_MAX = 128;

/** A problem's own checker. The API has checked it against the limits above. */
export const checkerProgram = z.object({
  kind: z.enum(CHECKER_KINDS),
  language: z.string(),
  source: z.string(),
  /** Headers and modules, next to the source. */
  files: z.array(z.object({ name: z.string(), content: z.string() })),
  /** After the ones that the kind has; only for KATTIS. */
  arguments: z.array(z.string()),
});

/** Are these within the limits of arguments of a program? */
export function areArguments(words: readonly string[]): boolean {
  return words.length <= ARGUMENTS_MAX && words.every((word) => word.length <= ARGUMENT_CHARS_MAX && !word.includes("\0"));
}

export type CheckerProgram = z.infer<typeof checkerProgram>;
