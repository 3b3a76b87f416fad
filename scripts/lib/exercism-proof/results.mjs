// Outcomes in a file, one on each line, by a hash of all that they depend on. So an interrupted run continues, and a change runs again only
// what it is about.
import { appendFileSync, existsSync, readFileSync } from "node:fs";

export function resultsIn(path) {
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  const known = new Map(lines.map((line) => JSON.parse(line)).map(({ key, outcome }) => [key, outcome]));
  return {
    get: (key) => known.get(key),
    add(key, outcome) {
      known.set(key, outcome);
      appendFileSync(path, `${JSON.stringify({ key, outcome })}\n`);
    },
  };
}
