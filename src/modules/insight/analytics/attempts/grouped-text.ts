/** Texts of different people, made equal where they say the same. */
import { createHash } from "node:crypto";
import { findLanguage } from "../../../../judge/languages/index.js";

/** Characters that are kept of a text. */
export const TEXT_MAX = 200;
/** Characters of a compiler's output that are looked at. */
export const OUTPUT_MAX = 20_000;

export interface GroupedText {
  text: string;
  /** 32 hexadecimal digits; the same for the same whole text. */
  textKey: string;
}

function grouped(text: string): GroupedText {
  const textKey = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return { text: [...text.slice(0, 2 * TEXT_MAX)].slice(0, TEXT_MAX).join("").toWellFormed(), textKey };
}

const withSingleSpaces = (text: string) => text.replace(/\s+/gu, " ").trim();

/** Of an output: white space of any length is one space. */
export function groupedAnswer(output: string): GroupedText {
  return grouped(withSingleSpaces(output));
}

/** In the quotes of the compilers. */
const QUOTED = /(["'`‘])([^"'`‘’\n]*)(["'`’])/gu;
const LINE_MAX = 500;

/**
 * Of a compiler's output: the first error, without the names and numbers of this source. Quoted punctuation says what is missing, and stays.
 * Null without any line.
 */
export function groupedError(language: string, compilerOutput: string): GroupedText | null {
  const output = compilerOutput.slice(0, OUTPUT_MAX);
  const diagnostics = findLanguage(language)?.diagnose(output) ?? [];
  const first = diagnostics.find(({ severity }) => severity === "ERROR") ?? diagnostics[0];
  const line = first?.message ?? output.split("\n").find((each) => each.trim() !== "") ?? "";
  const message = withSingleSpaces(line.slice(0, LINE_MAX));
  if (message === "") return null;
  const nameless = message.replace(QUOTED, (whole, open: string, inside: string, close: string) =>
    /\w/u.test(inside) ? `${open}…${close}` : whole,
  );
  return grouped(nameless.replace(/\d+/gu, "N"));
}
