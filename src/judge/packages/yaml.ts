import { isMap, parseDocument } from "yaml";
import * as z from "zod";
import type { Findings } from "./package-faults.js";
import { CONFIG_MAX_BYTES, readText, type PackageFile } from "./package-files.js";

/** Most uses of anchors in one file: each may stand for a large tree. */
const ALIASES_MAX = 20;

/** The file as an object; an empty file is an empty object. Null, with faults, if it is not one. */
export async function readYaml(file: PackageFile, findings: Findings): Promise<Record<string, unknown> | null> {
  const text = await readText(file, findings, CONFIG_MAX_BYTES);
  return text === null ? null : parseYaml(text, file.path, findings);
}

export function parseYaml(text: string, path: string, findings: Findings): Record<string, unknown> | null {
  try {
    const document = parseDocument(text, { stringKeys: true, logLevel: "silent" });
    for (const { message, linePos } of document.errors) {
      findings.fault("SYNTAX_INVALID", path, `Line ${linePos?.[0].line ?? "?"}: ${message.split("\n", 1)[0]!.replace(/ at line .*$/, "")}`);
    }
    if (document.errors.length > 0) return null;
    if (document.contents === null) return {};
    if (isMap(document.contents)) return document.toJS({ maxAliasCount: ALIASES_MAX }) as Record<string, unknown>;
    findings.fault("SYNTAX_INVALID", path, "It must be a list of `key: value` at the top.");
  } catch (error) {
    // Too many aliases, or too deep.
    findings.fault("SYNTAX_INVALID", path, `It cannot be read: ${(error as Error).message.split("\n", 1)[0]!}`);
  }
  return null;
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
    else findings.fault("VALUE_INVALID", path, `\`${[key, ...parsed.error.issues[0]!.path].join(".")}\`: ${parsed.error.issues[0]!.message}.`);
  }
  return values as { [Key in keyof Shape]?: z.output<Shape[Key]> };
}
