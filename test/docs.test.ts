/** What the documentation points at: links, headings and paths of the checkout. */
import { describe, expect, it } from "@jest/globals";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { AREAS } from "../src/app/areas.js";

const ROOT = join(import.meta.dirname, "..");
const README_MAX_BYTES = 8192;

const pages = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const read = (page: string) => readFileSync(join(ROOT, page), "utf8");

/** Code blocks are examples: they have neither links nor headings. */
const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, "");
const withoutCode = (text: string) => withoutBlocks(text).replace(/`[^`\n]*`/g, "");

/** As GitHub makes them: lower case, no punctuation, dashes for spaces; a repeated one gets a number. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of withoutBlocks(read(page)).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    let unique = anchor;
    for (let n = 1; anchors.has(unique); n++) unique = `${anchor}-${n}`;
    anchors.add(unique);
  }
  return anchors;
}

interface Link {
  target: string;
  anchor: string | undefined;
}

function linksOf(page: string): Link[] {
  return [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, url]) => url!)
    .filter((url) => !/^[a-z]+:/.test(url))
    .map((url) => {
      const [path = "", anchor] = url.split("#");
      return { target: path === "" ? page : relative(ROOT, resolve(ROOT, dirname(page), path)), anchor };
    });
}

/** Whole paths only: what has a placeholder, a pattern or words beside it is an example. */
const pathsOf = (page: string) => [...withoutBlocks(read(page)).matchAll(/`((?:src|scripts|test)\/[\w./@-]*)`/g)].map(([, path]) => path!);

describe.each(pages)("%s", (page) => {
  it("links to files and headings that exist", () => {
    const broken = linksOf(page).filter(
      ({ target, anchor }) => !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).has(anchor)),
    );
    expect(broken).toEqual([]);
  });

  it("names sources that exist", () => {
    expect(pathsOf(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe("README.md", () => {
  it("is short", () => {
    expect(Buffer.byteLength(read("README.md"))).toBeLessThanOrEqual(README_MAX_BYTES);
  });

  it("leads to every page of docs/", () => {
    const linked = linksOf("README.md").map(({ target }) => target);
    const missing = pages.filter((page) => dirname(page) === "docs" && !linked.includes(page));
    expect(missing).toEqual([]);
  });
});

describe("decisions", () => {
  it("have consecutive numbers and stand in the list", () => {
    const files = pages.filter((page) => dirname(page) === "docs/decisions" && !page.endsWith("README.md")).sort();
    expect(files.map((file) => Number(file.slice("docs/decisions/".length, "docs/decisions/0000".length)))).toEqual(
      files.map((_, i) => i + 1),
    );
    const listed = linksOf("docs/decisions/README.md").map(({ target }) => target);
    expect(files.filter((file) => !listed.includes(file))).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  it("shows each area with its modules in order", () => {
    const rows = read("docs/architecture.md")
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim()));
    const shown = Object.keys(AREAS).map((area) => [area, rows.find(([, cell]) => cell === `\`${area}\``)?.[2]]);
    expect(shown).toEqual(Object.entries(AREAS).map(([area, modules]) => [area, modules.map(({ name }) => name).join(", ")]));
  });
});
