/**
 * Fonts for scripts that DejaVu Sans lacks: Noto Sans in slices of Unicode, as the packages of Fontsource have them for browsers. pdfkit can't
 * embed a part of these (WOFF2), so glyphs are drawn as outlines.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** In this order: Chinese and Japanese, Korean, Indic scripts, Thai. */
const FAMILIES = ["sc", "kr", "devanagari", "bengali", "tamil", "telugu", "thai"].map((name) => `noto-sans-${name}`);

interface Slice {
  path: string;
  ranges: readonly (readonly [from: number, to: number])[];
}

let slices: Slice[] | undefined;

/** Path of the file that has the character, if any family has it. */
export function sliceFor(codePoint: number): string | null {
  slices ??= FAMILIES.flatMap(slicesOf);
  return slices.find(({ ranges }) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to))?.path ?? null;
}

/** `unicode.json` names the slices, such as `[12]` or `thai`, with their ranges. */
function slicesOf(family: string): Slice[] {
  const folder = dirname(require.resolve(`@fontsource-variable/${family}/package.json`));
  const ranges = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8")) as Record<string, string>;
  return Object.entries(ranges)
    .filter(([name]) => !name.startsWith("latin"))
    .map(([name, list]) => ({
      path: join(folder, "files", `${family}-${name.replace(/^\[(\d+)\]$/, "$1")}-wght-normal.woff2`),
      ranges: list.split(",").map((range) => {
        const [from, to = from] = range.replace("U+", "").split("-");
        return [Number.parseInt(from!, 16), Number.parseInt(to!, 16)] as const;
      }),
    }));
}
