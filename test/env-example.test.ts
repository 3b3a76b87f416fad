import { readFileSync } from "node:fs";
import type { Variable } from "../src/config/variable.js";
import { VARIABLES } from "../src/config/variables.js";

interface Entry {
  name: string;
  default: string;
  meaning: string;
}

/** Entries of .env.example: comment lines with the meaning, then the setting, commented out. "##" opens a section. */
function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let meaning: string[] = [];
  for (const line of text.split("\n")) {
    const setting = /^#([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    if (setting) entries.push({ name: setting[1]!, default: setting[2]!, meaning: meaning.join(" ") });
    if (line.startsWith("# ")) meaning.push(line.slice(2));
    else meaning = [];
  }
  return entries;
}

const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
const documented = entriesOf(text);
const known = Object.entries<Variable>(VARIABLES);

describe(".env.example", () => {
  it.each(known)("tells meaning and default of %s", (name, variable) => {
    expect(documented.find((entry) => entry.name === name)).toEqual({
      name,
      default: variable.default ?? "",
      meaning: variable.meaning,
    });
  });

  it("names no variable that nothing reads, and none twice", () => {
    expect(documented.map(({ name }) => name).sort()).toEqual(known.map(([name]) => name).sort());
  });

  it("names the secrets that may stand in files", () => {
    const header = text.slice(0, text.indexOf("## API"));
    expect(known.filter(([name, variable]) => variable.secret && !header.includes(name))).toEqual([]);
  });
});
