// The shape of every language: that of English, with any texts.
import type { en, Sentence } from "./en.js";

/** Widens the literal texts of English to any text. */
type Widened<T> = T extends string
  ? string
  : T extends Sentence
    ? Sentence
    : T extends (...args: infer A) => string
      ? (...args: A) => string
      : { readonly [K in keyof T]: Widened<T[K]> };

export type Messages = Widened<typeof en>;
