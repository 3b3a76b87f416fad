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

/**
 * The file as an object; an empty file is an empty object. Null, with faults, if it is not one. If it is too large, it is read without the
 * keys that may be left out.
 */
export async function readYaml(
  file: PackageFile,
  findings: Findings,
  { leaveOut = [] }: { leaveOut?: readonly string[] } = {},
): Promise<Record<string, unknown> | null> {
  const isLarge = leaveOut.length > 0 && file.sizeBytes > YAML_MAX_BYTES;
  const text = await readText(file, findings, isLarge ? undefined : YAML_MAX_BYTES);
  if (text === null) return null;
  if (!isLarge) return parseYaml(text, file.path, findings);
  findings.note(file.path, `It is read without \`${leaveOut.join("` and `")}\`: it has more than ${YAML_MAX_BYTES} bytes.`);
  const rest = withoutKeys(text, leaveOut);
  if (Buffer.byteLength(rest) <= YAML_MAX_BYTES) return parseYaml(rest, file.path, findings);
  findings.fault("FILE_TOO_LARGE", file.path, `It has more than ${YAML_MAX_BYTES} bytes.`);
  return null;
}

/** Without these keys at the top, and the lines that belong to them: those that are indented or empty. */
function withoutKeys(text: string, keys: readonly string[]): string {
  let isLeftOut = false;
  const kept = text.split("\n").filter((line) => {
    if (/^\S/.test(line)) isLeftOut = keys.some((key) => line.startsWith(`${key}:`));
    return !isLeftOut;
  });
  return kept.join("\n");
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

/** The values that fit, field by field; a fault for each that does not, or a note if it is optional, and a note for each unknown key. */
export function valuesOf<Shape extends z.ZodRawShape>(
  shape: Shape,
  given: Record<string, unknown>,
  path: string,
  findings: Findings,
  optional: readonly (keyof Shape)[] = [],
): { [Key in keyof Shape]?: z.output<Shape[Key]> } {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const field = Object.hasOwn(shape, key) ? (shape[key] as z.ZodType) : undefined;
    if (value === null || value === undefined) continue;
    if (!field) {
      findings.note(path, `\`${key}\` is not used.`);
      continue;
    }
    const { data, error } = field.safeParse(value);
    if (!error) {
      values[key] = data;
      continue;
    }
    const [issue] = error.issues;
    const reason = `\`${[key, ...issue!.path].join(".")}\`: ${issue!.message}.`;
    if (optional.includes(key)) findings.note(path, `It is not used. ${reason}`);
    else findings.fault("VALUE_INVALID", path, reason);
  }
  return values as { [Key in keyof Shape]?: z.output<Shape[Key]> };
}

/** A text that parseYaml reads back. Long values stay on one line. */
export const writeYaml = (values: Readonly<Record<string, unknown>>): string => stringify(values, { lineWidth: 0 });
