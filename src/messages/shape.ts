// The shape of a language: that of English, with any text in place of its own.
import type { en, Sentence } from "./en.js";

/** Literal texts of English become any text; the shape stays. */
type Widened<T> = T extends string
  ? string
  : T extends Sentence
    ? Sentence
    : T extends (...args: infer A) => string
      ? (...args: A) => string
      : { readonly [K in keyof T]: Widened<T[K]> };

export type Messages = Widened<typeof en>;
