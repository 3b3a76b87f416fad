/**
 * What each language adds to a function problem: the code that a learner starts with, and a driver that reads the arguments, calls the
 * function and writes the result.
 *
 * A driver reads from standard input a line with a token and then each argument as a line of compact JSON. It writes to standard output, at
 * any place among what the program itself prints: the token, one of MARKS, and up to the end of the line what belongs to it.
 */
import type { TypedSignature } from "../signature.js";
import type { ValueType } from "../value-type.js";

export const MARKS = {
  /** The result as compact JSON, or FAILS of a function that failed. */
  value: "=",
  /** In words: the function returned something that is no value of its type. */
  mismatch: "?",
} as const;

export interface DriverLanguage {
  /** The file that starts, next to the learner's main file. */
  entry: string;
  /** The driver. `unique` is part of names that the learner's code must not have by accident. */
  driver(signature: TypedSignature, unique: string): string;
  /** Initial text of the learner's editor. */
  starter(signature: TypedSignature): string;
  /** The function's name in this language. */
  functionName(name: string): string;
  /** A type as it is written in this language; shown in statements and starters. */
  typeName(type: ValueType): string;
  /** Put behind the last line of the learner's main file. */
  tail?(signature: TypedSignature, source: string): string;
}

/** Those of the definitions of ListNode and TreeNode that the signature uses, for its starter. */
export function usedNodes({ parameters, result }: TypedSignature, { list, tree }: { list: string; tree: string }): string {
  const kinds = new Set<string>();
  const visit = (type: ValueType): void => {
    kinds.add(type.kind);
    if ("of" in type) visit(type.of);
  };
  [...parameters.map(({ type }) => type), result].forEach(visit);
  return `${kinds.has("linked_list") ? list : ""}${kinds.has("tree") ? tree : ""}`;
}

/** As comment lines of C++, Java and Go. */
export const commented = (text: string): string => `${text.replace(/^(?=.)/gm, "// ")}\n`;
