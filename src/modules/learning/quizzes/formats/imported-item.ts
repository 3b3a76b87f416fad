/** What an import found, item by item. Nothing is stored here. */
import { questionContent, type QuestionContent, type QuestionInput, type QuestionKind } from "../questions/question.js";

export const IMPORT_LIMITS = {
  /** Characters of a whole file. Pictures within it are most of it. */
  file: 8 * 1024 * 1024,
  /** Questions of a file. */
  items: 2_000,
  lines: 200_000,
  /** Characters of one question, without pictures. */
  item: 250_000,
  /** Messages of one question, and characters of each. */
  messages: 20,
  message: 300,
} as const;

/** PARTLY: imported, and the messages say what was left out or changed. */
export type ItemOutcome = "IMPORTED" | "PARTLY" | "REFUSED";

export interface ImportedItem {
  /** Of the question in the file, from 1. */
  position: number;
  /** Where it begins, from 1. */
  line: number;
  /** The kind in the words of the format, such as `cloze`. */
  foreignKind: string;
  /** Null if no kind here corresponds. */
  kind: QuestionKind | null;
  /** May be empty. */
  title: string;
  outcome: ItemOutcome;
  messages: readonly string[];
  /** Null if refused. */
  content: QuestionContent | null;
}

export interface ImportedFile {
  items: readonly ImportedItem[];
  /** Why the file as a whole could not be read; then there are no items. */
  faults: readonly string[];
}

/** What was not understood in one item: bounded, and each message once. */
export interface Notes {
  add(message: string): void;
  list(): readonly string[];
}

export function createNotes(): Notes {
  const messages = new Set<string>();
  return {
    add: (message) => {
      if (messages.size < IMPORT_LIMITS.messages) messages.add(shortened(message, IMPORT_LIMITS.message));
    },
    list: () => [...messages],
  };
}

/** Ends the reading of one item. The message is for its author. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** Well-formed, at most so many UTF-16 units. */
export function shortened(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, "")}…`;
}

export type Place = Pick<ImportedItem, "position" | "line" | "foreignKind" | "title">;

/** Runs `read` for one item: its Refusal, or a content that is invalid here, becomes a refused item with the reasons. */
export function itemOf(place: Place, read: (notes: Notes) => QuestionInput): ImportedItem {
  const notes = createNotes();
  const title = shortened(place.title.toWellFormed().replace(/\s+/g, " ").trim(), 200);
  let kind: QuestionKind | null = null;
  const refused = (reasons: readonly string[]): ImportedItem => {
    const messages = [...reasons.map((reason) => shortened(reason, IMPORT_LIMITS.message)), ...notes.list()];
    return { ...place, title, kind, outcome: "REFUSED", messages: messages.slice(0, IMPORT_LIMITS.messages), content: null };
  };
  try {
    const input = read(notes);
    kind = input.kind;
    const parsed = questionContent.safeParse(input);
    if (!parsed.success) {
      return refused(parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".") || "The question"}: ${message}`));
    }
    const messages = notes.list();
    return { ...place, title, kind, outcome: messages.length > 0 ? "PARTLY" : "IMPORTED", messages, content: parsed.data };
  } catch (error) {
    if (error instanceof Refusal) return refused([error.message]);
    throw error;
  }
}
