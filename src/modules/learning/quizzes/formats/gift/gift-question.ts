/** One question of GIFT as it is written; ../gift/import-gift.ts gives it a meaning here. */
import type { GiftText } from "./gift-text.js";

export interface GiftChoice {
  /** After `=`, not `~`. */
  correct: boolean;
  /** Per cent, from -100 to 100. */
  weight: number | null;
  text: GiftText;
  feedback: GiftText | null;
}

export type GiftNumber =
  { type: "simple"; number: number } | { type: "range"; number: number; range: number } | { type: "high-low"; low: number; high: number };

export interface GiftNumericAnswer {
  correct: boolean;
  weight: number | null;
  /** Null: any number. */
  number: GiftNumber | null;
  feedback: GiftText | null;
}

export interface GiftPair {
  left: GiftText;
  /** Plain text. */
  right: string;
}

export type GiftAnswers =
  | { type: "Description" }
  | { type: "Essay" }
  /** Feedback is for learners who are wrong or right, in this order in the file. */
  | { type: "TF"; isTrue: boolean; wrongFeedback: GiftText | null; rightFeedback: GiftText | null }
  | { type: "MC"; choices: readonly GiftChoice[] }
  | { type: "Short"; choices: readonly GiftChoice[] }
  | { type: "Numerical"; answers: readonly GiftNumericAnswer[]; listed: boolean }
  | { type: "Matching"; pairs: readonly GiftPair[] }
  | { type: "Ordering"; items: readonly GiftText[] };

export interface GiftQuestion {
  title: string | null;
  /** Before the answers. */
  stem: GiftText;
  /** After the answers: they stand in the middle of a sentence. */
  stemAfter: GiftText | null;
  generalFeedback: GiftText | null;
  answers: GiftAnswers;
}
