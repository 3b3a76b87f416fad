import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const PLACE = /(file:\/\/[^\s()]+):(\d+):(\d+)/;

const maps = new Map<string, SourceMap | null>();

/**
 * The "at" lines of a stack, mapped to the sources: programs run from a bundle with source maps next to it. A map is read on the first
 * error that needs it. Lines without a map stay unchanged.
 */
export function originalPlaces(stack: string): string {
  return stack
    .split("\n")
    .filter((line) => line.startsWith("    at "))
    .map((line) =>
      line.replace(PLACE, (place, file: string, lineNumber: string, column: string) => original(file, +lineNumber, +column) ?? place),
    )
    .join("\n");
}

function original(url: string, line: number, column: number): string | undefined {
  const origin = mapOf(url)?.findOrigin(line, column);
  if (!origin || !("fileName" in origin)) return undefined;
  const file = fileURLToPath(new URL(origin.fileName, url));
  return `${relative(process.cwd(), file)}:${origin.lineNumber}:${origin.columnNumber}`;
}

function mapOf(url: string): SourceMap | null {
  const known = maps.get(url);
  if (known !== undefined) return known;
  const map = readMap(url);
  maps.set(url, map);
  return map;
}

function readMap(url: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), "utf8")) as ConstructorParameters<typeof SourceMap>[0]);
  } catch {
    return null;
  }
}
