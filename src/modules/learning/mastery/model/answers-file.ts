/** Reads files of answers, line by line: CSV with a header, or the three-line form of public knowledge-tracing data sets. */

export interface Answer {
  learner: string;
  topic: string;
  isCorrect: boolean;
}

/** Names of the columns; the first one that the header has is used. */
export interface Columns {
  learner: readonly string[];
  topic: readonly string[];
  correct: readonly string[];
}

export const DEFAULT_COLUMNS: Columns = {
  learner: ["learner", "learner_id", "user_id", "student_id", "Anon Student Id"],
  topic: ["skill", "skill_id", "skill_name", "topic", "KC(Default)"],
  correct: ["correct", "is_correct", "Correct First Attempt"],
};

/** The file can't be read as answers. The message is for the person who runs the command. */
export class AnswersFileError extends Error {}

export type ReadAnswer = { answer: Answer } | { fault: { line: number; reason: string } };

/** Longest line: a learner of the three-line form with some 100,000 answers. */
const MOST_CHARS = 1_000_000;

/** Answers in the order of the file; a row that is not an answer is a fault and does not end the reading. */
export async function* readAnswers(lines: AsyncIterable<string>, columns: Columns = DEFAULT_COLUMNS): AsyncGenerator<ReadAnswer> {
  let number = 0;
  let read: ((line: string, number: number) => ReadAnswer[]) | undefined;
  for await (const text of lines) {
    number++;
    const line = (number === 1 ? text.replace(/^\uFEFF/, "") : text).replace(/\r$/, "");
    if (line.length > MOST_CHARS) yield { fault: { line: number, reason: "too long" } };
    else if (!read && /^\s*\d+\s*,?\s*$/.test(line)) yield* (read = threeLines())(line, number);
    else if (read) yield* read(line, number);
    else if (line.trim() !== "") read = csvRows(line, columns);
  }
  if (!read) throw new AnswersFileError("The file is empty.");
}

function csvRows(header: string, columns: Columns): (line: string, number: number) => ReadAnswer[] {
  const names = splitCsv(header)?.map((name) => name.trim()) ?? [];
  const placeOf = (wanted: readonly string[]) => {
    const found = wanted.find((name) => names.includes(name));
    if (found === undefined)
      throw new AnswersFileError(`The header has none of the columns ${wanted.join(", ")}. It has: ${names.join(", ")}.`);
    return names.indexOf(found);
  };
  const [learnerAt, topicAt, correctAt] = [placeOf(columns.learner), placeOf(columns.topic), placeOf(columns.correct)];
  return (line, number) => {
    if (line.trim() === "") return [];
    const fault = (reason: string): ReadAnswer[] => [{ fault: { line: number, reason } }];
    const values = splitCsv(line);
    if (!values) return fault("a quote is not closed");
    const [learner, topic, correct] = [learnerAt, topicAt, correctAt].map((at) => values[at]?.trim() ?? "");
    if (!learner || !topic) return fault("no learner or no skill");
    const isCorrect = parseCorrect(correct!);
    return isCorrect === null ? fault("`correct` is neither 0 nor 1") : [{ answer: { learner, topic, isCorrect } }];
  };
}

function parseCorrect(text: string): boolean | null {
  if (/^(1(\.0+)?|true)$/i.test(text)) return true;
  return /^(0(\.0+)?|false)$/i.test(text) ? false : null;
}

/** Fields of one line (RFC 4180, without line breaks in fields). Null if a quote is not closed. */
function splitCsv(line: string): string[] | null {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at]!;
    if (quoted && char === '"' && line[at + 1] === '"') field += line[at++];
    else if (char === '"' && (quoted || field === "")) quoted = !quoted;
    else if (char === "," && !quoted) {
      fields.push(field);
      field = "";
    } else field += char;
  }
  return quoted ? null : [...fields, field];
}

/** Each learner is three lines: the number of answers, the skills, and 1 or 0 for each. Learners have no names. */
function threeLines(): (line: string, number: number) => ReadAnswer[] {
  const block: string[][] = [];
  let learner = 0;
  return (line, number) => {
    if (block.length === 0 && line.trim() === "") return [];
    block.push(
      line
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== ""),
    );
    if (block.length < 3) return [];
    const [[count], topics, marks] = block.splice(0) as [string[], string[], string[]];
    learner++;
    if (Number(count) !== topics.length || topics.length !== marks.length) {
      return [{ fault: { line: number, reason: "the three lines of a learner do not match" } }];
    }
    return topics.map((topic, index) => {
      const isCorrect = parseCorrect(marks[index]!);
      if (isCorrect === null) return { fault: { line: number, reason: "an answer is neither 0 nor 1" } };
      return { answer: { learner: String(learner), topic, isCorrect } };
    });
  };
}
