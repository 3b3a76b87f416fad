/**
 * Statements of olymp.sty, which Polygon writes as `problem.tex`: a header with the title and limits, then parts that begin with a command.
 * Samples come from the tests, so their part is left out.
 */

/** Section names of `problem-properties.json`. */
export type OlympSections = Partial<
  Record<"name" | "legend" | "input" | "output" | "interaction" | "scoring" | "notes" | "tutorial", string>
>;

const PARTS: Readonly<Record<string, keyof OlympSections | null>> = {
  InputFile: "input",
  OutputFile: "output",
  Interaction: "interaction",
  Scoring: "scoring",
  Note: "notes",
  Notes: "notes",
  Example: null,
  Examples: null,
};
const COMMAND = /\\(InputFile|OutputFile|Interaction|Scoring|Notes|Note|Examples|Example)(?![A-Za-z])/;
/** Title, two file names, two limits; older files have fewer. */
const ARGUMENTS_MAX = 8;

/** The sections that a `problem.tex` has; none if it is not such a file. */
export function problemSections(tex: string): OlympSections {
  const body = bodyOf(tex, "problem");
  if (!body) return {};
  const [legend = "", ...rest] = body.text.split(COMMAND);
  const sections: OlympSections = { ...(body.title && { name: body.title }), legend: legend.trim() };
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const key = PARTS[rest[at]!];
    const text = rest[at + 1]!.trim();
    if (key && text) sections[key] = text;
  }
  return sections;
}

/** The text of a `tutorial.tex`. */
export function tutorialOf(tex: string): string {
  return bodyOf(tex, "tutorial")?.text.trim() ?? "";
}

function bodyOf(tex: string, environment: "problem" | "tutorial"): { title: string; text: string } | null {
  const begin = `\\begin{${environment}}`;
  const start = tex.indexOf(begin);
  if (start < 0) return null;
  const end = tex.indexOf(`\\end{${environment}}`, start);
  const { args, rest } = takeArguments(tex.slice(start + begin.length, end < 0 ? undefined : end));
  return { title: args[0]?.trim() ?? "", text: rest };
}

/** Groups in braces at the beginning, which may nest. */
function takeArguments(text: string): { args: string[]; rest: string } {
  const args: string[] = [];
  let at = 0;
  while (args.length < ARGUMENTS_MAX) {
    const open = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (text[open] !== "{") break;
    let depth = 0;
    let close = open;
    for (; close < text.length; close++) {
      if (text[close] === "\\") close++;
      else if (text[close] === "{") depth++;
      else if (text[close] === "}" && --depth === 0) break;
    }
    if (close >= text.length) break;
    args.push(text.slice(open + 1, close));
    at = close + 1;
  }
  return { args, rest: text.slice(at) };
}
