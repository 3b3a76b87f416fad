import { isDeepStrictEqual } from "node:util";
import { badInput } from "../../../../kernel/errors.js";
import type { QuestionKind } from "../questions/question.js";
import type { Answer } from "./answer.js";
import { storedAnswer, type GivenAnswer } from "./given-answer.js";
import type { Shown } from "./shown-question.js";

export interface SavedAnswer extends GivenAnswer {
  position: number;
  /** Version of the answer that the client has seen; 0 if it has seen none. */
  expectedVersion: number;
}

export interface CurrentAnswer {
  position: number;
  answer: Answer | null;
  answerVersion: number;
  shown: Shown;
  kind: QuestionKind;
}

export interface MergedAnswers {
  changed: { position: number; answer: Answer | null }[];
  /** Positions of answers that another tab or device has changed since: they stay as they are. */
  outdated: number[];
}

/** What a save changes: an answer replaces the stored one only if the client has seen that one. BAD_USER_INPUT, with `missing` for unknown positions. */
export function mergeAnswers(current: readonly CurrentAnswer[], answers: readonly SavedAnswer[], missing: string): MergedAnswers {
  const byPosition = new Map(current.map((one) => [one.position, one]));
  const merged: MergedAnswers = { changed: [], outdated: [] };
  for (const [index, { position, expectedVersion, ...given }] of answers.entries()) {
    const path = `input.answers.${index}`;
    const stored = byPosition.get(position);
    if (!stored) throw badInput(`${path}.position`, missing, "UNKNOWN_VALUE");
    const answer = storedAnswer(stored.kind, stored.shown, given, path);
    if (isDeepStrictEqual(answer, stored.answer)) continue;
    if (stored.answerVersion !== expectedVersion) merged.outdated.push(position);
    else merged.changed.push({ position, answer });
  }
  return merged;
}
