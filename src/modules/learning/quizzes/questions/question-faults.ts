import { patternFault } from "./pattern.js";

/** What is checked of a question's content, of whatever kind. */
interface Parts {
  kind: string;
  choices?: readonly { id: string; weight: number }[];
  answers?: readonly { weight: number; pattern?: string; min?: number; max?: number }[];
  items?: readonly { id: string; text: string }[];
  pairs?: readonly { id: string; right: string }[];
  extraRights?: readonly string[];
  translations?: readonly { locale: string; texts: readonly { id: string }[]; rights: readonly { right: string }[] }[];
}

interface Fault {
  path: (string | number)[];
  message: string;
}

/** Each may cost a millisecond for the longest answers. */
const PATTERNS_MAX = 20;

/** Faults that are not in one field alone. */
export function* contentFaults({ choices, answers, items, pairs, extraRights = [], translations = [] }: Parts): Generator<Fault> {
  for (const [field, parts] of Object.entries({ choices, items, pairs })) if (parts) yield* repeated([field], parts);
  for (const [field, parts] of Object.entries({ choices, answers })) {
    if (parts && !parts.some(({ weight }) => weight > 0)) yield { path: [field], message: "need one with a positive weight" };
  }
  if (answers) yield* answerFaults(answers);
  if (items && new Set(items.map(({ text }) => text)).size < items.length) yield { path: ["items"], message: "must have different texts" };
  if (pairs && new Set([...pairs.map(({ right }) => right), ...extraRights]).size < 2) {
    yield { path: ["pairs"], message: "need at least two different right sides" };
  }
  const ids = new Set([choices, items, pairs].flatMap((parts) => parts?.map(({ id }) => id) ?? []));
  yield* translationFaults(translations, ids, new Set([...(pairs ?? []).map(({ right }) => right), ...extraRights]));
}

function* repeated(field: readonly (string | number)[], parts: readonly { id: string }[]): Generator<Fault> {
  const seen = new Set<string>();
  for (const [index, part] of parts.entries()) {
    if (seen.has(part.id)) yield { path: [...field, index, "id"], message: "must be unique within the question" };
    seen.add(part.id);
  }
}

function* translationFaults(
  translations: NonNullable<Parts["translations"]>,
  ids: ReadonlySet<string>,
  rights: ReadonlySet<string>,
): Generator<Fault> {
  const locales = new Set<string>();
  for (const [index, one] of translations.entries()) {
    const at = ["translations", index];
    if (locales.has(one.locale)) yield { path: [...at, "locale"], message: "must be another one in each translation" };
    locales.add(one.locale);
    yield* repeated([...at, "texts"], one.texts);
    for (const [place, { id }] of one.texts.entries())
      if (!ids.has(id)) yield { path: [...at, "texts", place, "id"], message: "must be the key of a part of the question" };
    for (const [place, { right }] of one.rights.entries())
      if (!rights.has(right)) yield { path: [...at, "rights", place, "right"], message: "must be a right side of the question" };
  }
}

function* answerFaults(answers: NonNullable<Parts["answers"]>): Generator<Fault> {
  for (const [index, { pattern, min, max }] of answers.entries()) {
    const fault = pattern === undefined ? null : patternFault(pattern);
    if (fault) yield { path: ["answers", index, "pattern"], message: fault };
    if (min !== undefined && max !== undefined && min > max)
      yield { path: ["answers", index, "max"], message: "must not be less than min" };
  }
  if (answers.filter(({ pattern }) => pattern !== undefined).length > PATTERNS_MAX) {
    yield { path: ["answers"], message: `have at most ${PATTERNS_MAX} patterns` };
  }
}
