import { isMap, isScalar, parseDocument, stringify, visit, type Document } from "yaml";
import type * as z from "zod";
import { KIB } from "../../kernel/units.js";
import type { Findings } from "./package-faults.js";
import { readText, type PackageFile } from "./package-files.js";

/** Most uses of anchors in one file: each may stand for a large tree. */
const ALIASES_MAX = 20;
/** Nesting. The library recurses, and a full stack can end the process: V8 does not survive it while it compiles a regular expression. */
const DEPTH_MAX = 100;
const INDENTATION_MAX = 200;
/** The library needs a time that grows with the square of some texts. */
const YAML_MAX_BYTES = 16 * KIB;
const ERRORS_LISTED = 10;

/** The file as an object; an empty file is an empty object. Null, with faults, if it is not one. */
export async function readYaml(file: PackageFile, findings: Findings): Promise<Record<string, unknown> | null> {
  const text = await readText(file, findings, YAML_MAX_BYTES);
  return text === null ? null : parseYaml(text, file.path, findings);
}

export function parseYaml(text: string, path: string, findings: Findings): Record<string, unknown> | null {
  if (isDeep(text)) {
    findings.fault("SYNTAX_INVALID", path, "It is nested too deeply.");
    return null;
  }
  try {
    // The library compares all keys with each other.
    const document = parseDocument(text, { stringKeys: true, uniqueKeys: false, prettyErrors: false, logLevel: "silent" });
    const twice = duplicateKey(document);
    if (twice !== undefined) findings.fault("SYNTAX_INVALID", path, `The key \`${twice}\` is there twice.`);
    for (const { message, pos } of document.errors.slice(0, ERRORS_LISTED)) {
      findings.fault("SYNTAX_INVALID", path, `Line ${text.slice(0, pos[0]).split("\n").length}: ${message}.`);
    }
    if (document.errors.length > 0 || twice !== undefined) return null;
    if (document.contents === null) return {};
    if (isMap(document.contents)) return document.toJS({ maxAliasCount: ALIASES_MAX }) as Record<string, unknown>;
    findings.fault("SYNTAX_INVALID", path, "It must be a list of `key: value` at the top.");
  } catch (error) {
    // Too many aliases, or too deep.
    findings.fault("SYNTAX_INVALID", path, `It cannot be read: ${(error as Error).message.split("\n", 1)[0]!}`);
  }
  return null;
}

/** Deeper than any configuration, by what can nest: brackets, dashes in a row, and indentation. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "[" || char === "{") depth++;
    else if ((char === "]" || char === "}") && depth > 0) depth--;
    if (depth > DEPTH_MAX) return true;
  }
  return text
    .split("\n")
    .some((line) => line.search(/[^ \t]/) > INDENTATION_MAX || (line.match(/(^|\s)[-?:](?=\s)/g) ?? []).length > DEPTH_MAX);
}

function duplicateKey(document: Document): string | undefined {
  let twice: string | undefined;
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const value = isScalar(key) ? key.value : key;
        if (seen.has(value)) twice = String(value);
        seen.add(value);
      }
      return twice === undefined ? undefined : visit.BREAK;
    },
  });
  return twice;
}

/** The values that fit, field by field; a fault for each that does not, and a note for each unknown key. */
export function valuesOf<Shape extends z.ZodRawShape>(
  shape: Shape,
  given: Record<string, unknown>,
  path: string,
  findings: Findings,
): { [Key in keyof Shape]?: z.output<Shape[Key]> } {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = Object.hasOwn(shape, key) ? (shape[key] as z.ZodType) : undefined;
    if (value === null || value === undefined) continue;
    if (!field) {
      findings.note(path, `\`${key}\` is not used.`);
      continue;
    }
    const parsed = field.safeParse(value);
    if (parsed.success) values[key] = parsed.data;
    else
      findings.fault("VALUE_INVALID", path, `\`${[key, ...parsed.error.issues[0]!.path].join(".")}\`: ${parsed.error.issues[0]!.message}.`);
  }
  return values as { [Key in keyof Shape]?: z.output<Shape[Key]> };
}

/** A text that parseYaml reads back. Long values stay on one line. */
export const writeYaml = (values: Readonly<Record<string, unknown>>): string => stringify(values, { lineWidth: 0 });
