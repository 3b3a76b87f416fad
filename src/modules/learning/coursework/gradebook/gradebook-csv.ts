import type { Marks } from "./class-totals.js";

export interface CsvRow {
  username: string;
  name: string;
  section: string | null;
  marks: Marks;
  /** Hundredths of percent; null without grades. */
  total: number | null;
}

/**
 * RFC 4180 with a byte order mark. Cells that a spreadsheet would run as formulas begin with an apostrophe. Numbers need no quotes: a
 * library that looks at each of 12,000 takes longer than PostgreSQL to read them.
 */
export function gradebookCsv(assignments: readonly { title: string; points: number }[], learners: readonly CsvRow[]): string {
  const header = ["username", "name", "section", ...assignments.map(({ title, points }) => `${title} (${points})`), "total (%)"];
  const lines = learners.map(({ username, name, section, marks, total }) => {
    let line = `${cellOf(username)},${cellOf(name)},${cellOf(section ?? "")}`;
    for (let place = 0; place < assignments.length; place++) line += `,${decimal(marks[place])}`;
    return `${line},${decimal(total)}\r\n`;
  });
  return `\uFEFF${header.map(cellOf).join(",")}\r\n${lines.join("")}`;
}

const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const FRACTIONS = Array.from({ length: 100 }, (_, hundredths) => `.${String(hundredths).padStart(2, "0")}`);

/** With two decimals. Grades are not negative. */
function decimal(hundredths: number | null | undefined): string {
  if (hundredths == null) return "";
  return `${Math.floor(hundredths / 100)}${FRACTIONS[hundredths % 100]}`;
}
