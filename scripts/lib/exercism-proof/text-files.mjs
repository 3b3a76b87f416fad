// The files that the solutions of `grep` read: they are in the comments of the canonical data.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function textFilesOf(folder, slug) {
  if (slug !== "grep") return [];
  const { comments } = JSON.parse(readFileSync(join(folder, "problem-specifications", "exercises", slug, "canonical-data.json"), "utf8"));
  const files = [];
  for (const line of comments) {
    const name = /^\s*([\w-]+\.txt)\s*$/.exec(line)?.[1];
    const text = /^\s*\|(.*?)\s*\|\s*$/.exec(line)?.[1];
    if (name) files.push({ path: name, content: "" });
    else if (text !== undefined) files.at(-1).content += `${text}\n`;
  }
  return files;
}
